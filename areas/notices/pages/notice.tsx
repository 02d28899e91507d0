import { Button, DeskPage, DeskSection, DeskTitle, Dl, ErrorSummary } from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { formatDate, formatDateTime, houseLanguage, text } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { announceAgain } from '../announce.ts';
import { delegationText } from '../delegation.ts';
import { type Announced, announcedIn } from '../minutes.ts';
import { type Notice, noticeOf, periodsOf } from '../read.ts';
import { type Standing, standingOf } from '../standing.ts';
import { takeDown } from '../take-down.ts';
import { forgedLooks } from '../witness.ts';
import { stateText } from './desk.tsx';
import { clerkOf, momentOf } from './form.ts';

/**
 * One notice: how long it has been up, by what was seen of it. The certificate of KL 8 kap. 10 § tredje stycket covers
 * documents under its second paragraph alone; the law asks none for minutes, which are shown the same way all the same.
 */
export async function noticePage(request: Request): Promise<Answer> {
  return show(request, undefined);
}

async function show(request: Request, problem: TorgetError | undefined): Promise<Answer> {
  const { t, db, language, town, url } = request;
  clerkOf(request);
  const notice = await noticeOf(db, request.params['notice'] ?? '');
  const [is, forged] = await Promise.all([standingOf(db, notice, momentOf(request)), forgedLooks(db, notice.realAt)]);
  const decisions = (await announcedIn(db, [notice.id])).get(notice.id) ?? [];
  const board = text(town.boards.find(({ id }) => id === notice.board)?.title ?? { sv: notice.board }, language);
  return {
    kind: 'page',
    status: problem?.status ?? 200,
    frame: 'desk',
    title: notice.title,
    navigation: 'notices',
    body: (
      <DeskPage>
        {problem === undefined ? null : (
          <ErrorSummary
            titleText={t('notices.problem')}
            errorList={[{ text: problem.public[houseLanguage(language)], href: '#gor' }]}
          />
        )}
        <DeskTitle title={notice.title}>
          {board} ·{' '}
          <a class="govuk-link" href={url('desk.notices')}>
            {t('notices.back')}
          </a>
        </DeskTitle>
        <DeskSection id="bevis" title={t('notices.certificate.title')}>
          <p class="govuk-body">
            {stateText(request, notice, is)}{' '}
            {notice.replacedBy === null ? null : (
              <a class="govuk-link" href={url('desk.notice', { notice: notice.replacedBy })}>
                {t('notices.minutes.see')}
              </a>
            )}
          </p>
          <Dl items={await rowsOf(request, notice, is, forged)} />
        </DeskSection>
        <Decisions request={request} decisions={decisions} board={notice.board} />
        {notice.removedOn === null ? <Acts request={request} notice={notice} is={is} /> : null}
      </DeskPage>
    ),
  };
}

/** The decisions that the notice tells of; nothing of another. */
function Decisions(props: {
  readonly request: Request;
  readonly decisions: readonly Announced[];
  readonly board: string;
}) {
  const { request, decisions, board } = props;
  const { t, town, language } = request;
  if (decisions.length === 0) return null;
  return (
    <DeskSection id="beslut" title={t('notices.minutes.decisions')} note={String(decisions.length)}>
      <Dl
        items={decisions.map(({ number, delegation }) => ({
          term: number,
          value: delegationText(town, board, delegation, houseLanguage(language)),
        }))}
      />
    </DeskSection>
  );
}

async function rowsOf(request: Request, notice: Notice, is: Standing, forged: number) {
  const { t, language, db } = request;
  const day = (date: string) => formatDate(date, language);
  const periods = await periodsOf(db, notice.id);
  const minutes = notice.kind === 'minutes';
  return [
    [t(minutes ? 'notices.adjusted' : 'notices.decided'), day(notice.adjustedOn)],
    ...(minutes ? [[t('notices.certificate.due'), day(notice.due)]] : []),
    [t('notices.up'), formatDateTime(notice.at, language)],
    ...(minutes ? [[t('notices.certificate.last'), day(notice.lastDay)]] : []),
    [t('notices.removed'), notice.removedOn === null ? t('notices.certificate.still') : day(notice.removedOn)],
    [
      t('notices.certificate.seen'),
      t('notices.certificate.times', { n: is.seen, last: (language) => formatDateTime(is.lastSeen, language) }),
    ],
    [
      t('notices.certificate.gaps'),
      is.gaps.map(({ from, to }) => `${day(from.toString())} – ${day(to.toString())}`).join('; ') ||
        t('notices.certificate.no-gap'),
    ],
    [
      t('notices.certificate.signatures'),
      t(forged === 0 ? 'notices.certificate.hold' : 'notices.certificate.forged', { n: forged }),
    ],
    ...(periods.length < 2
      ? []
      : [
          [
            t('notices.certificate.periods'),
            periods.map((one) => (minutes ? `${day(one.day)} – ${day(one.lastDay)}` : day(one.day))).join('; '),
          ],
        ]),
    [t('notices.certificate.kept'), notice.keptAt],
  ].map(([term = '', value = '']) => ({ term, value }));
}

function Acts({ request, notice, is }: { readonly request: Request; readonly notice: Notice; readonly is: Standing }) {
  const { t, url, csrf } = request;
  const again = is.gaps.length > 0;
  const minutes = notice.kind === 'minutes';
  // Its time to appeal does not run out: it cannot be taken down, and the state says so.
  if (!minutes && !again) return null;
  return (
    <DeskSection id="gor" title={t('notices.do.title')}>
      <form class="d-do" method="post" action={url('desk.notice.do', { notice: notice.id })} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <p class="govuk-body">
          {t(again ? (minutes ? 'notices.do.again-about' : 'notices.do.back-about') : 'notices.do.down-about')}
        </p>
        {again ? (
          <Button text={t('notices.do.again')} name="how" value="again" preventDoubleClick />
        ) : (
          <Button
            text={t('notices.do.down')}
            name="how"
            value="down"
            classes="govuk-button--secondary"
            preventDoubleClick
          />
        )}
      </form>
    </DeskSection>
  );
}

/** Announces again what has been away, or takes down what has been up its time. */
export async function doNotice(request: Request): Promise<Answer> {
  const { db, params, fields, url } = request;
  const id = params['notice'] ?? '';
  const clerk = clerkOf(request);
  await noticeOf(db, id);
  try {
    if (field(fields, 'how', 10) === 'again') await announceAgain(db, clerk, id, momentOf(request));
    else await takeDown(db, id, momentOf(request));
    return { kind: 'redirect', to: url('desk.notice', { notice: id }) };
  } catch (error) {
    if (error instanceof TorgetError && error.status === 409) return show(request, error);
    throw error;
  }
}
