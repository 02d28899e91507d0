import { Columns, Details } from '#platform/design/index.ts';
import { formatDate, houseLanguage, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { delegationText } from '../delegation.ts';
import { type Announced, announcedIn } from '../minutes.ts';
import { type Notice, onTheBoard } from '../read.ts';
import { anchorOf } from '../witness.ts';

const KINDS = ['minutes', 'delegation'] as const;

/** The notice board: adjusted minutes and decisions that are not reported, with how to appeal (KL 8 kap. 9–12 §§). */
export async function boardPage(request: Request): Promise<Answer> {
  const { t, db, town, language } = request;
  request.forget();
  const notices = await onTheBoard(db);
  const told = await announcedIn(
    db,
    notices.map(({ id }) => id),
  );
  return {
    kind: 'page',
    frame: 'citizen',
    title: t('notices.title'),
    navigation: 'notices',
    body: (
      <Columns>
        <h1 class="govuk-heading-xl">{t('notices.title')}</h1>
        <p class="govuk-body-l">{t('notices.lead', { town: text(town.title, language) })}</p>
        {KINDS.map((kind) => (
          <Notices request={request} kind={kind} notices={notices.filter((one) => one.kind === kind)} told={told} />
        ))}
        <h2 class="govuk-heading-l" id="overklaga">
          {t('notices.appeal.title')}
        </h2>
        {(['who', 'when', 'where', 'what'] as const).map((part) => (
          <p class="govuk-body">{t(`notices.appeal.${part}`, { address: town.contact.address })}</p>
        ))}
      </Columns>
    ),
  };
}

interface NoticesProps {
  readonly request: Request;
  readonly kind: Notice['kind'];
  readonly notices: readonly Notice[];
  /** The decisions that notices tell of. */
  readonly told: ReadonlyMap<string, readonly Announced[]>;
}

function Notices({ request, kind, notices, told }: NoticesProps) {
  const { t } = request;
  return (
    <>
      <h2 class="govuk-heading-l">{t(`notices.kind.${kind}`)}</h2>
      {notices.length === 0 ? <p class="govuk-body">{t('notices.none')}</p> : null}
      {notices.map((notice) => (
        <OneNotice request={request} notice={notice} decisions={told.get(notice.id) ?? []} />
      ))}
    </>
  );
}

interface OneProps {
  readonly request: Request;
  readonly notice: Notice;
  readonly decisions: readonly Announced[];
}

function OneNotice({ request, notice, decisions }: OneProps) {
  const { t, language, town } = request;
  const board = text(town.boards.find(({ id }) => id === notice.board)?.title ?? { sv: notice.board }, language);
  const day = (date: string) => formatDate(date, language);
  const minutes = notice.kind === 'minutes';
  return (
    <section aria-labelledby={anchorOf(notice.announcement)}>
      <h3 class="govuk-heading-m" id={anchorOf(notice.announcement)}>
        {board}
      </h3>
      <p class="govuk-body">{notice.title}</p>
      <p class="govuk-body">
        {t(`notices.dates.${notice.kind}`, { adjusted: day(notice.adjustedOn), up: day(notice.day) })}
      </p>
      <p class="govuk-body">{minutes ? t('notices.last', { last: day(notice.lastDay) }) : t('notices.stays')}</p>
      {decisions.length === 0 ? null : (
        <Details summaryText={t('notices.minutes.which', { n: decisions.length })}>
          <ul class="govuk-list">
            {decisions.map(({ number, delegation }) => (
              <li>
                <span class="t-nowrap">{number}</span>,{' '}
                {delegationText(town, notice.board, delegation, houseLanguage(language))}
              </li>
            ))}
          </ul>
        </Details>
      )}
      <p class="govuk-body t-soft">{t(minutes ? 'notices.kept' : 'notices.ask', { at: notice.keptAt })}</p>
    </section>
  );
}
