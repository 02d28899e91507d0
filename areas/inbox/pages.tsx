import { openForParty, readForStaff } from '#areas/cases/index.ts';
import { isUuid, transaction } from '#platform/database/index.ts';
import {
  Breadcrumbs,
  Button,
  Columns,
  DeskPage,
  DeskTitle,
  InboxList,
  Mark,
  Section as Part,
} from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { LetterBar, LetterView } from '#platform/letters/index.ts';
import { formatDate, formatDateTime, type TextCatalogue } from '#platform/text/index.ts';
import type { Answer, Request, Section } from '#platform/web/index.ts';
import { lastDayToAppeal } from './appeal.ts';
import { deliveryOf } from './delivery/rows.ts';
import {
  addReceipt,
  type LetterRow,
  type ListedLetter,
  letterOfCase,
  myLetter,
  myLetters,
  pdfOf,
  placeOfLetter,
  unreadCount,
} from './letters.ts';

const LISTED = 100;
const LATEST = 4;

function list(request: Request, letters: readonly ListedLetter[]) {
  return (
    <InboxList
      items={letters.map((letter) => ({
        from: letter.model.sender.board ?? letter.model.sender.town,
        at: letter.sentAt.toString(),
        subject: letter.subject,
        href: request.url('inbox.letter', { letter: letter.id }),
        unread: letter.openedAt === null,
      }))}
    />
  );
}

/** All letters to the person, newest first. */
export async function inboxPage(request: Request): Promise<Answer> {
  const { t, db, actor } = request;
  const letters = await myLetters(db, actor, null, LISTED);
  return {
    kind: 'page',
    frame: 'citizen',
    title: t('inbox.title'),
    navigation: 'my-pages',
    body: (
      <>
        <Breadcrumbs items={[{ text: t('cases.mine.title'), href: request.url('my-pages') }]} />
        <Columns>
          <h1 class="govuk-heading-xl">{t('inbox.title')}</h1>
          {letters.length === 0 ? <p class="govuk-body">{t('inbox.empty')}</p> : list(request, letters)}
          <p class="govuk-body">
            <a class="govuk-link" href={request.url('inbox.choice')}>
              {t('inbox.choice.link')}
            </a>
          </p>
        </Columns>
      </>
    ),
  };
}

async function mine({ params, db, actor }: Request): Promise<LetterRow | undefined> {
  const id = params['letter'] ?? '';
  return isUuid(id) ? myLetter(db, actor, id) : undefined;
}

function noLetter({ params }: Request): NotFound {
  return new NotFound(`no letter ${params['letter']} to this party`);
}

async function own(request: Request): Promise<LetterRow> {
  const letter = await mine(request);
  if (letter === undefined) throw noLetter(request);
  return letter;
}

/** A letter to another party of the person's case, where insight shows it (FL 10 §). */
async function ofCase(request: Request): Promise<LetterRow> {
  const { db, actor, params } = request;
  const id = params['letter'] ?? '';
  const place = isUuid(id) ? await placeOfLetter(db, id) : undefined;
  if (place === undefined || actor.kind !== 'citizen') throw noLetter(request);
  const { shows } = await openForParty(request, 'case', place.caseId);
  if (place.document === null || !shows(place.document)) throw new NotFound(`letter ${id} is not shown to this party`);
  const letter = await letterOfCase(db, place.caseId, id);
  if (letter === undefined) throw noLetter(request);
  return letter;
}

/** One letter as the sheet it is. Opening it is noted; it is not yet a receipt. */
export async function letterPage(request: Request, texts: TextCatalogue): Promise<Answer> {
  const { url, actor, t } = request;
  const addressed = await mine(request);
  const letter = addressed ?? (await ofCase(request));
  if (actor.kind === 'citizen' && addressed?.openedAt === null)
    await addReceipt(request.db, letter.id, 'opened', actor.party, request.now);
  return {
    kind: 'page',
    frame: 'citizen',
    title: letter.subject,
    navigation: 'my-pages',
    body: (
      <>
        <LetterBar
          t={t}
          back={url('my-pages.case', { case: letter.caseId })}
          {...(letter.hasPdf && addressed !== undefined ? { pdf: url('inbox.pdf', { letter: letter.id }) } : {})}
        />
        <LetterView model={letter.model} t={texts.for(letter.model.language)} mark={<Mark />} />
        {addressed !== undefined ? <Receipt request={request} letter={letter} /> : null}
      </>
    ),
  };
}

