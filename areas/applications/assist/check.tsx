import type { Journey } from '@torget/form';
import { transaction } from '#platform/database/index.ts';
import { Button, ErrorSummary, InsetText, Mark, Radios } from '#platform/design/index.ts';
import { LetterView } from '#platform/letters/index.ts';
import { formatDate } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { findDraft, registerOf } from '../draft.ts';
import type { ApplicationsOptions, Helping, HelpLetter } from '../mount.ts';
import { type Opened, ownerOf } from '../owner.ts';
import { elsewhere } from '../sent.ts';
import { asksForSignature, signedOnPaper } from '../signing/signers.ts';
import { tell } from '../signing/tell.ts';
import { submit } from '../submit.ts';
import { checkUrl } from '../way.ts';
import { type Confirmed, handOver, WAYS } from './assist.ts';
import { DONE, HANDED } from './frame.tsx';
import { hasScan, type Letter } from './letter.ts';
import { asksSubject, SubjectField, type SubjectOutcome, subjectIn } from './letter-subject.tsx';

/** What the person signs or pays herself is not sent for her: it is handed over. Of a paper that she has signed she has. */
function onlyHerself({ now }: Request, { service, draft }: Opened, way: Journey): boolean {
  if (service.definition.fee !== undefined) return true;
  return !signedOnPaper(service, draft.assisted) && asksForSignature(service, way, registerOf(draft), now);
}

/** How it is confirmed: what was chosen, or the paper that the person signed; undefined when neither is there. */
function confirmedBy(
  { fields }: Request,
  { draft: { assisted } }: Opened,
): Helping['help']['confirmed']['how'] | undefined {
  if (assisted?.letter !== undefined) return 'paper';
  return WAYS.find((each) => each === field(fields, 'bekraftat', 20));
}

/** That the way of confirming was not chosen, or the scan of the paper is gone. */
export function ConfirmFault({ request, opened }: { readonly request: Request; readonly opened: Opened }) {
  const [text, href] =
    opened.draft.assisted?.letter === undefined
      ? (['applications.assist.mend.way', '#bekraftat'] as const)
      : (['applications.assist.mend.gone', '#papper'] as const);
  return (
    <ErrorSummary
      titleText={request.t('applications.page.errors', { n: 1 })}
      errorList={[{ text: request.t(text), href }]}
    />
  );
}

/** Under the answers, in place of "send": the person confirms to the officer, or gets it on Mina sidor. */
export function ConfirmForm(props: {
  readonly request: Request;
  readonly opened: Opened;
  readonly way: Journey;
  readonly hash: string;
  readonly fault: boolean;
  /** What is wrong with what it is said to be about, in words. */
  readonly subject: string | undefined;
  /** The letter to the person, when it was asked for. */
  readonly letter: HelpLetter | undefined;
}) {
  const { request, opened, way, hash, fault, subject, letter } = props;
  const herself = onlyHerself(request, opened, way);
  const paper = opened.draft.assisted?.letter;
  const { t, csrf } = request;
  return (
    <form method="post" action={checkUrl(request, opened.draft)} novalidate>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="read" value={hash} />
      {herself ? (
        <p class="govuk-body">
          {t(paper === undefined ? 'applications.assist.herself' : 'applications.assist.herself-paper')}
        </p>
      ) : (
        <>
          {paper === undefined ? (
            <Confirms request={request} fault={fault} />
          ) : (
            <Paper request={request} letter={paper} told={opened.draft.principal !== null} />
          )}
          {asksSubject(opened) ? <SubjectField request={request} opened={opened} wrong={subject} /> : null}
          {letter === undefined ? null : <LetterBefore request={request} letter={letter} />}
          <div class="govuk-button-group">
            <Button text={t(sends(opened))} name="act" value="send" preventDoubleClick />
            {opened.draft.principal === null ? null : (
              <Button
                text={t('applications.assist.look')}
                name="act"
                value="look"
                classes="govuk-button--secondary"
                attributes={{ formaction: `${checkUrl(request, opened.draft)}#brevet` }}
              />
            )}
          </div>
        </>
      )}
      {paper !== undefined && !herself ? null : (
        <>
          <h2 class="govuk-heading-m">{t('applications.assist.over')}</h2>
          <p class="govuk-body">{t('applications.assist.over-about')}</p>
          <Button
            text={t('applications.assist.over-do')}
            name="act"
            value="over"
            classes={herself ? '' : 'govuk-button--secondary'}
            preventDoubleClick
          />
        </>
      )}
    </form>
  );
}

/** What the button does: send what somebody says, or register what came on paper. */
function sends({ draft, service }: Opened) {
  if (draft.assisted?.letter === undefined) return 'applications.assist.send';
  return service.definition.onPaper === undefined ? 'applications.assist.register' : 'applications.letter.register';
}

