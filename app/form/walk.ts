import { relative } from 'node:path';
import { type FormPath, formsUnder } from './paths.ts';
import { openGround, type Placed } from './walk/ground.ts';
import { smallest } from './walk/shrink.ts';
import { type Ground, type WalkedService, WalkFailure } from './walk/types.ts';
import { walk } from './walk/walker.ts';

const RUNS = 20;
/** Walks at once: server and database share the machine's cores with them. */
const AT_ONCE = 4;

/** What the walks of one form came to. */
export interface WalkedForm {
  readonly form: FormPath;
  readonly id: string;
  readonly sent: number;
  readonly stopped: number;
  readonly failures: readonly { readonly run: number; readonly failure: WalkFailure }[];
}

/**
 * `torget form walk PATH… [--runs N] [--seed S]`: people made of chance fill in every form under the paths through the real
 * journey over HTTP. The same seed walks the same walks. Exits 0 when nothing failed.
 */
export async function walkCommand(args: readonly string[]): Promise<number | undefined> {
  const runs = Number(argument(args, '--runs') ?? RUNS);
  const seed = argument(args, '--seed') ?? '1';
  const paths = args.filter(
    (arg, index) => !arg.startsWith('--') && !['--runs', '--seed'].includes(args[index - 1] ?? ''),
  );
  if (paths.length === 0 || !Number.isInteger(runs) || runs < 1) return undefined;
  const forms = paths.flatMap(formsUnder);
  if (forms.length === 0) {
    console.error(`Här finns inga formulär. / There are no forms here: ${paths.join(' ')}`);
    return 2;
  }
  const walked = await walkAll(forms, { runs, seed, tell: (line) => console.log(line) });
  const passed = walked.filter(({ failures }) => failures.length === 0).length;
  const percent = Math.floor((1000 * passed) / walked.length) / 10;
  const walks = walked.reduce((sum, { sent, stopped }) => sum + sent + stopped, 0);
  console.log(`seed ${seed}, ${runs} runs: ${walks} walks held, ${percent} % of ${walked.length} forms`);
  console.log(`${passed} passed, ${walked.length - passed} failed`);
  return passed === walked.length ? 0 : 1;
}

function argument(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

export interface WalkAllOptions {
  readonly runs: number;
  readonly seed: string;
  readonly tell: (line: string) => void;
}

/** Walks every form so many times, on one server that is there for it alone. */
async function walkAll(forms: readonly FormPath[], options: WalkAllOptions): Promise<readonly WalkedForm[]> {
  const ground = await openGround(forms);
  try {
    return await walkOn(ground, ground.forms, options);
  } finally {
    await ground.close();
  }
}

/** Walks forms that stand on open ground so many times each. */
export async function walkOn(
  ground: Ground,
  forms: readonly Placed[],
  { runs, seed, tell }: WalkAllOptions,
): Promise<readonly WalkedForm[]> {
  const results: WalkedForm[] = [];
  const waiting = forms.entries();
  const lane = async () => {
    for (const [index, placed] of waiting) {
      const walked = await walkForm(ground, placed, runs, seed);
      results[index] = walked;
      for (const line of linesOf(walked, placed, seed)) tell(line);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}

async function walkForm(
  ground: Ground,
  { form, id, service }: Placed,
  runs: number,
  seed: string,
): Promise<WalkedForm> {
  const failures: { run: number; failure: WalkFailure }[] = [];
  const counts = { sent: 0, stopped: 0 };
  if (service === undefined) {
    const failure = new WalkFailure('not-open', 'the service has faults: run torget form check', [], []);
    return { form, id, ...counts, failures: [{ run: 0, failure }] };
  }
  for (let run = 0; run < runs; run++) {
    const failure = await walkOnce(ground, service, { seed, run }, counts);
    if (failure !== undefined)
      failures.push({
        run,
        failure: failures.length === 0 ? await smallest(ground, service, { seed, run }, failure) : failure,
      });
    if (failures.length >= 3) break;
  }
  return { form, id, ...counts, failures };
}

async function walkOnce(
  ground: Ground,
  service: WalkedService,
  options: { seed: string; run: number },
  counts: { sent: number; stopped: number },
): Promise<WalkFailure | undefined> {
  try {
    const { end } = await walk(ground, service, options);
    counts[end]++;
    return undefined;
  } catch (error) {
    if (error instanceof WalkFailure) return error;
    throw error;
  }
}

function linesOf({ form, sent, stopped, failures }: WalkedForm, { id }: Placed, seed: string): readonly string[] {
  const path = relative(process.cwd(), form.path);
  const name = path.startsWith('..') ? form.path : path;
  const [first] = failures;
  if (first === undefined) return [`✓ ${name}  ${sent} skickade/sent, ${stopped} stoppade/stopped`];
  return [
    `✗ ${name}  ${sent} skickade/sent, ${stopped} stoppade/stopped, ${failures.length} fel/failed`,
    ...failures.map(({ run, failure }) => `    ${failure.code}: ${failure.message}  (${id}, seed ${seed}, run ${run})`),
    ...first.failure.steps.map((step) => `      ${step}`),
  ];
}
