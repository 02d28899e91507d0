import { answerTimes } from '#areas/cases/index.ts';
import { DeskPage, DeskSection, DeskTable, DeskTitle, Dl } from '#platform/design/index.ts';
import { formatNumber } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { REQUEST_SERVICE } from '../mount.ts';
import { ONE_DAY, type Speed, speedOf } from '../speed.ts';

const DAYS = 90;

/** How long people wait for public documents: what waits now, and what the answers took. Nobody who asked is shown. */
export async function requestsPage(request: Request): Promise<Answer> {
  const { t, db, now } = request;
  const since = Temporal.Instant.from(now).subtract({ hours: 24 * DAYS });
  const speed = speedOf(await answerTimes(db, REQUEST_SERVICE, since.toString()), now);
  return {
    kind: 'page',
    frame: 'desk',
    title: t('disclosure.requests.title'),
    navigation: 'requests',
    body: (
      <DeskPage>
        <DeskTitle title={t('disclosure.requests.title')}>{t('disclosure.requests.about')}</DeskTitle>
        <DeskSection id="svarstid" title={t('disclosure.requests.answers', { days: DAYS })}>
          <Dl items={figuresOf(request, speed)} />
        </DeskSection>
        <DeskSection id="vantar" title={t('disclosure.requests.waiting')} note={String(speed.waiting.length)}>
          {speed.waiting.length === 0 ? (
            <p class="govuk-body">{t('disclosure.requests.none')}</p>
          ) : (
            <Waiting request={request} waiting={speed.waiting} />
          )}
        </DeskSection>
      </DeskPage>
    ),
  };
}

function hoursText({ t }: Request, hours: number | null): string {
  return hours === null
    ? '–'
    : t('disclosure.requests.hours', { n: (language) => formatNumber(hours.toFixed(1), language) });
}

function figuresOf(request: Request, { answered, within, median, longest }: Speed) {
  const { t } = request;
  return [
    { term: t('disclosure.requests.answered'), value: String(answered) },
    { term: t('disclosure.requests.within'), value: t('disclosure.requests.share', { within, answered }) },
    { term: t('disclosure.requests.median'), value: hoursText(request, median) },
    { term: t('disclosure.requests.longest'), value: hoursText(request, longest) },
  ];
}

function Waiting({ request, waiting }: { readonly request: Request; readonly waiting: Speed['waiting'] }) {
  const { t, url } = request;
  return (
    <DeskTable
      caption={t('disclosure.requests.waiting')}
      columns={[
        { text: t('disclosure.requests.case') },
        { text: t('disclosure.requests.waited'), numeric: true },
        { text: t('disclosure.requests.state') },
      ]}
      rows={waiting.map(({ id, number, hours }) => ({
        cells: [
          <a class="govuk-link" href={url('desk.case', { case: id })}>
            {number}
          </a>,
          hoursText(request, hours),
          t(hours > ONE_DAY ? 'disclosure.requests.late' : 'disclosure.requests.in-time'),
        ],
        ...(hours > ONE_DAY ? { kind: 'ask' as const } : {}),
      }))}
    />
  );
}
