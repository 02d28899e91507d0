import { createHash } from 'node:crypto';
import type { Json } from '@torget/feel';
import { type Answers, isRecord } from '@torget/form';
import { sql } from 'kysely';
import { type Db, transaction } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import { paymentOf } from '#platform/payments/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type ApiAnswer, type ApiRequest, type ProblemError, Unprocessable } from '#platform/web/index.ts';
import { mustBeAssured } from '../assured.ts';
import type { Begun } from '../begin.ts';
import { findDraft } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { isTraceless } from '../owner.ts';
import { receiptToken } from '../secret.ts';
import { sendWhole } from '../send-whole.ts';
import { sentBefore } from '../sent.ts';
import { isComplete, openRound, signersIn } from '../signing/rounds.ts';
import { withOwnFiles } from './file.ts';
import { inputSchema, unkeepable, unknownIn } from './input.ts';
import { applicationUrl, receiptBody } from './receipt.ts';
import { actorFor, begunBy, draftOf } from './sender.ts';

/**
 * Sends an application that came whole: the same checks, the same frozen application and the same transaction as from the
 * web form. The key makes it happen once: the same call again is answered with the same receipt, another body with the
 * same key is refused, and where anything is wrong nothing is kept and the key is as new.
 */
export async function submitWhole(request: ApiRequest, options: ApplicationsOptions): Promise<ApiAnswer> {
  const service = options.catalogue.find(request.params['service'] ?? '');
  if (service === undefined) throw new NotFound('no such service is offered');
  if (isTraceless(service)) request.forget();
  const sender = { ...request, actor: actorFor(request, service) };
  mustBeAssured(sender.actor, service);
  const begun = begunBy(sender, service);
  const answers = answersIn(request, service);
  const fingerprint = createHash('sha256').update(request.bytes).digest('hex');
  // Nobody has been at the pages: it counts for none of them.
  const { happened: _, ...quiet } = options;
  return transaction(request.db, async (tx): Promise<ApiAnswer> => {
    const within = { ...sender, db: tx };
    const fresh = await claim(tx, begun.id, fingerprint);
    const before = await sentBefore(tx, begun.owner, begun.id);
    if (before !== undefined && !fresh) return answer(within, begun, before, 200);
    // It was received and waits for the person: what she has done since stands, and nothing is written over it.
    if (!fresh) return stillWaiting(within, begun);
    const { version } = await draftOf(tx, sender, options, service, begun);
    // Files may have come before the service had a newer version: a draft is sent on the one it was begun on.
    const asked = version === service.hash ? service : await options.catalogue.version(tx, version);
    const own = await withOwnFiles(tx, begun.id, asked, answers);
    if (own.errors.length > 0) throw new Unprocessable('not-valid', NOT_VALID, own.errors);
    const outcome = await sendWhole(within, quiet, asked, begun, own.answers);
    if (outcome.kind === 'sent') return answer(within, begun, outcome.application, 201);
    if (outcome.kind === 'errors')
      throw new Unprocessable(
        'not-valid',
        NOT_VALID,
        outcome.errors.map(({ pointer, rule, message }) => ({ pointer: `/answers${pointer}`, rule, message })),
      );
    // What a person signs she has before her eyes at the e-ID, and no call can press for her: the draft waits for her.
    if (outcome.kind === 'sign')
      return waitsFor('signature', within.page('application.sign', { signing: outcome.round }));
    if (outcome.kind === 'pay' && sender.actor.kind === 'citizen')
      return waitsFor('payment', within.page('application.pay', { service: service.id, draft: begun.id }));
    if (outcome.kind === 'pay') throw new TorgetError('payment-required', 402, PAY, 'a service with a fee');
    throw new TorgetError('conflict', 409, AGAIN, `the draft is ${outcome.kind}`);
  });
}

const NOT_VALID = { sv: 'Ansökan kan inte tas emot som den är.', en: 'The application cannot be received as it is.' };

