import type { Form } from '@torget/form';
import type { Db } from '#platform/database/index.ts';
import type { Chance } from './chance.ts';

/** Where walks take place. */
export interface Ground {
  readonly port: number;
  readonly db: Db;
  now(): string;
  /** A session of an example person for a service that wants one; undefined walks without a name. */
  person(
    service: WalkedService,
    chance: Chance,
  ): Promise<{ readonly name: string; readonly value: string } | undefined>;
}

export interface WalkedService {
  readonly id: string;
  readonly form: Form;
  readonly signIn: 'required' | 'optional' | 'none';
}

export interface WalkOptions {
  readonly seed: string;
  readonly run: number;
  /** Detours that are left out, to find the smallest path that still fails. */
  readonly without?: ReadonlySet<string>;
}

export interface Walked {
  /** How it ended when all was well: sent, or told that one cannot go on. */
  readonly end: 'sent' | 'stopped';
  readonly steps: readonly string[];
  readonly detours: readonly string[];
}

/** Something that must not happen, with the way to it. */
export class WalkFailure extends Error {
  readonly code: string;
  readonly steps: readonly string[];
  readonly detours: readonly string[];

  constructor(code: string, detail: string, steps: readonly string[], detours: readonly string[]) {
    super(detail);
    this.code = code;
    this.steps = steps;
    this.detours = detours;
  }
}
