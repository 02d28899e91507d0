import { createReadStream } from 'node:fs';
import { request as plain } from 'node:http';
import { request as encrypted } from 'node:https';
import { pipeline } from 'node:stream/promises';

/** Characters of an answer: some words, and only those of a refusal are told on. What follows them is let go. */
const LONGEST = 10_000;

/**
 * Sends a file's bytes as the body of a PUT as the other side takes them: `fetch` reads a whole file ahead, ten of them at
 * once as well. Resolves to the answer; rejects when there is none.
 */
export async function putFile(
  url: URL,
  headers: { readonly [name: string]: string },
  file: { readonly path: string; readonly size: number },
  signal: AbortSignal,
): Promise<Response> {
  const send = url.protocol === 'https:' ? encrypted : plain;
  const asked = send(url, { method: 'PUT', headers: { ...headers, 'content-length': file.size }, signal });
  const answered = new Promise<Response>((resolve, reject) => {
    asked.on('error', reject).on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('error', reject);
      answer.on('data', (part: string) => {
        if (text.length < LONGEST) text = (text + part).slice(0, LONGEST);
      });
      answer.on('end', () => resolve(new Response(text === '' ? null : text, { status: answer.statusCode ?? 500 })));
    });
  });
  // A server that refuses answers before it has read all: what it says counts, not that it closed.
  const sent = pipeline(createReadStream(file.path), asked).then(() => answered);
  return Promise.any([answered, sent]).catch((error: AggregateError) => {
    throw error.errors[0];
  });
}