/** How the person has confirmed what she said. */
function Confirms({ request: { t, fields }, fault }: { readonly request: Request; readonly fault: boolean }) {
  return (
    <>
      <h2 class="govuk-heading-l">{t('applications.assist.confirm')}</h2>
      <p class="govuk-body">{t('applications.assist.confirm-about')}</p>
      <Radios
        idPrefix="bekraftat"
        name="bekraftat"
        fieldset={{ legend: { text: t('applications.assist.way'), classes: 'govuk-fieldset__legend--m' } }}
        value={field(fields, 'bekraftat', 20)}
        items={WAYS.map((value) => ({ value, text: t(`applications.assist.${value}`) }))}
        {...(fault ? { errorMessage: { text: t('applications.assist.mend.way') } } : {})}
      />
    </>
  );
}

/** The paper is the sender's will: it waits for no word. `told`: by letter, of what was entered. */
function Paper(props: { readonly request: Request; readonly letter: Letter; readonly told: boolean }) {
  const { letter, told } = props;
  const { t } = props.request;
  return (
    <>
      <h2 class="govuk-heading-l" id="papper">
        {t('applications.assist.from-paper')}
      </h2>
      <p class="govuk-body">
        {t(told ? 'applications.assist.from-paper-about' : 'applications.letter.from-paper-about', {
          day: (language) => formatDate(letter.arrived, language),
          rule: letter.rule,
        })}
      </p>
    </>
  );
}

/** The letter that the person gets when it is sent, to read before. */
function LetterBefore({ request: { t }, letter }: { readonly request: Request; readonly letter: HelpLetter }) {
  return (
    <section aria-labelledby="brevet">
      <h2 class="govuk-heading-m" id="brevet">
        {t('applications.assist.letter-title')}
      </h2>
      <InsetText text={t('applications.assist.letter-about')} />
      <LetterView model={letter.model} t={letter.t} mark={<Mark />} level={2} />
    </section>
  );
}

/** The letter of what is about to be sent, with the way of confirming that was chosen; undefined when it was not. */
export async function letterBefore(
  request: Request,
  { helpedLetter }: ApplicationsOptions,
  opened: Opened,
): Promise<HelpLetter | undefined> {
  const { db, language, now } = request;
  const { draft, service } = opened;
  const { assisted, principal } = draft;
  const how = confirmedBy(request, opened);
  if (how === undefined || assisted === null || principal === null) return undefined;
  return helpedLetter?.(db, {
    service,
    help: { ...assisted, confirmed: { how, at: now } },
    person: principal,
    language,
    now,
  });
}

/** Sent with how the person confirmed it, or handed over to her. Undefined when the page is to be shown again. */
export async function doAssisted(
  request: Request,
  options: ApplicationsOptions,
  opened: Opened,
  way: Journey,
): Promise<Answer | 'fault' | 'changed' | 'look' | SubjectOutcome> {
  const { url, fields, now } = request;
  const herself = onlyHerself(request, opened, way);
  const letter = opened.draft.assisted?.letter;
  if (field(fields, 'act', 10) === 'over' && (letter === undefined || herself))
    return giveOver(request, options, opened, way);
  const how = confirmedBy(request, opened);
  if (how === undefined || herself) return 'fault';
  if (letter !== undefined && !(await hasScan(request.db, opened.draft.id, letter))) return 'fault';
  if (field(fields, 'act', 10) === 'look') return 'look';
  const confirmed: Confirmed = { how, at: now };
  const subject = asksSubject(opened) ? await subjectIn(request, opened) : {};
  if (subject.fault !== undefined) return subject.fault;
  const owner = { ...ownerOf(request), confirmed, ...subject };
  const outcome = await submit(request, options, owner, opened.draft.id, field(fields, 'read', 64));
  if (outcome.kind === 'sent')
    return {
      kind: 'redirect',
      to: url(letter === undefined ? 'desk.assist' : 'desk.incoming', { [DONE]: outcome.application }),
    };
  return outcome.kind === 'gone' ? elsewhere(request) : 'changed';
}

async function giveOver(
  request: Request,
  options: ApplicationsOptions,
  { draft }: Opened,
  way: Journey,
): Promise<Answer | 'changed'> {
  if (!('check' in way.next)) return 'changed';
  await transaction(request.db, async (tx) => {
    const mine = await findDraft(tx, ownerOf(request), draft.id, request.now, 'lock');
    if (mine === undefined || mine.principal === null) return;
    await handOver(tx, draft.id, request.now);
    await tell(tx, options, [mine.principal], 'filled-in', request.now);
  });
  return { kind: 'redirect', to: request.url('desk.assist', { [HANDED]: 'ja' }) };
}
