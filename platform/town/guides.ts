import type { Text } from '@torget/form';
import { Faults } from './faults.ts';
import type { LifeEvent } from './types.ts';
import { type Fields, rootFields } from './yaml/fields.ts';
import { parseYaml } from './yaml/parse.ts';

/** What one does in a step: a service offered or listed here, or a page elsewhere. */
export type GuideItem = { readonly optional: boolean; readonly note?: Text } & (
  | { readonly service: string }
  | { readonly text: Text; readonly href: string }
);

/** One step of a guide. `or`: instead of the step before; otherwise after it. */
export interface GuideStep {
  readonly title: Text;
  readonly logic: 'and' | 'or';
  readonly about?: Text;
  readonly items: readonly GuideItem[];
}

/** Step by step across services, for something that happens in life. */
export interface Guide {
  readonly id: string;
  readonly title: Text;
  readonly introduction: Text;
  readonly lifeEvents: readonly string[];
  readonly steps: readonly GuideStep[];
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Reads guides.yaml. `services` are the ids that there are: folders and listings. */
export function readGuides(
  text: string,
  events: readonly LifeEvent[],
  services: ReadonlySet<string>,
): { readonly value: readonly Guide[]; readonly faults: Faults } {
  const faults = new Faults('guides.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { value: [], faults };
  const value: Guide[] = [];
  for (const fields of root.maps('guides')) {
    const guide: Guide = {
      id: fields.text('id'),
      title: fields.bilingual('title'),
      introduction: fields.bilingual('introduction'),
      lifeEvents: fields.texts('life-events'),
      steps: fields.maps('steps').map((step) => readStep(step, services)),
    };
    fields.end();
    if (guide.steps.length === 0) fields.text('steps');
    if (!ID.test(guide.id) || value.some(({ id }) => id === guide.id)) unknown(fields, 'id', guide.id);
    for (const id of guide.lifeEvents) if (!events.some((event) => event.id === id)) unknown(fields, 'life-events', id);
    value.push(guide);
  }
  root.end();
  return { value, faults };
}

function readStep(fields: Fields, services: ReadonlySet<string>): GuideStep {
  const about = fields.maybeBilingual('about');
  const step: GuideStep = {
    title: fields.bilingual('title'),
    logic: fields.maybeOneOf('logic', ['and', 'or']) ?? 'and',
    items: fields.maps('items').map((item) => readItem(item, services)),
    ...(about === undefined ? {} : { about }),
  };
  fields.end();
  return step;
}

function readItem(fields: Fields, services: ReadonlySet<string>): GuideItem {
  const note = fields.maybeBilingual('note');
  const common = { optional: fields.flag('optional', false), ...(note === undefined ? {} : { note }) };
  const service = fields.maybeText('service');
  if (service !== undefined) {
    fields.end();
    if (!services.has(service)) unknown(fields, 'service', service);
    return { ...common, service };
  }
  const item = { ...common, text: fields.bilingual('text'), href: fields.text('href') };
  fields.end();
  if (!(URL.canParse(item.href) && new URL(item.href).protocol === 'https:')) unknown(fields, 'href', item.href);
  return item;
}

function unknown(fields: Fields, key: string, value: string): void {
  fields.faults.error(
    fields.where(key),
    'unknown-reference',
    { sv: `"${value}" kan inte stå under "${key}" här.`, en: `"${value}" cannot stand under "${key}" here.` },
    {
      sv: 'Id skrivs a–z, siffror och bindestreck, en gång; tjänster finns i services/ eller listings.yaml; länkar börjar med https://.',
      en: 'Ids are a–z, digits and hyphens, once; services are in services/ or listings.yaml; links begin with https://.',
    },
  );
}
