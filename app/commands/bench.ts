import { runOutside } from './outside.ts';

const BENCHES: readonly string[] = ['start', 'page', 'case', 'decision', 'process', 'search', 'files', 'form', 'desk'];

/** `torget bench start | page | case | decision | process | search | files | form | desk`: measures, prints a table and writes it to docs/measurements. */
export async function benchCommand([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || !BENCHES.includes(name)) {
    console.error(`torget bench ${BENCHES.join(' | ')}`);
    return 2;
  }
  return runOutside(`bench/${name}.ts`, args);
}
