import { isUuid, transaction } from '#platform/database/index.ts';
import { Button, Columns, DueList, InboxList, Section as Part } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { LetterView } from '#platform/letters/index.ts';
import { daysLeft, formatDate, type TextCatalogue } from '#platform/text/index.ts';
import type { Answer, Request, Section } from '#platform/web/index.ts';
import { lastDayToAppeal } from './appeal.ts';
import { addReceipt, type LetterRow, myLetter, myLetters, pdfOf } from './letters.ts';

const LISTED = 100;
const LATEST = 3;

function list(request: Request, letters: readonly LetterRow[]) {
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
      <Columns>
        <h1 class="govuk-heading-xl">{t('inbox.title')}</h1>
        {letters.length === 0 ? <p class="govuk-body">{t('inbox.empty')}</p> : list(request, letters)}
      </Columns>
    ),
  };
}

async function own(request: Request): Promise<LetterRow> {
  const id = request.params['letter'] ?? '';
  const letter = isUuid(id) ? await myLetter(request.db, request.actor, id) : undefined;
  if (letter === undefined) throw new NotFound(`no letter ${id} to this party`);
  return letter;
}

/** One letter as the sheet it is. Opening it is noted; it is not yet a receipt. */
export async function letterPage(request: Request, texts: TextCatalogue): Promise<Answer> {
  const { t, url, language, actor } = request;
  const letter = await own(request);
  if (actor.kind === 'citizen') await addReceipt(request.db, letter.id, 'opened', actor.party, request.now);
  const last = lastDayToAppeal(letter);
  return {
    kind: 'page',
    frame: 'citizen',
    title: letter.subject,
    navigation: 'my-pages',
    body: (
      <>
        <LetterView model={letter.model} t={texts.for(letter.model.language)} />
        <Part id="brevet" title={t('inbox.letter.more')}>
          {letter.hasPdf ? (
            <p class="govuk-body">
              <a class="govuk-link" href={url('inbox.pdf', { letter: letter.id })}>
                {t('inbox.letter.pdf')}
              </a>
            </p>
          ) : null}
          {letter.kind === 'decision' && letter.confirmedAt === null ? (
            <form method="post" action={url('inbox.confirm', { letter: letter.id })} novalidate>
              <input type="hidden" name="_csrf" value={request.csrf} />
              <p class="govuk-body">{t('inbox.letter.confirm-about')}</p>
              <Button text={t('inbox.letter.confirm')} classes="govuk-button--secondary" preventDoubleClick />
            </form>
          ) : null}
          {letter.confirmedAt === null ? null : (
            <p class="govuk-body">
              {t('inbox.letter.confirmed', { date: formatDate(letter.confirmedAt.toString(), language) })}
            </p>
          )}
          {last === undefined ? null : (
            <p class="govuk-body">
              {t('inbox.letter.last-day', { date: formatDate(last.toString(), language, { weekday: true }) })}
            </p>
          )}
          <p class="govuk-body">
            <a class="govuk-link" href={url('my-pages.case', { case: letter.caseId })}>
              {t('inbox.letter.case')}
            </a>
          </p>
        </Part>
      </>
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

/** Newest letters on Mina sidor, and the letters of a case on its page. */
export const letterSections: readonly Section<{ view: { id: string } } | null>[] = [
  {
    place: 'mina-sidor',
    order: 20,
    async load(request) {
      const letters = await myLetters(request.db, request.actor, null, LATEST);
      if (letters.length === 0) return null;
      return (
        <Part id="inkorg" title={request.t('inbox.latest')}>
          {list(request, letters)}
          <p class="govuk-body">
            <a class="govuk-link" href={request.url('inbox')}>
              {request.t('inbox.all')}
            </a>
          </p>
        </Part>
      );
    },
  },
  {
    place: 'citizen-case',
    order: 10,
    async load(request, subject) {
      if (subject === null) return null;
      const letters = await myLetters(request.db, request.actor, subject.view.id, LISTED);
      if (letters.length === 0) return null;
      return (
        <Part id="brev" title={request.t('inbox.of-case')}>
          {list(request, letters)}
          <AppealDue request={request} letters={letters} />
        </Part>
      );
    },
  },
];

function AppealDue({ request, letters }: { request: Request; letters: readonly LetterRow[] }) {
  const { t, url, language, now } = request;
  const items = letters.flatMap((letter) => {
    const last = lastDayToAppeal(letter);
    const left = last === undefined ? -1 : daysLeft(last.toString(), now);
    if (last === undefined || left < 0) return [];
    return [
      {
        date: last.toString(),
        what: t('inbox.appeal-due'),
        href: url('inbox.letter', { letter: letter.id }),
        left: t('cases.mine.left', { n: left, date: formatDate(last.toString(), language) }),
        urgent: left <= 7,
      },
    ];
  });
  return items.length === 0 ? null : <DueList items={items} />;
}
