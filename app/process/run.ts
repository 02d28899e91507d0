import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type FeelContext, fromJson, isContext } from '@torget/feel';
import { StepRefused, World } from '@torget/process/scenarios';
import { readDecisions } from './decisions.ts';
import { modelText } from './files.ts';
import { standIn } from './stand-in.ts';

const OPTIONS = { variables: { type: 'string' }, answers: { type: 'string' }, at: { type: 'string' } } as const;

/**
 * `torget process run FILE… [--variables JSON] [--answers JSON] [--at INSTANT]`: runs the first file's process in memory,
 * with stand-ins for everyone who would do something. `answers` says what a task, job, message or condition hands over,
 * by element id: an object, or a list of them for one time after the other. Decisions beside the file are read.
 */
export async function runProcessCommand(args: readonly string[]): Promise<number | undefined> {
  const read = readArguments(args);
  const [file] = read?.positionals ?? [];
  if (read === undefined || file === undefined) return undefined;
  const { variables = '{}', answers = '{}', at = Temporal.Now.instant().toString() } = read.values;
  const [given, said] = [contextOf(variables), contextOf(answers)];
  if (given === undefined || said === undefined) return undefined;
  const beside = (await readdir(dirname(file))).filter((name) => name.endsWith('.dmn'));
  const names = [...read.positionals, ...beside.map((name) => join(dirname(file), name))];
  const files = await Promise.all(names.map(async (name) => ({ name, text: await modelText(name) })));
  try {
    const stage = new World(at, readDecisions, ({ element }) => element);
    await stage.deploy(files);
    const ended = await standIn(stage, { variables: given, answers: said }, (line) => console.log(line));
    return ended ? 0 : 1;
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error;
    console.error(error.message);
    return 1;
  }
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch {
    return undefined;
  }
}

function contextOf(json: string): FeelContext | undefined {
  try {
    const value = fromJson(JSON.parse(json));
    return isContext(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
