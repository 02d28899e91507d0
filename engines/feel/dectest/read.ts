/** One line of a General Decimal Arithmetic test file (`.decTest`), with the rounding that holds there. */
export interface Vector {
  readonly id: string;
  readonly operation: string;
  readonly operands: readonly string[];
  readonly result: string;
  readonly rounding: string;
}

const TOKEN = /'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(\S+)/g;

/** The vectors of a file; comments and settings other than the rounding are passed over. */
export function readVectors(text: string): Vector[] {
  let rounding = 'half_even';
  return text.split('\n').flatMap((line): Vector[] => {
    const setting = /^\s*rounding\s*:\s*(\w+)/i.exec(line)?.[1];
    if (setting !== undefined) rounding = setting.toLowerCase();
    const [before, after] = line.replace(/^\s*--.*/, '').split('->');
    if (before === undefined || after === undefined) return [];
    const [id = '', operation = '', ...operands] = tokens(before);
    return [{ id, operation: operation.toLowerCase(), operands, result: tokens(after)[0] ?? '', rounding }];
  });
}

function tokens(text: string): string[] {
  return [...text.matchAll(TOKEN)].map(([, single, double, plain]) =>
    single === undefined ? (double?.replaceAll('""', '"') ?? plain ?? '') : single.replaceAll("''", "'"),
  );
}
