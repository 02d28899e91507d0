import type { FeelContext } from '@torget/feel';
import { advance, type Effect, type Event, type ProcessModel, type State, type Subscription } from '@torget/process';
import type { Actor } from '#platform/access/actor.ts';
import { afterCommit, type Db, uuidv7 } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Service } from '#platform/town/types.ts';
import type { BlockRegistry } from './blocks.ts';
import { carryOut } from './effects.ts';
import { factsWith } from './execution.ts';
import { whoWaitsForFacts } from './facts.ts';
import type { Facts, Host, InstanceInfo } from './host.ts';
import type { JobRow } from './jobs.ts';
import { keptMessage } from './kept.ts';
import { tellOpened } from './opened.ts';
import { ProcessRefused, suspended, tooDeep } from './refused.ts';
import { noRows, type StepRows, saveAll } from './steps.ts';
import { type LoadedInstance, loadInstance } from './store.ts';

/** One instance in a unit of work, and what the command leaves behind at it. */
export interface Member {
  readonly info: InstanceInfo;
  readonly model: ProcessModel;
  readonly facts: Facts;
  readonly root: string;
  readonly parent: LoadedInstance['parent'];
  readonly depth: number;
  /** As it was loaded; null when this command made it. */
  readonly before: State | null;
  state: State;
  readonly rows: StepRows;
}

/** An event without the moment, which the unit adds: the clock and the facts as they stand then. */
export type Happening = Event extends infer E ? (E extends Event ? Omit<E, 'at' | 'zone' | 'facts'> : never) : never;

export interface UnitOptions {
  readonly tx: Db;
  readonly actor: Actor;
  readonly at: string;
  readonly host: Host;
  readonly blocks: BlockRegistry;
  /** Called after the commit with the jobs that the unit made. */
  handOver(jobs: readonly string[]): void;
}

export interface Begin {
  readonly service: Service;
  readonly model: ProcessModel;
  readonly businessKey: string;
  readonly label?: string | null | undefined;
  readonly facts?: Facts | undefined;
  readonly variables?: FeelContext | undefined;
  readonly element?: string | undefined;
  readonly by?: string | undefined;
  readonly caller?: { readonly member: Member; readonly token: number };
}

/** Processes that call each other without end are a fault of the model (process.md §9). */
const MOST_CALLS = 100;

/**
 * One command on processes, from wait state to wait state in the caller's transaction: feeds the engine, carries out
 * effects in the order in which they arose, in whichever instance, and writes everything at once when none is left.
 */
export class Unit {
  readonly tx: Db;
  readonly actor: Actor;
  readonly at: string;
  readonly host: Host;
  readonly blocks: BlockRegistry;
  readonly members = new Map<string, Member>();
  /** Messages that have begun to be waited for: one may be kept already. */
  readonly awaited: { readonly member: Member; readonly subscription: Subscription }[] = [];
  /** The task that a person does something with in this command: told at once when a listener denies it. */
  asked: { readonly instance: string; readonly token: number } | undefined;
  readonly #handOver: UnitOptions['handOver'];
  readonly #facts = new Map<string, Facts>();
  /** Names of facts that have changed, by case; `all` when nobody has looked yet who else waits. */
  readonly #changed = new Map<string, { readonly names: Set<string>; all: boolean }>();
  readonly #jobs: JobRow[] = [];
  readonly #queue: { readonly member: Member; readonly effect: Effect }[] = [];

  constructor(options: UnitOptions) {
    this.tx = options.tx;
    this.actor = options.actor;
    this.at = options.at;
    this.host = options.host;
    this.blocks = options.blocks;
    this.#handOver = options.handOver;
  }