/** Under a decision: that one has got it, and from then on the last day to appeal. */
function Receipt({ request, letter }: { readonly request: Request; readonly letter: LetterRow }) {
  const { t, url } = request;
  if (letter.kind !== 'decision') return null;
  const last = lastDayToAppeal(letter);
  if (letter.confirmedAt === null) {
    return (
      <section class="t-letter-after" aria-labelledby="mottaget">
        <h2 class="govuk-heading-m" id="mottaget">
          {t('inbox.letter.got')}
        </h2>
        <p class="govuk-body">{t(letter.toAgent ? 'inbox.letter.confirm-agent' : 'inbox.letter.confirm-about')}</p>
        <form method="post" action={url('inbox.confirm', { letter: letter.id })} novalidate>
          <input type="hidden" name="_csrf" value={request.csrf} />
          <Button text={t('inbox.letter.confirm')} preventDoubleClick />
        </form>
      </section>
    );
  }
  return (
    <section class="t-letter-after" aria-labelledby="mottaget">
      <h2 class="govuk-heading-m" id="mottaget">
        {t('inbox.letter.confirmed', { date: (language) => formatDate(String(letter.confirmedAt), language) })}
      </h2>
      {last === undefined ? null : (
        <p class="govuk-body">
          {t('inbox.letter.last-day', { date: (language) => formatDate(last.toString(), language, { weekday: true }) })}
        </p>
      )}
    </section>
  );
}

/** A letter of a case, for an officer who may open the case: the look is logged like any other. */
export async function deskLetter(
  request: Request,
  texts: TextCatalogue,
  cases: Parameters<typeof readForStaff>[1],
): Promise<Answer> {
  const { t, db, url, params, language } = request;
  const { view } = await readForStaff(request, cases);
  const id = params['letter'] ?? '';
  const letter = isUuid(id) ? await letterOfCase(db, view.id, id) : undefined;
  if (letter === undefined) throw new NotFound(`no letter ${id} in case ${view.id}`);
  const went = await deliveryOf(db, letter.id);
  const day = (at: Temporal.Instant) => formatDateTime(at.toString(), language);
  return {
    kind: 'page',
    frame: 'desk',
    title: `${letter.subject} ${view.number}`,
    navigation: 'desk',
    body: (
      <DeskPage>
        <DeskTitle title={letter.model.recipient?.name ?? letter.subject}>
          {[
            t('inbox.desk.sent', { at: day(letter.sentAt) }),
            letter.openedAt === null
              ? t('inbox.desk.not-opened')
              : t('inbox.desk.opened', { at: day(letter.openedAt) }),
            letter.confirmedAt === null ? '' : t('inbox.desk.confirmed', { at: day(letter.confirmedAt) }),
            went === undefined
              ? ''
              : went.posted === null
                ? [t(`inbox.desk.by-${went.way}`), went.why === null ? '' : t(`inbox.print.why.${went.why}`)].join(' ')
                : t(went.why === 'hand-over' ? 'inbox.desk.by-hand' : 'inbox.desk.by-post', { at: day(went.posted) }),
          ]
            .filter((part) => part !== '')
            .join(' ')}
        </DeskTitle>
        <LetterBar t={t} back={url('desk.case', { case: view.id })} />
        <LetterView model={letter.model} t={texts.for(letter.model.language)} mark={<Mark />} level={2} />
      </DeskPage>
    ),
  };
}

/** The person confirms having got the letter: from this day the appeal clock runs. */
export async function confirmLetter(request: Request): Promise<Answer> {
  const letter = await own(request);
  const { actor } = request;
  if (actor.kind === 'citizen')
    await transaction(request.db, (tx) => addReceipt(tx, letter.id, 'confirmed', actor.party, request.now));
  return { kind: 'redirect', to: request.url('inbox.letter', { letter: letter.id }) };
}

/** The letter as PDF/A. */
export async function letterPdfPage(request: Request): Promise<Answer> {
  const letter = await own(request);
  const body = await pdfOf(request.db, letter.id);
  if (body === undefined) throw new NotFound(`letter ${letter.id} has no PDF yet`);
  return { kind: 'file', type: 'application/pdf', name: `${letter.subject}.pdf`, body, inline: true };
}

/** The inbox beside the cases. */
export const letterSections: readonly Section<{ view: { id: string } } | null>[] = [
  { place: 'mina-sidor-side', order: 10, load: latest },
];

async function latest(request: Request) {
  const { t, db, actor, url } = request;
  const [letters, unread] = await Promise.all([myLetters(db, actor, null, LATEST), unreadCount(request)]);
  return (
    <Part
      id="inkorg"
      first
      title={
        <>
          {t('inbox.title')}{' '}
          {unread === 0 ? null : (
            <span class="t-count">
              <span aria-hidden="true">{unread}</span>
              <span class="govuk-visually-hidden">{t('inbox.unread', { n: unread })}</span>
            </span>
          )}
        </>
      }
    >
      {letters.length === 0 ? <p class="govuk-body-s">{t('inbox.empty')}</p> : list(request, letters)}
      {letters.length === 0 ? null : (
        <p class="govuk-body-s">
          <a class="govuk-link" href={url('inbox')}>
            {t('inbox.all')}
          </a>
        </p>
      )}
    </Part>
  );
}
