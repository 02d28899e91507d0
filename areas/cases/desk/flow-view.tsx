import { drawing, type ProcessModel } from '@torget/process';
import { DeskSection, DeskTable, Diagram, Scroll, Views } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { flowOf, openByService, type StepFlow } from '../queries/flow.ts';
import { heatOf, stayText } from './duration.ts';

/** Days that the times of the steps are taken from. */
const DAYS = 30;

/** Where the cases of a service stand: as a picture, and the same figures as a table. */
export async function flowView(request: Request, { catalogue }: CasesOptions) {
  const { t, db, url, query, now, language } = request;
  const open = await openByService(db);
  const services = catalogue.offered.toSorted((a, b) => (open.get(b.id) ?? 0) - (open.get(a.id) ?? 0));
  const service = services.find((entry) => entry.id === query['tjanst']) ?? services[0];
  if (service === undefined) return null;
  const since = Temporal.Instant.from(now)
    .subtract({ hours: 24 * DAYS })
    .toString();
  const flow = await flowOf(db, { service: service.id, process: service.process.id, since, now });
  return (
    <>
      <DeskSection id="lage" title={t('cases.operations.where')} note={<Scale request={request} />}>
        <Views
          label={t('cases.operations.services')}
          items={services.map((entry) => ({
            text: text(entry.definition.title, language),
            href: url('desk.operations', { tjanst: entry.id }),
            count: open.get(entry.id) ?? 0,
            current: entry === service,
          }))}
        />
        <Picture request={request} service={service} flow={flow} />
      </DeskSection>
      <DeskSection id="steg" title={t('cases.operations.steps')} note={t('cases.operations.days', { n: DAYS })}>
        <Figures request={request} model={service.process} flow={flow} />
      </DeskSection>
    </>
  );
}

function Scale({ request: { t } }: { readonly request: Request }) {
  return (
    <span class="d-scale">
      {t('cases.operations.scale')}: {t('cases.operations.short')}
      {([0, 1, 2, 3, 4] as const).map((heat) => (
        <i class={`h${heat}`} />
      ))}
      {t('cases.operations.long')}
    </span>
  );
}

function Picture({ request, service, flow }: { request: Request; service: Service; flow: readonly StepFlow[] }) {
  const { t, language } = request;
  const drawn = drawing(service.process, {
    language,
    counts: true,
    id: 'flode',
    tokens: Object.fromEntries(flow.map((step) => [step.element, step.inside])),
    hindered: flow.filter((step) => step.hindered > 0).map((step) => step.element),
    heat: Object.fromEntries(flow.map((step) => [step.element, heatOf(step.median)])),
  });
  return (
    <Diagram
      id="flode-bild"
      drawing={drawn}
      title={text(service.definition.title, language)}
      description={t('cases.operations.picture')}
      caption={t('cases.operations.caption')}
    />
  );
}

/** Steps where cases can stand or take time; gateways and starts pass at once. */
function isStep(model: ProcessModel, element: string): boolean {
  const node = model.nodes.get(element);
  return node !== undefined && /Task$|^subProcess$|CatchEvent$/.test(node.kind);
}

function Figures({ request, model, flow }: { request: Request; model: ProcessModel; flow: readonly StepFlow[] }) {
  const { t, language } = request;
  const byElement = new Map(flow.map((step) => [step.element, step]));
  const steps = [...model.nodes.values()].filter((node) => isStep(model, node.id));
  return (
    <Scroll label={t('cases.operations.steps')}>
      <DeskTable
        caption={t('cases.operations.steps')}
        columns={[
          { text: t('cases.operations.step') },
          { text: t('cases.operations.inside'), numeric: true },
          { text: t('cases.operations.through'), numeric: true, wide: true },
          { text: t('cases.operations.median'), numeric: true },
          { text: t('cases.operations.most'), numeric: true, wide: true },
          { text: t('cases.operations.oldest'), numeric: true },
        ]}
        rows={steps.map((node) => {
          const step = byElement.get(node.id);
          return {
            ...((step?.hindered ?? 0) > 0 ? { kind: 'ask' as const } : {}),
            cells: [
              node.name ?? node.id,
              String(step?.inside ?? 0),
              String(step?.through ?? 0),
              stayText(step?.median ?? null, language),
              stayText(step?.most ?? null, language),
              stayText(step?.oldest ?? null, language),
            ],
          };
        })}
      />
    </Scroll>
  );
}
