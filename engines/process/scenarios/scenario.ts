import { parse } from 'yaml';

/** A scenario drives processes from outside and states what must be seen: the format of the scenario files. */
export interface Scenario {
  readonly name: string;
  readonly deploy?: readonly string[];
  readonly clock?: string;
  readonly start?: StartStep | readonly StartStep[];
  readonly steps?: readonly Step[];
  readonly expectDeployError?: boolean;
  readonly deployErrorElement?: string;
}

export interface StartStep {
  readonly process?: string;
  readonly message?: string;
  readonly variables?: Yaml;
  readonly businessKey?: string;
  readonly startedBy?: string;
}

/** One step: a record with one key that names what is done. */
export interface Step {
  readonly [verb: string]: unknown;
}

export interface Yaml {
  readonly [key: string]: unknown;
}

/** One scenario or a list of them. */
export function scenarios(text: string): readonly Scenario[] {
  const read: unknown = parse(text);
  return Array.isArray(read) ? (read as Scenario[]) : [read as Scenario];
}

/** The step was refused: what `refuse` asks for, and a failure anywhere else. `elements` are those it names. */
export class StepRefused extends Error {
  readonly elements: readonly string[];
  constructor(message: string, elements: readonly string[] = []) {
    super(message);
    this.elements = elements;
  }
}

/** What was seen is not what was expected, or the scenario asks for something that nobody knows. */
export class Unexpected extends Error {}
