import type { VNode } from 'preact';
import type { Db } from '#platform/database/index.ts';
import { cancelInstance, interventionsOf, resumeInstance, suspendInstance, type Why } from '#platform/runtime/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { OperationsOptions } from '../mount.ts';
import type { OpenedInstance } from '../open.ts';
import { move, previewMove } from './move.tsx';
import { changeVersion, previewVersion } from './version.tsx';
import { whatGoes } from './what-goes.tsx';

/** What it will lead to, and whether it can be done as it is asked now. */
export interface Preview {
  readonly ready: boolean;
  readonly body: VNode;
  /** More to fill in beside the reason. */
  readonly more?: VNode;
}

/** One thing that staff may do to an instance. */
export interface Act {
  /** Last part of its address. */
  readonly path: string;
  /** What of its address is asked, and goes along when it is done. */
  readonly keeps?: readonly string[];
  /** It takes away what cannot be got back. */
  readonly warns?: true;
  /** Whether it is offered for an instance that runs or stands still. */
  readonly offered: (state: { readonly ended: boolean; readonly suspended: boolean }) => boolean;
  preview(request: Request, options: OperationsOptions, opened: OpenedInstance): Promise<Preview>;
  run(request: Request, options: OperationsOptions, tx: Db, opened: OpenedInstance, why: Why): Promise<void>;
}

export type ActName = 'suspend' | 'resume' | 'move' | 'migrate' | 'cancel';

/** Everything that staff may do by hand, in the order in which it is offered. */
export const ACTS: { readonly [name in ActName]: Act } = {
  suspend: {
    path: 'pausa',
    offered: ({ ended, suspended }) => !ended && !suspended,
    preview: (request, _, opened) => said(request, opened, 'suspend'),
    run: (_request, { runtime }, tx, { view }, why) => suspendInstance(runtime, tx, view.id, why),
  },
  resume: {
    path: 'fortsatt',
    offered: ({ ended, suspended }) => !ended && suspended,
    preview: (request, _, opened) => said(request, opened, 'resume'),
    run: (_request, { runtime }, tx, { view }, why) => resumeInstance(runtime, tx, view.id, why),
  },
  move: {
    path: 'flytta',
    keeps: ['fran', 'till', 'hur'],
    offered: ({ ended }) => !ended,
    preview: previewMove,
    run: move,
  },
  migrate: {
    path: 'version',
    keeps: ['till'],
    offered: ({ ended }) => !ended,
    preview: previewVersion,
    run: changeVersion,
  },
  cancel: {
    path: 'avbryt',
    warns: true,
    offered: ({ ended }) => !ended,
    preview: whatGoes,
    run: (_request, { runtime }, tx, { view }, why) => cancelInstance(runtime, tx, view.id, why),
  },
};

/** One sentence, when it is the instance's turn for it; otherwise why not. */
async function said({ t, db }: Request, { view }: OpenedInstance, act: 'suspend' | 'resume'): Promise<Preview> {
  const { suspended } = await interventionsOf(db, view.id);
  const ready = ACTS[act].offered({ ended: view.endedAt !== null, suspended });
  return {
    ready,
    body: <p class="govuk-body">{t(ready ? `operations.act.${act}.about` : `operations.act.${act}.not-now`)}</p>,
  };
}
