import assert from 'node:assert/strict';
import { Ajv } from 'ajv';

const named = (more: object) => ({
  type: 'object',
  required: ['name', ...Object.keys(more)],
  additionalProperties: false,
  properties: { name: { type: 'string' }, ...more },
});
const list = (items: object) => ({ type: 'array', items });
const TYPE = named({ attributes: list(named({ type: { enum: ['string', 'time', 'integer', 'float', 'boolean'] } })) });
const INSTANT = { type: 'string', format: 'date-time' };
const RELATIONS = list({
  type: 'object',
  required: ['objectId', 'qualifier'],
  additionalProperties: false,
  properties: { objectId: { type: 'string' }, qualifier: { type: 'string' } },
});
const thing = (more: object, attribute: object) => ({
  type: 'object',
  required: ['id', 'type', ...Object.keys(more)],
  additionalProperties: false,
  properties: {
    id: { type: 'string', minLength: 1 },
    type: { type: 'string' },
    ...more,
    attributes: list(named(attribute)),
    relationships: RELATIONS,
  },
});

/** What OCEL 2.0 asks of its JSON form (ocel-standard.org, specification 2.0, section 7), in our own words. */
const OCEL = {
  type: 'object',
  required: ['objectTypes', 'eventTypes', 'objects', 'events'],
  additionalProperties: false,
  properties: {
    objectTypes: list(TYPE),
    eventTypes: list(TYPE),
    objects: list(thing({}, { value: { type: 'string' }, time: INSTANT })),
    events: list(thing({ time: INSTANT }, { value: { type: 'string' } })),
  },
};

interface Thing {
  readonly id: string;
  readonly type: string;
  readonly time?: string;
  readonly attributes: readonly { readonly name: string; readonly value: string; readonly time?: string }[];
  readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[];
}

export interface OcelLog {
  readonly objectTypes: readonly { readonly name: string; readonly attributes: readonly { readonly name: string }[] }[];
  readonly eventTypes: OcelLog['objectTypes'];
  readonly objects: readonly Thing[];
  readonly events: readonly Thing[];
}

/** Holds a text against the schema, and against what a schema cannot say: every name declared, every id there, once. */
export function readOcel(text: string): OcelLog {
  const log = JSON.parse(text) as OcelLog;
  const ajv = new Ajv({ strict: true, formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/ } });
  const validate = ajv.compile(OCEL);
  assert.ok(validate(log), JSON.stringify(validate.errors));
  const ids = new Set(log.objects.map(({ id }) => id));
  assert.equal(ids.size, log.objects.length, 'an object is there twice');
  assert.equal(new Set(log.events.map(({ id }) => id)).size, log.events.length, 'an event is there twice');
  for (const [things, types] of [
    [log.objects, log.objectTypes],
    [log.events, log.eventTypes],
  ] as const) {
    const declared = new Map(types.map(({ name, attributes }) => [name, attributes.map((one) => one.name)]));
    assert.equal(declared.size, types.length, 'a type is declared twice');
    for (const { id, type, attributes, relationships } of things) {
      for (const { name } of attributes)
        assert.ok(declared.get(type)?.includes(name), `${type}.${name} is not declared`);
      assert.ok(declared.has(type), `${type} is not declared`);
      for (const { objectId } of relationships)
        assert.ok(ids.has(objectId), `${id} is about ${objectId}, which is not there`);
    }
  }
  return log;
}

export interface XesElement {
  readonly tag: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: XesElement[];
}

const TAG = /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/y;

/** Reads XML without text, and refuses whatever is not well-formed. */
export function readXes(text: string): XesElement {
  const head = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/.exec(text)?.[0];
  assert.ok(head !== undefined, 'no XML declaration');
  const root: XesElement = { tag: '', attributes: {}, children: [] };
  const open = [root];
  for (let at = head.length; at < text.length; ) {
    TAG.lastIndex = at;
    const found = TAG.exec(text);
    assert.ok(found !== null, `not well-formed at ${text.slice(at, at + 80)}`);
    const [whole, closing, tag = '', attributes = '', empty] = found;
    at += whole.length + (/^\s*/.exec(text.slice(at + whole.length, at + whole.length + 40))?.[0].length ?? 0);
    if (closing === '/') {
      assert.equal(open.pop()?.tag, tag, 'closed in another order than opened');
      continue;
    }
    const element: XesElement = { tag, attributes: attributesOf(attributes), children: [] };
    open.at(-1)?.children.push(element);
    if (empty !== '/') open.push(element);
  }
  assert.equal(open.length, 1, 'not everything is closed');
  const [log, more] = root.children;
  assert.ok(log?.tag === 'log' && more === undefined, 'one log');
  return log;
}

function attributesOf(text: string): { readonly [name: string]: string } {
  const pairs = [...text.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => {
    assert.ok(!/&(?!#\d+;)/.test(value), `an entity that is not there in ${value}`);
    return [name, value.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))] as const;
  });
  assert.equal(new Set(pairs.map(([name]) => name)).size, pairs.length, `an attribute twice in ${text}`);
  return Object.fromEntries(pairs);
}

/** The value of a key of an element of a log. */
export function xesValue(element: XesElement, key: string): string | undefined {
  return element.children.find(({ attributes }) => attributes['key'] === key)?.attributes['value'];
}