  /** Another unit of work in the same transaction and at the same moment. */
  another(actor: Actor): Unit {
    const { tx, at, host, blocks } = this;
    return new Unit({ tx, actor, at, host, blocks, handOver: this.#handOver });
  }

  /**
   * An instance with its tree locked.
   * @throws TorgetError when it is suspended, unless that does not matter
   */
  async member(id: string, how: { readonly suspendedToo?: boolean } = {}): Promise<Member> {
    const known = this.members.get(id);
    if (known !== undefined) return known;
    const loaded = await loadInstance(this.tx, id);
    if (loaded === undefined) throw new NotFound(`no instance ${id}`);
    if (loaded.suspended && how.suspendedToo !== true) throw suspended(id);
    const { businessKey, label, process, root, parent, depth, state } = loaded;
    const service = await this.host.service(this.tx, loaded.serviceVersion);
    // The facts are those of the case, as the service sees them that the case belongs to.
    const owner =
      loaded.rootVersion === loaded.serviceVersion ? service : await this.host.service(this.tx, loaded.rootVersion);
    const facts = this.#facts.get(businessKey) ?? (await this.host.facts(this.tx, businessKey, owner));
    this.#facts.set(businessKey, facts);
    const model = this.host.model(service, process);
    const info = { id, businessKey, service, process, label };
    const member = { info, model, facts, root, parent, depth, before: state, state, rows: noRows() };
    this.members.set(id, member);
    return member;
  }

  /** Starts an instance; a called one belongs to the case of its caller. */
  async begin(how: Begin): Promise<Member> {
    const { service, model, businessKey, label, variables, element, by, caller } = how;
    const id = uuidv7();
    const info = { id, businessKey, service, process: model.id, label: label ?? null };
    const depth = caller === undefined ? 0 : caller.member.depth + 1;
    if (depth > MOST_CALLS) throw tooDeep(info, MOST_CALLS);
    const facts = how.facts ?? this.#facts.get(businessKey) ?? (await this.host.facts(this.tx, businessKey, service));
    this.#facts.set(businessKey, facts);
    const event: Happening = {
      kind: 'start',
      ...(variables === undefined ? {} : { variables }),
      ...(element === undefined ? {} : { element }),
      ...(by === undefined ? {} : { by }),
      ...(caller === undefined ? {} : { called: true as const }),
    };
    const { state, effects } = this.#step({ info, model, facts }, null, event);
    const member: Member = {
      info,
      model,
      facts,
      root: caller?.member.root ?? id,
      parent: caller === undefined ? undefined : { instance: caller.member.info.id, token: caller.token },
      depth,
      before: null,
      state,
      rows: noRows(),
    };
    this.members.set(id, member);
    this.#queue.push(...effects.map((effect) => ({ member, effect })));
    return member;
  }

  /** Jobs of others than the members, written when the unit finishes. */
  addJobs(jobs: readonly JobRow[]): void {
    this.#jobs.push(...jobs);
  }

  /** Feeds an instance one event; its effects wait for their turn. */
  send(member: Member, event: Happening): void {
    const { state, effects } = this.#step(member, member.state, event);
    this.absorb(member, state, effects);
  }

  /** Takes over what a step of the engine gave. */
  absorb(member: Member, state: State, effects: readonly Effect[]): void {
    member.state = state;
    this.#queue.push(...effects.map((effect) => ({ member, effect })));
  }

  #step({ info, model, facts }: Pick<Member, 'info' | 'model' | 'facts'>, state: State | null, event: Happening) {
    const result = advance(model, state, { ...event, at: this.at, facts: factsWith(facts, info, model) } as Event);
    if ('refused' in result) throw new ProcessRefused(info, result.refused);
    return result;
  }

  /** Facts of a case have changed: conditions are judged when everything else has settled. */
  factsChanged(businessKey: string, names: readonly string[], all: boolean): void {
    const changed = this.#changed.get(businessKey) ?? { names: new Set(), all };
    for (const name of names) changed.names.add(name);
    changed.all ||= all;
    this.#changed.set(businessKey, changed);
  }

  async #judgeFacts(): Promise<boolean> {
    const [first] = this.#changed;
    if (first === undefined) return false;
    const [businessKey, { names, all }] = first;
    this.#changed.delete(businessKey);
    if (all)
      for (const id of await whoWaitsForFacts(this.tx, businessKey)) await this.member(id, { suspendedToo: true });
    for (const member of this.members.values()) {
      const waits = member.info.businessKey === businessKey && member.state.ended === undefined;
      if (waits && member.model.conditional) this.send(member, { kind: 'changed', names: [...names] });
    }
    return true;
  }

  /** Whether a token of the instance still waits for an answer. */
  waits(member: Member, token: number): boolean {
    const { state } = member;
    return state.ended === undefined && state.tokens.some((one) => one.id === token && one.state === 'waiting');
  }

  /** Carries out all effects that are left, whatever new ones they bring. */
  async settle(): Promise<void> {
    for (;;) {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
        await carryOut(this, next.member, next.effect);
      }
      const awaited = this.awaited.shift();
      if (awaited === undefined) {
        if (await this.#judgeFacts()) continue;
        return;
      }
      const kept = await keptMessage(this, awaited.member, awaited.subscription);
      if (kept !== undefined) this.send(awaited.member, kept);
    }
  }

  /** Settles, and writes everything. The jobs that were made are handed over after the commit. */
  async finish(): Promise<void> {
    await this.settle();
    const members = [...this.members.values()];
    for (const member of members) await this.#report(member);
    await saveAll(this.tx, members, this.#jobs, this.actor, this.at);
    const jobs = [...members.flatMap(({ rows }) => rows.jobs), ...this.#jobs];
    const made = jobs.filter((job) => job.external !== true).map((job) => job.id);
    if (made.length > 0) afterCommit(this.tx, () => this.#handOver(made));
    await tellOpened(this, members);
  }

  async #report({ info, model, rows }: Member): Promise<void> {
    const steps = rows.history.flatMap(({ element, what }) =>
      what === 'entered' || what === 'completed' ? [{ element, what }] : [],
    );
    if (steps.length === 0) return;
    await this.host.progressed(this.tx, { instance: info, model, at: this.at, actor: this.actor, steps });
  }
}
