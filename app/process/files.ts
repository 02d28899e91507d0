import { readFile } from 'node:fs/promises';

/** The text of a model. Older tools write ISO-8859-1 and say so in the first line, as XML asks them to. */
export async function modelText(file: string): Promise<string> {
  const bytes = await readFile(file);
  const encoding = /^<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  return new TextDecoder(encoding ?? 'utf-8').decode(bytes);
}