/** Received and not sent: what it waits for, and where the person does it. */
function waitsFor(what: 'signature' | 'payment' | 'person', href: string): ApiAnswer {
  return { status: 202, body: { status: 'waiting', waitsFor: what, href } };
}

async function stillWaiting(request: ApiRequest, { id, owner }: Begun): Promise<ApiAnswer> {
  const draft = await findDraft(request.db, owner, id, request.now);
  if (draft === undefined) throw new TorgetError('conflict', 409, AGAIN, 'the draft is gone');
  const address = { service: draft.service, draft: id };
  const round = await openRound(request.db, id);
  if (round !== undefined) {
    const what = isComplete(round, await signersIn(request.db, round.id)) ? 'payment' : 'signature';
    return waitsFor(what, request.page('application.sign', { signing: round.id }));
  }
  const payment = await paymentOf(request.db, id);
  const open = payment?.events.every((kind) => kind === 'ordered' || kind === 'offered') === true;
  return open
    ? waitsFor('payment', request.page('application.pay', address))
    : waitsFor('person', request.page('application.check', address));
}

/** Paying takes a person and their bank: where nobody is named, the draft that a program would make is not kept. */
const PAY = {
  sv: 'Ansökan kostar, och avgiften betalas på webben innan den skickas. Ansök där.',
  en: 'The application has a fee, which is paid on the web before it is sent. Apply there.',
};

const AGAIN = { sv: 'Anropet krockade med ett annat. Försök igen.', en: 'The call met another one. Try again.' };

function answersIn({ body }: ApiRequest, service: Service): Answers {
  const refuse = (errors: readonly ProblemError[]) =>
    new Unprocessable('shape', { sv: 'Anropet har fel form.', en: 'The call has the wrong shape.' }, errors);
  const kept = unkeepable(body, '');
  if (kept.length > 0) throw refuse(kept);
  const sent = body as Json;
  const shape = { sv: 'Skicka { "answers": { … } }', en: 'Send { "answers": { … } }' };
  if (!isRecord(sent) || !isRecord(sent['answers']))
    throw refuse([{ pointer: '/answers', rule: 'required', message: shape }]);
  const extra = Object.keys(sent).filter((key) => key !== 'answers');
  const unknown = unknownIn(inputSchema(service.form), sent['answers'], '/answers');
  const all = [...extra.map((key) => ({ pointer: `/${key}`, rule: 'unknown', message: shape })), ...unknown];
  if (all.length > 0) throw refuse(all);
  return sent['answers'];
}

/** Claims a key for a body; a second call waits here for the first. True when nobody had it. */
async function claim(tx: Db, draft: string, fingerprint: string): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean; fingerprint: string }>`with made as (
      insert into applications.request (draft_id, fingerprint) values (${draft}, ${fingerprint})
      on conflict (draft_id) do nothing returning fingerprint)
    select true as fresh, fingerprint from made
    union all select false, fingerprint from applications.request where draft_id = ${draft}`.execute(tx);
  const row = rows[0] ?? (await again(tx, draft));
  if (row.fingerprint === fingerprint) return row.fresh;
  throw new Unprocessable(
    'key-reused',
    { sv: 'Nyckeln hör till ett annat anrop.', en: 'The key belongs to another call.' },
    [],
  );
}

/** The row of a call that was committed while this one waited: the statement before could not see it. */
async function again(tx: Db, draft: string): Promise<{ fresh: boolean; fingerprint: string }> {
  const { rows } = await sql<{ fingerprint: string }>`select fingerprint from applications.request
    where draft_id = ${draft}`.execute(tx);
  return { fresh: false, fingerprint: rows[0]?.fingerprint ?? '' };
}

async function answer(request: ApiRequest, { id, owner }: Begun, application: string, status: number) {
  const body = await receiptBody(request.db, application);
  const token = owner.secret === undefined ? {} : { receiptToken: receiptToken(owner.secret, id) };
  return { status, body: { ...body, ...token }, location: applicationUrl(application) };
}
