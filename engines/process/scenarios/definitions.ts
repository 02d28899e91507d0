import type { Fault, FeelContext, FeelValue } from '@torget/feel';
import { load } from '../load/load.ts';
import type { LoadOptions, ProcessModel } from '../model.ts';
import type { Start } from '../run/starts.ts';
import { starts } from '../run/starts.ts';
import type { BoundTo } from '../step.ts';
import { StepRefused } from './scenario.ts';
import type { DeployedFile } from './stage.ts';

/** A decision that a DMN file brings. */
export interface Decision {
  readonly id: string;
  readonly versionTag?: string | undefined;
  /** `rows`: the outputs of every rule that hit, for the import dialect; otherwise the value. */
  evaluate(variables: FeelContext, at: string): { readonly value: FeelValue; readonly rows: FeelValue };
}

/** Reads DMN files; the process engine does not know decisions, who plays a scenario brings them. */
export type ReadDecisions = (files: readonly DeployedFile[]) => readonly Decision[];

/** How files are read. */
export interface Reading {
  readonly readDecisions: ReadDecisions | undefined;
  readonly topics: LoadOptions['topics'] | undefined;
}

/** One version of a process or decision. */
export interface Version<T> {
  readonly of: T;
  readonly number: number;
  readonly deployment: number;
  readonly tag: string | undefined;
}

/** All that has been deployed: versions by id, the newest last. */
export interface Definitions {
  readonly deployments: number;
  readonly processes: ReadonlyMap<string, readonly Version<ProcessModel>[]>;
  readonly decisions: ReadonlyMap<string, readonly Version<Decision>[]>;
}

export const NOTHING: Definitions = { deployments: 0, processes: new Map(), decisions: new Map() };

/** The definitions with one deployment more. */
export async function deployed(
  before: Definitions,
  files: readonly DeployedFile[],
  at: string,
  { readDecisions, topics }: Reading,
): Promise<{ readonly definitions: Definitions; readonly models: readonly ProcessModel[] }> {
  const dmn = files.filter(({ name }) => name.endsWith('.dmn'));
  const others = files.filter(({ name }) => !name.endsWith('.dmn'));
  const loaded = await Promise.all(
    others.map(({ name, text }) => load(text, { file: name, ...(topics === undefined ? {} : { topics }) })),
  );
  const faults = loaded
    .flatMap((result) => (result.ok ? [] : result.error))
    .filter((one) => one.severity !== 'warning');
  if (faults.length > 0) refuseDeployment(faults);
  const models = loaded.flatMap((result) => (result.ok ? result.value : []));
  if (dmn.length > 0 && readDecisions === undefined) throw new StepRefused('nobody reads decisions here');
  const decisions = dmn.length === 0 ? [] : (readDecisions?.(dmn) ?? []);
  const deployment = before.deployments + 1;
  const definitions: Definitions = {
    deployments: deployment,
    processes: further(before.processes, models, deployment, ({ versionTag }) => versionTag),
    decisions: further(before.decisions, decisions, deployment, ({ versionTag }) => versionTag),
  };
  const messages = newestStarts(definitions, at).flatMap(({ start }) => (start.kind === 'message' ? [start.name] : []));
  if (new Set(messages).size < messages.length) throw new StepRefused('two processes share a start message');
  return { definitions, models };
}

function refuseDeployment(faults: readonly Fault[]): never {
  const words = faults.map((fault) => `${fault.element ?? '-'}: ${fault.code} ${fault.message.en}`);
  throw new StepRefused(
    words.join('; '),
    faults.flatMap(({ element }) => element ?? []),
  );
}

function further<T extends { readonly id: string }>(
  before: ReadonlyMap<string, readonly Version<T>[]>,
  added: readonly T[],
  deployment: number,
  tagOf: (one: T) => string | undefined,
): ReadonlyMap<string, readonly Version<T>[]> {
  const next = new Map(before);
  for (const one of added) {
    const versions = next.get(one.id) ?? [];
    next.set(one.id, [...versions, { of: one, number: versions.length + 1, deployment, tag: tagOf(one) }]);
  }
  return next;
}

/** Start events of the newest versions. */
export function newestStarts(
  { processes }: Definitions,
  at: string,
): readonly { readonly version: Version<ProcessModel>; readonly start: Start }[] {
  return [...processes.values()].flatMap((versions) => {
    const version = versions.at(-1);
    return version === undefined ? [] : starts(version.of, { at }).map((start) => ({ version, start }));
  });
}

/** The version that a call or a rule task means; none, or two with one tag, are refused. */
export function resolve<T>(
  all: ReadonlyMap<string, readonly Version<T>[]>,
  id: string,
  binding: BoundTo | undefined,
  deployment: number,
): Version<T> {
  const versions = all.get(id) ?? [];
  const { kind = 'latest', value } = binding ?? {};
  const fitting = versions.filter((one) => {
    if (kind === 'deployment') return one.deployment === deployment;
    if (kind === 'version') return String(one.number) === value;
    return kind === 'latest' || one.tag === value;
  });
  const found = fitting.at(-1);
  if (found === undefined) throw new StepRefused(`there is no ${id} (${kind} ${value ?? ''})`);
  if (kind === 'versionTag' && fitting.length > 1) throw new StepRefused(`${id} has the tag ${value} twice`);
  return found;
}
