import type { Fault } from '@torget/feel';
import { check, load } from '@torget/process';
import { modelText } from './files.ts';

/**
 * `torget process check FILE…`: what a model cannot do and what can go wrong in it, with place, element, the path that
 * leads there and advice. Ends with how many files pass; warnings do not fail one.
 */
export async function checkProcessCommand(files: readonly string[]): Promise<number | undefined> {
  if (files.length === 0 || files.some((file) => file.startsWith('--'))) return undefined;
  let failed = 0;
  for (const file of files) {
    const loaded = await load(await modelText(file), { file });
    const models = loaded.ok ? loaded.value : [];
    const found = loaded.ok ? models.flatMap((model) => check(model, { callable: true })) : [];
    const warnings = models[0]?.warnings ?? [];
    const faults = loaded.ok ? [...warnings, ...found] : loaded.error;
    for (const fault of faults) console.log(lines(fault));
    if (faults.some((fault) => fault.severity !== 'warning')) failed += 1;
  }
  console.log(`${files.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function lines({ file, line, column, element, severity, code, message, advice }: Fault): string {
  const at = `${file}:${line}:${column}`;
  const mark = severity === 'warning' ? 'varning/warning' : 'fel/error';
  const who = element === undefined ? '' : ` ${element}`;
  return `${at}${who} ${code} (${mark})\n    ${message.sv}\n    ${message.en}\n    ${advice.sv} / ${advice.en}`;
}
