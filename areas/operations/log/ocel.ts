import { eventsOf, type LogEvent, type Transition } from './events.ts';
import { OBJECT_ATTRIBUTES, objectsOf } from './objects.ts';
import { doerText, type Story } from './story.ts';

/** Reads the stories from the beginning, each time it is called, in one and the same state of the database. */
export type Stories = () => AsyncIterable<Story>;

const EVENT_ATTRIBUTES = ['lifecycle', 'resource', 'element', 'element-kind'] as const;

/**
 * An object-centric event log, OCEL 2.0 in JSON, in pieces as they are read: object types, objects, events, and last the
 * event types that occurred (the order of members means nothing in JSON). Only the set of event types is kept.
 */
export async function* ocel(stories: Stories): AsyncGenerator<string> {
  const types = Object.entries(OBJECT_ATTRIBUTES).map(([name, attributes]) => declared(name, attributes));
  yield `{"objectTypes":${JSON.stringify(types)},\n"objects":[`;
  yield* rows(stories, objectsOf);
  yield '],\n"events":[';
  const seen = new Set<string>();
  yield* rows(stories, (story) =>
    eventsOf(story).map((event) => {
      seen.add(typeOf(event));
      return written(event);
    }),
  );
  const eventTypes = [...seen].sort().map((name) => declared(name, EVENT_ATTRIBUTES));
  yield `],\n"eventTypes":${JSON.stringify(eventTypes)}}\n`;
}

function declared(name: string, attributes: readonly string[]) {
  return { name, attributes: attributes.map((attribute) => ({ name: attribute, type: 'string' })) };
}

/** One JSON object on a line, with commas between, a story at a time. */
async function* rows(stories: Stories, of: (story: Story) => readonly object[]): AsyncGenerator<string> {
  let first = true;
  for await (const story of stories()) {
    const lines = of(story).map((row) => JSON.stringify(row));
    if (lines.length === 0) continue;
    yield `${first ? '\n' : ',\n'}${lines.join(',\n')}`;
    first = false;
  }
}

const SUFFIX: { readonly [transition in Transition]: string } = {
  complete: '',
  schedule: ' (opened)',
  start: ' (begun)',
  withdraw: ' (taken back)',
  ate_abort: ' (cancelled)',
};

/** OCEL has no life-cycle: the end of an activity has the activity's name, what comes before it says so. */
function typeOf({ activity, transition }: LogEvent): string {
  return `${activity}${SUFFIX[transition]}`;
}

function written(event: LogEvent) {
  const { element, elementKind } = event;
  return {
    id: event.id,
    type: typeOf(event),
    time: event.at,
    attributes: [
      { name: 'lifecycle', value: event.transition },
      { name: 'resource', value: doerText(event.doer) },
      ...(element === undefined ? [] : [{ name: 'element', value: element }]),
      ...(elementKind === undefined ? [] : [{ name: 'element-kind', value: elementKind }]),
    ],
    relationships: event.about.map(({ id, qualifier }) => ({ objectId: id, qualifier })),
  };
}
