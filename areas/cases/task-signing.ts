import { compile, type FeelContext, type Json } from '@torget/feel';
import type { VNode } from 'preact';
import type { Db } from '#platform/database/index.ts';
import type { Document, Proof } from '#platform/identity/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Answer, FormFields, Request } from '#platform/web/index.ts';

/** How a party signs the application in a task of its case; the area that keeps applications gives it. */
export interface TaskSigning {
  /**
   * The application of a case as it was sent: to be read, and the text and hash that a signature is over. Who sees what is
   * `chosen` reads neither free text nor files, and nobody what is `marked`; the hash is of the whole.
   */
  application(
    request: Request,
    caseId: string,
    sees: 'all' | 'chosen',
    marked: readonly string[],
  ): Promise<{ readonly body: VNode; readonly text: string; readonly hash: string } | undefined>;
  /** To the e-ID and back to `returnTo`, or as the signature is taken. */
  sign(request: Request, document: Document, returnTo: string): Promise<Answer>;
  keep(tx: Db, town: string, caseId: string, proof: Proof): Promise<void>;
}

/** The kind under which the signature of a task comes back. */
export const TASK_SIGNED = 'task';

/**
 * Whether answering a task like this is to sign the application: the FEEL of the property `signature` on the user task,
 * over the answers (`=samtycker = true`).
 */
export function isSigned(service: Service, element: string, answers: FeelContext, now: string): boolean {
  const condition = service.process.nodes.get(element)?.properties['signature'];
  if (condition === undefined) return false;
  const compiled = compile(condition.replace(/^=/, ''), {});
  return compiled.ok && compiled.value.evaluate(answers, { instant: now }).value === true;
}

/** The fields of an answered form as they go with a signature, and come back with it. */
export function memoOf(fields: FormFields): Json {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== '_csrf'));
}

export function fieldsIn(memo: Json): FormFields {
  if (typeof memo !== 'object' || memo === null || Array.isArray(memo)) return {};
  return Object.fromEntries(
    Object.entries(memo).flatMap(([name, values]) =>
      Array.isArray(values) ? [[name, values.filter((value) => typeof value === 'string')]] : [],
    ),
  );
}
