import { type Fields, type Journey, journey, type Page, type PageError, summary } from '@torget/form';
import { Button, NotificationBanner } from '#platform/design/index.ts';
import { unusedOf } from '#platform/payments/index.ts';
import { formatMoney } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { AnswerList } from '../answers.tsx';
import { ConfirmFault, ConfirmForm, doAssisted, letterBefore } from '../assist/check.tsx';
import { DONE } from '../assist/frame.tsx';
import { SubjectError, type SubjectOutcome, saidOfSubject } from '../assist/letter-subject.tsx';
import { answersAbove, closingOf, declaredIn, stepsOf } from '../closing.ts';
import { registerOf } from '../draft.ts';
import { freeze } from '../freeze.tsx';
import { errorsMet } from '../happened.ts';
import { wayOf } from '../kept.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { isTraceless, type Opened, openDraft, ownerOf } from '../owner.ts';
import { elsewhere, sentBefore, toReceipt } from '../sent.ts';
import { sendToSign, signUrl } from '../signing/page.tsx';
import { openRound, roundOf, signersIn } from '../signing/rounds.ts';
import { asksForSignature } from '../signing/signers.ts';
import { submit } from '../submit.ts';
import { checkUrl, FROM_CHECK, nextUrl, pageUrl, stations } from '../way.ts';
import { Closing } from './closing.tsx';
import { Errors, Frame } from './frame.tsx';
import { canSave, saveUrl } from './save.tsx';

/** All answers before sending. Before everything is answered it leads to what is missing. */
export async function showCheck(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await openDraft(request, options);
  if (opened === undefined) return elsewhere(request);
  const way = wayOf(opened);
  const { next } = stepsIn(opened, way);
  if (!('check' in next)) return { kind: 'redirect', to: nextUrl(request, opened.draft, next) };
  const round = await waitingRound(request, opened);
  if (round !== undefined) return { kind: 'redirect', to: signUrl(request, round) };
  return render(request, options, opened, way);
}

/** Sends. A second press, in whatever window, leads to the receipt that the first one made. */
export async function send(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const owner = ownerOf(request);
  const draft = request.params['draft'] ?? '';
  // Before anything is looked up: a second press finds no draft that could say which service it was.
  if (request.actor.kind === 'staff') {
    const answer = await sendFor(request, options);
    if (answer !== undefined) return answer;
  }
  const offered = options.catalogue.find(request.params['service'] ?? '');
  if (offered !== undefined && isTraceless(offered)) request.forget();
  const { fields } = request;
  const outcome = await submit(request, options, owner, draft, fields['read']?.[0] ?? '', declaredIn(fields));
  if (outcome.kind === 'gone') return elsewhere(request);
  if (outcome.kind === 'pay')
    return {
      kind: 'redirect',
      to: request.url('application.pay', { service: request.params['service'] ?? '', draft }),
    };
  if (outcome.kind === 'sent') return toReceipt(request, owner, draft, outcome.application);
  if (outcome.kind === 'sign') {
    const round = await roundOf(request.db, outcome.round);
    return round === undefined ? elsewhere(request) : sendToSign(request, options, round);
  }
  const opened = await openDraft(request, options);
  if (opened === undefined) return elsewhere(request);
  const way = wayOf(opened);
  const { next } = stepsIn(opened, way);
  if (!('check' in next)) return { kind: 'redirect', to: nextUrl(request, opened.draft, next) };
  const closing = closingOf(opened.service.form, opened.draft);
  const undeclared = outcome.kind === 'errors' ? outcome.errors.filter(({ page }) => page === closing?.id) : [];
  if (closing !== undefined && undeclared.length > 0) errorsMet(request, options, opened, closing, undeclared);
  return render(request, options, opened, way, undeclared.length > 0 ? undefined : 'changed', undeclared);
}

function stepsIn({ draft, service }: Opened, way: Journey): Journey {
  return stepsOf(way, closingOf(service.form, draft));
}

/** An officer sends, or hands over, what was filled in for somebody; undefined for drafts of another kind. */
async function sendFor(request: Request, options: ApplicationsOptions): Promise<Answer | undefined> {
  const opened = await openDraft(request, options);
  if (opened === undefined) return sentByOfficer(request);
  if (opened.draft.assistedBy === null) return undefined;
  const way = wayOf(opened);
  if (!('check' in way.next)) return { kind: 'redirect', to: nextUrl(request, opened.draft, way.next) };
  const answer = await doAssisted(request, options, opened, way);
  return typeof answer === 'string' ? render(request, options, opened, way, answer) : answer;
}

/** A second press, or coming back: to what the first one made. */
async function sentByOfficer(request: Request): Promise<Answer | undefined> {
  const application = await sentBefore(request.db, ownerOf(request), request.params['draft'] ?? '');
  if (application === undefined) return undefined;
  return { kind: 'redirect', to: request.url('desk.assist', { [DONE]: application }) };
}

/** A press after the session had ended: nothing is sent, and after signing in again the person is on the same page. */
export function signLate(request: Request): Answer {
  return { kind: 'redirect', to: request.url('sign-in', { till: request.url('application.sign', request.params) }) };
}

