import { drawing, type ProcessModel } from '@torget/process';
import { DeskSection, DeskTable, Diagram, Scroll, Views } from '#platform/design/index.ts';
import { runningCounts, type Standing, type Stay, standing, stays } from '#platform/runtime/index.ts';
import { formatNumber, houseLanguage } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { addressOf, asked, elementName, type Process, processTitle } from '../processes.ts';
import { heatOf, stayText } from '../words/duration.ts';

/** Days that the times of the steps are taken from. */
const DAYS = 30;

/** One element as the picture and the table show it. */
interface Step {
  readonly element: string;
  readonly now: Standing | undefined;
  readonly took: Stay | undefined;
}

/** `nu`: how long those have waited who stand there; `tid`: how long the step took those that went through. */
type Heat = 'nu' | 'tid';

/** Where the cases of a service stand and how long its steps take: as a picture, and the same figures as a table. */
export async function flowView(request: Request, all: readonly Process[]) {
  const { db, query, now } = request;
  const counts = new Map((await runningCounts(db)).map((row) => [row.definition, row]));
  const running = (process: Process) => sum(process.versions.map(({ id }) => counts.get(id)?.running ?? 0));
  const sorted = all.toSorted((a, b) => running(b) - running(a));
  const process = asked(sorted, query) ?? sorted[0];
  if (process === undefined) return null;
  const heat: Heat = query['farg'] === 'tid' ? 'tid' : 'nu';
  const ids = process.versions.map(({ id }) => id);
  const since = Temporal.Instant.from(now).subtract({ hours: 24 * DAYS });
  const [stand, took] = await Promise.all([standing(db, ids, now), stays(db, ids, since.toString())]);
  const steps = stepsOf(process.model, stand, took);
  return (
    <>
      <Where request={request} all={sorted} running={running} process={process} heat={heat} steps={steps} />
      <Figures request={request} process={process} steps={steps} />
    </>
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Steps where cases can stand or take time, in the order of the model; then those that only older versions have. */
function stepsOf(model: ProcessModel, stand: readonly Standing[], took: readonly Stay[]): readonly Step[] {
  const [now, past] = [byElement(stand), byElement(took)];
  const own = [...model.nodes.values()].filter(({ kind }) =>
    /Task$|subProcess|CatchEvent$|callActivity|transaction/i.test(kind),
  );
  const older = [...now.keys()].filter((element) => !own.some(({ id }) => id === element));
  return [...own.map(({ id }) => id), ...older].map((element) => ({
    element,
    now: now.get(element),
    took: past.get(element),
  }));
}

function byElement<T extends { readonly element: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.element, row]));
}

function Where(props: {
  readonly request: Request;
  readonly all: readonly Process[];
  readonly running: (process: Process) => number;
  readonly process: Process;
  readonly heat: Heat;
  readonly steps: readonly Step[];
}) {
  const { request, all, running, process, heat, steps } = props;
  const { t, url, language } = request;
  const here = (more: { readonly farg: Heat }) => `${url('desk.operations', { ...addressOf(process), ...more })}#lage`;
  return (
    <DeskSection id="lage" title={t('operations.where')} note={<Scale request={request} />}>
      <Views
        label={t('operations.processes')}
        items={all.map((one) => ({
          text: processTitle(one, language),
          href: `${url('desk.operations', { ...addressOf(one), farg: heat })}#lage`,
          count: running(one),
          current: one === process,
        }))}
      />
      <p class="d-choice">
        <span>{t('operations.colour')}</span>
        {(['nu', 'tid'] as const).map((one) => (
          <a class="govuk-link" href={here({ farg: one })} aria-current={one === heat ? 'true' : undefined}>
            {t(`operations.colour-${one}`)}
          </a>
        ))}
      </p>
      <Diagram
        id="flode-bild"
        drawing={drawing(process.model, {
          language: houseLanguage(language),
          counts: true,
          id: 'flode',
          tokens: Object.fromEntries(steps.map(({ element, now }) => [element, now?.inside ?? 0])),
          hindered: steps.filter(({ now }) => (now?.hindered ?? 0) > 0).map(({ element }) => element),
          heat: Object.fromEntries(steps.map((step) => [step.element, heatOf(timeOf(step, heat))])),
          notes: Object.fromEntries(steps.flatMap((step) => noteOf(step, heat, language))),
        })}
        title={processTitle(process, language)}
        description={t('operations.picture')}
        caption={t(`operations.caption-${heat}`)}
      />
    </DeskSection>
  );
}

function timeOf({ now, took }: Step, heat: Heat): number | null {
  return (heat === 'nu' ? now?.median : took?.median) ?? null;
}

function noteOf(step: Step, heat: Heat, language: Request['language']): [string, string][] {
  const time = timeOf(step, heat);
  return time === null ? [] : [[step.element, stayText(time, language)]];
}

function Scale({ request: { t } }: { readonly request: Request }) {
  return (
    <span class="d-scale">
      {t('operations.scale')}: {t('operations.short')}
      {([0, 1, 2, 3, 4] as const).map((heat) => (
        <i class={`h${heat}`} />
      ))}
      {t('operations.long')}
    </span>
  );
}

function Figures({ request, process, steps }: { request: Request; process: Process; steps: readonly Step[] }) {
  const { t, url, language } = request;
  const list = (element: string) => url('desk.instances', { ...addressOf(process), steg: element });
  return (
    <DeskSection id="steg" title={t('operations.steps')} note={t('operations.days', { n: DAYS })}>
      <Scroll label={t('operations.steps')}>
        <DeskTable
          caption={t('operations.steps')}
          columns={[
            { text: t('operations.step') },
            { text: t('operations.inside'), numeric: true },
            { text: t('operations.waited'), numeric: true, wide: true },
            { text: t('operations.oldest'), numeric: true },
            { text: t('operations.through'), numeric: true, wide: true },
            { text: t('operations.median'), numeric: true },
            { text: t('operations.most'), numeric: true, wide: true },
          ]}
          rows={steps.map(({ element, now, took }) => ({
            ...((now?.hindered ?? 0) > 0 ? { kind: 'ask' as const } : {}),
            cells: [
              elementName(process.model, element),
              now === undefined || now.inside === 0 ? (
                '0'
              ) : (
                <a
                  class="govuk-link"
                  href={list(element)}
                  aria-label={t('operations.inside-link', { n: now.inside, step: elementName(process.model, element) })}
                >
                  {formatNumber(now.inside, language)}
                </a>
              ),
              stayText(now?.median ?? null, language),
              stayText(now?.longest ?? null, language),
              formatNumber(took?.through ?? 0, language),
              stayText(took?.median ?? null, language),
              stayText(took?.most ?? null, language),
            ],
          }))}
        />
      </Scroll>
      <p class="govuk-body">
        <a class="govuk-link" href={url('desk.instances', addressOf(process))}>
          {t('operations.all-instances')}
        </a>
      </p>
    </DeskSection>
  );
}
