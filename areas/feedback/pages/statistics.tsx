import { DeskPage, DeskSection, DeskTable, DeskTitle } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { statistics, type Told, type VersionFigures } from '../statistics.ts';
import type { FeedbackOptions } from './feedback.tsx';

const DAYS = 90;

/** How many begin, how many come to an end, and how long each page takes: per service and version, nobody to be seen. */
export async function statisticsPage(request: Request, { catalogue }: FeedbackOptions): Promise<Answer> {
  const { t, db, now } = request;
  const since = Temporal.PlainDate.from(now.slice(0, 10)).subtract({ days: DAYS }).toString();
  const all = await statistics(db, since);
  return {
    kind: 'page',
    frame: 'desk',
    title: t('feedback.statistics.title'),
    navigation: 'statistics',
    body: (
      <DeskPage>
        <DeskTitle title={t('feedback.statistics.title')}>{t('feedback.statistics.about', { days: DAYS })}</DeskTitle>
        {all.length === 0 ? <p class="govuk-body">{t('feedback.statistics.none')}</p> : null}
        {all.map((version) => (
          <Version request={request} version={version} service={catalogue.find(version.service)} />
        ))}
      </DeskPage>
    ),
  };
}

/** The pages as a person meets them, under their own titles; what the offered form no longer has comes last, by its id. */
function inOrder({ pages }: VersionFigures, service: Service | undefined, language: Request['language']) {
  const offered = service?.form.pages ?? [];
  const place = (id: string) => offered.findIndex((page) => page.id === id) >>> 0;
  const title = (id: string) => offered.find((page) => page.id === id)?.title;
  return pages
    .toSorted((a, b) => place(a.page) - place(b.page))
    .map((figures) => ({ ...figures, title: text(title(figures.page) ?? { sv: figures.page }, language) }));
}

interface VersionProps {
  readonly request: Request;
  readonly version: VersionFigures;
  /** As it is offered now. */
  readonly service: Service | undefined;
}

function Version({ request, version, service }: VersionProps) {
  const { t, language } = request;
  const title = service === undefined ? version.service : text(service.definition.title, language);
  const few = t('feedback.statistics.few');
  const count = (n: Told) => (n === null ? few : String(n));
  const or = (value: number | null, unit: string) => (value === null ? '–' : `${value}${unit}`);
  const short = version.version.slice(0, 8);
  return (
    <DeskSection
      id={`v-${short}`}
      title={title}
      note={t('feedback.statistics.version', { version: short, from: version.from })}
    >
      <p class="govuk-body">
        {t('feedback.statistics.line', {
          starts: count(version.starts),
          completed: count(version.completed),
          rate: or(version.rate, ' %'),
          satisfaction: or(version.satisfaction, ''),
          answers: count(version.answers),
        })}
      </p>
      {version.pages.length === 0 ? null : (
        <DeskTable
          caption={title}
          columns={[
            { text: t('feedback.statistics.page'), wide: true },
            { text: t('feedback.statistics.steps') },
            { text: t('feedback.statistics.median') },
            { text: t('feedback.statistics.errors') },
          ]}
          rows={inOrder(version, service, language).map(({ title, steps, median, errors }) => ({
            cells: [title, count(steps), or(median, ' s'), count(errors)],
          }))}
        />
      )}
    </DeskSection>
  );
}