/** The round that others are asked to sign: until it ends, or the answers are changed, there is nothing to send. */
async function waitingRound(request: Request, { draft, service }: Opened): Promise<string | undefined> {
  if (service.definition.signature === undefined) return undefined;
  const round = await openRound(request.db, draft.id);
  if (round === undefined) return undefined;
  return (await signersIn(request.db, round.id))[0]?.signedAt === null ? undefined : round.id;
}

/** The journey as it is once all is declared: what is read is the same before and after. */
function declaredWay({ service, options, draft }: Opened, way: Journey, closing: Page | undefined): Journey {
  if (closing === undefined) return way;
  const given = closing.questions.map(({ id, type }) => [id, type === 'declaration' ? true : null] as const);
  return journey(service.form, { ...draft.answers, ...Object.fromEntries(given) }, { ...options, since: way });
}

/** What was ticked before the session ended. */
function typedOn({ id }: Page, { draft: { typed } }: Opened): Fields | undefined {
  return typed?.page === id ? typed.fields : undefined;
}

async function render(
  request: Request,
  options: ApplicationsOptions,
  opened: Opened,
  way: Journey,
  again?: 'changed' | 'fault' | 'look' | SubjectOutcome,
  undeclared: readonly PageError[] = [],
): Promise<Answer> {
  const { draft, service, options: around } = opened;
  const { t, actor, url } = request;
  const { form } = service;
  const closing = closingOf(form, draft);
  const steps = stepsOf(way, closing);
  const last = steps.pages.at(-1)?.page.id;
  const signs = asksForSignature(service, way, registerOf(draft), request.now);
  const { hash, frozen } = freeze(service, declaredWay(opened, way, closing), around, request);
  const cost = { service, data: frozen.data, register: registerOf(draft), at: request.now };
  const costs = service.definition.fee === undefined ? null : (options.paying?.fee(cost) ?? null);
  // Money that has come for other answers is enough when these cost the same.
  const fee = costs === null || (await unusedOf(request.db, draft.id))?.amount === costs ? null : costs;
  const subject = again === undefined ? undefined : saidOfSubject(request, again);
  const letter = again === 'look' ? await letterBefore(request, options, opened) : undefined;
  return {
    kind: 'page',
    status: again === 'changed' ? 409 : again === 'fault' || subject !== undefined || undeclared.length > 0 ? 422 : 200,
    frame: 'form',
    draft: true,
    title: t('applications.check.title'),
    body: (
      <Frame
        request={request}
        service={service}
        back={last === undefined ? url('service', { service: draft.service }) : pageUrl(request, draft, last)}
        saved={draft.updated}
        helps={draft.assistedBy === null ? undefined : draft.assisted?.channel}
        stations={stations(request, form, steps, undefined)}
      >
        <Errors request={request} errors={undeclared} />
        {again === 'fault' ? <ConfirmFault request={request} opened={opened} /> : null}
        {subject === undefined ? null : <SubjectError request={request} text={subject} />}
        {again === 'changed' ? (
          <NotificationBanner titleText={t('applications.check.important')} text={t('applications.check.changed')} />
        ) : null}
        <h1 class="govuk-heading-xl">{t('applications.check.heading')}</h1>
        <p class="govuk-body-l">{t('applications.check.lead')}</p>
        <AnswerList
          pages={answersAbove(summary(form, way, around), closing)}
          sections={form.sections}
          speaks={request}
          change={(page) => pageUrl(request, draft, page, FROM_CHECK)}
        />
        {draft.assistedBy !== null ? (
          <ConfirmForm {...{ request, opened, way, hash, letter, subject }} fault={again === 'fault'} />
        ) : (
          <form method="post" action={checkUrl(request, draft)} novalidate>
            <input type="hidden" name="_csrf" value={request.csrf} />
            <input type="hidden" name="read" value={hash} />
            <h2 class="govuk-heading-l">
              {t(signs ? 'applications.check.sign-title' : 'applications.check.send-title')}
            </h2>
            <p class="govuk-body">
              {t(
                signs
                  ? 'applications.check.sign-text'
                  : isTraceless(service)
                    ? 'applications.check.anonymous'
                    : 'applications.check.send-text',
              )}
            </p>
            {closing === undefined ? null : (
              <Closing
                {...{ request, form, way, errors: undeclared, page: closing, answers: draft.answers, options: around }}
                fields={undeclared.length > 0 ? request.fields : typedOn(closing, opened)}
              />
            )}
            {fee === null ? null : (
              <p class="govuk-body">
                {t('applications.pay.before', { amount: (language) => formatMoney(fee, language) })}
              </p>
            )}
            <div class="govuk-button-group">
              <Button
                text={t(
                  signs ? 'applications.check.sign' : fee !== null ? 'applications.pay.go' : 'applications.check.send',
                )}
                preventDoubleClick
              />
              {actor.kind === 'citizen' && draft.party !== null ? (
                <a class="govuk-link" href={url('my-pages')}>
                  {t('applications.check.later')}
                </a>
              ) : null}
              {canSave(draft, options) ? (
                <a class="govuk-link" href={saveUrl(request, draft)}>
                  {t('applications.save.later')}
                </a>
              ) : null}
            </div>
          </form>
        )}
      </Frame>
    ),
  };
}
