import { transaction } from '#platform/database/index.ts';
import {
  Button,
  DeskPage,
  DeskSection,
  DeskTable,
  DeskTitle,
  ErrorSummary,
  Input,
  Scroll,
} from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { formatDate, houseLanguage } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { announceOnce } from '../announce.ts';
import { type Notice, onTheBoard, takenDown } from '../read.ts';
import { type Standing, standingOf } from '../standing.ts';
import { BoardField, boardName, DayField, KeptField } from './fields.tsx';
import { boardField, clerkOf, dayField, type FieldError, missingIn, momentOf } from './form.ts';

const OLD = 30;

/** What is on the board and has been: whether it has been seen the whole time, and what is to be done about it. */
export async function noticesPage(request: Request): Promise<Answer> {
  return show(request, []);
}

async function show(request: Request, wrong: readonly FieldError[], status = 422): Promise<Answer> {
  const { t, db, url } = request;
  clerkOf(request);
  const up = await Promise.all(
    (await onTheBoard(db)).map(async (notice) => ({ notice, is: await standingOf(db, notice, momentOf(request)) })),
  );
  const old = await takenDown(db, OLD);
  return {
    kind: 'page',
    status: wrong.length === 0 ? 200 : status,
    frame: 'desk',
    title: t('notices.desk.title'),
    navigation: 'notices',
    body: (
      <DeskPage>
        {wrong.length === 0 ? null : (
          <ErrorSummary
            titleText={t('notices.problem')}
            errorList={wrong.map(({ name, text }) => ({ text, href: `#${name}` }))}
          />
        )}
        <DeskTitle title={t('notices.desk.title')}>
          {t('notices.desk.about')} ·{' '}
          <a class="govuk-link" href={url('notices')}>
            {t('notices.desk.see')}
          </a>{' '}
          ·{' '}
          <a class="govuk-link" href={url('desk.reports')}>
            {t('notices.report.title')}
          </a>
        </DeskTitle>
        <DeskSection id="uppe" title={t('notices.desk.up')} note={String(up.length)}>
          {up.length === 0 ? <p class="govuk-body">{t('notices.none')}</p> : <Up request={request} up={up} />}
        </DeskSection>
        <NewNotice request={request} wrong={wrong} />
        {old.length === 0 ? null : <Old request={request} old={old} />}
      </DeskPage>
    ),
  };
}

/** Where an announcement stands, in words: what a clerk must do comes first. */
export function stateText({ t }: Request, notice: Notice, is: Standing): string {
  const [gap] = is.gaps;
  const minutes = notice.kind === 'minutes';
  if (notice.replacedBy !== null)
    return t('notices.state.replaced', { day: (language) => formatDate(notice.removedOn ?? '', language) });
  if (gap !== undefined)
    return t(minutes ? 'notices.state.gap' : 'notices.state.away', {
      day: (language) => formatDate(gap.from.toString(), language),
    });
  const { removedOn } = notice;
  if (removedOn !== null) return t('notices.state.down', { day: (language) => formatDate(removedOn, language) });
  if (!minutes) return t('notices.state.stays', { seen: is.seen });
  const seen = is.seen === 0 ? 'notices.state.unseen' : 'notices.state.up';
  return t(is.expired ? 'notices.state.expired' : seen, { day: (language) => formatDate(notice.lastDay, language) });
}

function Up(props: { request: Request; up: readonly { readonly notice: Notice; readonly is: Standing }[] }) {
  const { request, up } = props;
  const { t, url, language } = request;
  // The second day counts from an adjustment; the house knows of none with decisions under delegation.
  const late = ({ kind, day, due }: Notice) => kind === 'minutes' && day > due;
  return (
    <Scroll label={t('notices.desk.up')}>
      <DeskTable
        caption={t('notices.desk.up')}
        columns={[
          { text: t('notices.what') },
          { text: t('notices.board') },
          { text: t('notices.adjusted-or-decided') },
          { text: t('notices.up') },
          { text: t('notices.standing') },
        ]}
        rows={up.map(({ notice, is }) => ({
          cells: [
            <a class="govuk-link" href={url('desk.notice', { notice: notice.id })}>
              {notice.title}
            </a>,
            boardName(request, notice.board),
            formatDate(notice.adjustedOn, language, { short: true }),
            late(notice)
              ? t('notices.late', { day: (language) => formatDate(notice.day, language, { short: true }) })
              : formatDate(notice.day, language, { short: true }),
            stateText(request, notice, is),
          ],
          ...(is.gaps.length > 0 || late(notice) ? { kind: 'ask' as const } : {}),
        }))}
      />
    </Scroll>
  );
}

function NewNotice({ request, wrong }: { request: Request; wrong: readonly FieldError[] }) {
  const { t, url, csrf, fields } = request;
  const wrongIn = (name: string) => wrong.find((each) => each.name === name)?.text;
  const untitled = wrongIn('title');
  return (
    <DeskSection id="nytt" title={t('notices.new.title')}>
      <p class="govuk-body">{t('notices.new.about')}</p>
      <form class="d-do" method="post" action={url('desk.notices')} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <BoardField request={request} wrong={wrongIn('board')} />
        <Input
          id="title"
          name="title"
          label={{ text: t('notices.what') }}
          hint={{ text: t('notices.new.hint') }}
          value={field(fields, 'title', 200)}
          {...(untitled === undefined ? {} : { errorMessage: { text: untitled } })}
        />
        <DayField request={request} name="adjusted" label={t('notices.adjusted')} wrong={wrongIn('adjusted')} />
        <KeptField request={request} name="kept" wrong={wrongIn('kept')} />
        <Button text={t('notices.new.button')} preventDoubleClick />
      </form>
    </DeskSection>
  );
}

function Old({ request, old }: { readonly request: Request; readonly old: readonly Notice[] }) {
  const { t, url, language } = request;
  return (
    <DeskSection id="nere" title={t('notices.desk.down')}>
      <DeskTable
        caption={t('notices.desk.down')}
        columns={[{ text: t('notices.what') }, { text: t('notices.board') }, { text: t('notices.removed') }]}
        rows={old.map((notice) => ({
          cells: [
            <a class="govuk-link" href={url('desk.notice', { notice: notice.id })}>
              {notice.title}
            </a>,
            boardName(request, notice.board),
            formatDate(notice.removedOn ?? '', language, { short: true }),
          ],
        }))}
      />
    </DeskSection>
  );
}

/** Announces adjusted minutes. */
export async function doAnnounce(request: Request): Promise<Answer> {
  const { db, fields, url, language } = request;
  const missing = missingIn(request);
  if (missing.length > 0) return show(request, missing);
  try {
    const notice = {
      kind: 'minutes',
      board: boardField(request),
      title: field(fields, 'title', 200),
      adjustedOn: dayField(request, 'adjusted'),
      keptAt: field(fields, 'kept', 200),
    } as const;
    await transaction(db, (tx) => announceOnce(tx, clerkOf(request), notice, momentOf(request)));
    return { kind: 'redirect', to: url('desk.notices') };
  } catch (error) {
    if (error instanceof TorgetError && [409, 422].includes(error.status)) {
      const name = error.status === 409 ? 'title' : 'adjusted';
      return show(request, [{ name, text: error.public[houseLanguage(language)] }], error.status);
    }
    throw error;
  }
}
