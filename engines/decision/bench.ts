import { compile, decimal, type FeelContext, fromJson } from '@torget/feel';
import { evaluate } from './index.ts';
import { decisionXml, definitions, inputXml, modelOf, tableXml } from './testing.ts';

/** One measured figure; `floor` is what the same run needs for the same work without the engine, `ratio` between them. */
export interface Row {
  readonly name: string;
  readonly microseconds: number;
  readonly goal: number | undefined;
  readonly floor: number | undefined;
  readonly ratio: number | undefined;
}

const OPTIONS = { instant: '2026-02-03T08:00:00+01:00' };

/** Microseconds per call: the best of several rounds, so that other work on the machine counts least. */
function measure(work: () => unknown, calls: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 7; round += 1) {
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) work();
    best = Math.min(best, ((performance.now() - start) / calls) * 1000);
  }
  return best;
}

function row(name: string, microseconds: number, goal?: number, floor?: number): Row {
  return { name, microseconds, goal, floor, ratio: floor === undefined ? undefined : microseconds / floor };
}

function condition(): Row {
  const program = compile('a > 5 and b < 300', { scope: { a: { kind: 'number' }, b: { kind: 'number' } } });
  const [five, limit, a, b] = ['5', '300', '10', '20'].map((text) => decimal(text));
  const context = { a: a ?? null, b: b ?? null };
  if (!program.ok || !five || !limit || !a || !b) return row('condition with two terms', Number.NaN, 2);
  const floor = measure(() => a.gt(five) && b.lt(limit), 100_000);
  return row(
    'condition with two terms',
    measure(() => program.value.evaluate(context, OPTIONS), 100_000),
    2,
    floor,
  );
}

function table(): Row {
  const rules = Array.from({ length: 10 }, (_, rule) => [
    `[${rule * 10}..${rule * 10 + 9}]`,
    '"a", "b"',
    '< 1000',
    `"r${rule}"`,
  ]);
  const inputs = ['x', 'y', 'z'];
  const logic = tableXml({ inputs, outputs: ['u'], rules });
  const model = modelOf(definitions(inputs.map((name) => inputXml(name)).join('') + decisionXml('D', logic, inputs)));
  const input = fromJson({ x: 75, y: 'a', z: 10 }) as FeelContext;
  return row(
    'table of 10 rules and 3 inputs, with its trace',
    measure(() => evaluate(model, 'D', input, OPTIONS), 5_000),
    20,
  );
}

function compiling(): Row {
  let nonce = 0;
  const scope = { a: { kind: 'number' }, b: { kind: 'number' } } as const;
  const work = () => {
    nonce += 1;
    return compile(`a > 5 and b < ${nonce}`, { scope });
  };
  return row('compiling a condition', measure(work, 300));
}

// Figures of the engine, in microseconds of one core: node_modules/.bin/node --import tsx engines/decision/bench.ts
console.table([condition(), table(), compiling()]);
