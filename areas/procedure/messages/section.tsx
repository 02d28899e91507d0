import { type CaseSubject, documentAddress } from '#areas/cases/index.ts';
import { staffNames } from '#platform/access/index.ts';
import { DeskSection, Section as Part, StackTable, TimeLine } from '#platform/design/index.ts';
import { formatDate, formatDateTime, text } from '#platform/text/index.ts';
import type { Request, Section } from '#platform/web/index.ts';
import { writeParty } from '../acts/messages.ts';
import { type Message, messagesOf } from './read.ts';

/** What has been written between the authority and the parties, on the officer's page and the party's. */
export const messageSections: readonly Section<CaseSubject | null>[] = [
  { place: 'desk-case', order: 3, load: onDesk },
  { place: 'citizen-case', order: 20, load: forParty },
];

async function onDesk(request: Request, subject: CaseSubject | null) {
  if (subject === null) return null;
  const { t, db, url } = request;
  const { view, service } = subject;
  const messages = await messagesOf(db, view.id, null);
  const open = view.parties.length > 0 && service !== undefined;
  const to = (query: { readonly [name: string]: string }) =>
    url('desk.act', { case: view.id, act: writeParty.path, ...query });
  return (
    <DeskSection id="meddelanden" title={t('procedure.messages.title')} note={String(messages.length)}>
      {messages.length === 0 ? null : (
        <TimeLine
          items={messages.map((one) => ({
            at: one.at,
            text: (
              <a class="govuk-link" href={documentAddress(request, view.id, one)}>
                {one.title}
              </a>
            ),
            note: (
              <>
                {[
                  whoOnDesk(request, one),
                  one.direction === 'out' ? readState(request, one) : unreadState(request, one),
                ]
                  .filter((part) => part !== '')
                  .join('. ')}
                {open && one.direction === 'in' && isParty(view, one.party?.party) ? (
                  <>
                    {'. '}
                    <a class="govuk-link" href={to({ part: one.party?.party ?? '' })}>
                      {t('procedure.messages.answer', { title: one.title })}
                    </a>
                  </>
                ) : null}
              </>
            ),
          }))}
        />
      )}
      {open ? (
        <p class="govuk-body-s">
          <a class="govuk-link" href={to({})}>
            {t('procedure.act.write-party.title')}
          </a>
        </p>
      ) : null}
    </DeskSection>
  );
}

const isParty = ({ parties }: CaseSubject['view'], id: string | undefined) =>
  parties.some(({ party, role }) => party === id && role !== 'former');

function whoOnDesk({ t }: Request, { direction, party, writer }: Message): string {
  const name = party?.name ?? t('procedure.messages.nobody');
  if (direction === 'in') return t('procedure.messages.from', { name });
  if (writer === null) return t('procedure.messages.to', { name });
  return t('procedure.messages.to-by', { name, by: writer.name });
}

/** Until somebody at the unit has opened it. */
function unreadState({ t }: Request, { unread }: Message): string {
  return unread ? t('procedure.messages.unread') : '';
}

/** Opened is not received: only a receipt of the party's says that (FL 44 §). */
function readState({ t, language }: Request, { openedAt, confirmedAt }: Message): string {
  const day = (at: string) => formatDateTime(at, language, { short: true });
  if (confirmedAt !== null) return t('procedure.messages.confirmed', { at: day(confirmedAt) });
  return openedAt === null ? t('procedure.messages.unread') : t('procedure.messages.read', { at: day(openedAt) });
}

async function forParty(request: Request, subject: CaseSubject | null) {
  const { t, db, actor, url, language, town, now } = request;
  if (subject === null || actor.kind !== 'citizen') return null;
  const { view } = subject;
  const messages = await messagesOf(db, view.id, actor.principal);
  if (messages.length === 0) return null;
  const wrote = messages.flatMap(({ writer, at }) => (writer === null ? [] : [{ ...writer, at }]));
  const names = await staffNames(db, town, wrote, now);
  const nameOf = ({ writer, at }: Message) =>
    names[wrote.findIndex((one) => one.party === writer?.party && one.at === at)] ?? null;
  const us = (one: Message) => {
    const board = town.boards.find(({ id }) => id === (one.board ?? view.board));
    return board === undefined ? t('procedure.messages.us') : text(board.title, language);
  };
  const who = (one: Message) => whoForParty(request, one, actor.principal, [nameOf(one), us(one)]);
  return (
    <Part id="meddelanden" title={t('procedure.messages.title')}>
      <StackTable
        head={[t('procedure.messages.message'), t('procedure.messages.who'), t('procedure.messages.when')]}
        rows={messages.map((one) => [
          <>
            <a
              class="govuk-link"
              href={
                one.letterId === null
                  ? url('my-pages.document', { case: view.id, document: one.id })
                  : url('inbox.letter', { letter: one.letterId })
              }
            >
              {one.title}
            </a>
            {one.direction === 'out' && one.party?.party === actor.principal ? (
              <span class="t-source">{readState(request, one)}</span>
            ) : null}
          </>,
          who(one),
          <span class="t-nowrap">{formatDate(one.at, language, { short: true, year: true })}</span>,
        ])}
      />
    </Part>
  );
}

/** Another party by name, unless it is protected; staff as the board tells of them (FL 33 § st. 4). */
function whoForParty(
  { t }: Request,
  { direction, party }: Message,
  own: string,
  [officer, board]: readonly [string | null, string],
): string {
  const other = party === null || party.protected ? t('procedure.messages.another') : party.name;
  const mine = party?.party === own;
  if (direction === 'in') return mine ? t('procedure.messages.you') : other;
  const from = [officer, board].filter((part) => part !== null).join(', ');
  return mine ? from : t('procedure.messages.to-other', { from, name: other });
}
