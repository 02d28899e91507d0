// For tests: the property shapes of CPSV-AP's SHACL file, as far as they say counts, classes and datatypes.
import { PREFIXES, type Thing, type Value } from './triples.ts';

interface Shape {
  readonly of: string;
  readonly path: string;
  readonly min: number;
  readonly max: number;
  readonly class?: string;
  readonly datatype?: string;
}

const ALIASES: { readonly [prefix: string]: string } = {
  ...PREFIXES,
  dc: 'http://purl.org/dc/terms/',
  org: 'http://www.w3.org/ns/org#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
};

/** A name in angle brackets or with a prefix as a whole address. */
function whole(name: string): string {
  if (name.startsWith('<')) return name.slice(1, -1);
  const [prefix = '', local = ''] = name.split(':');
  return `${ALIASES[prefix] ?? `${prefix}:`}${local}`;
}

/** The file is written one block to a subject, blocks divided by an empty line. */
export function readShapes(turtle: string): Shape[] {
  const classes = new Map<string, string>();
  const shapes: Shape[] = [];
  const blocks = turtle.split(/\n\s*\n/);
  for (const block of blocks) {
    const name = /^<[^>]*#(\w+)Shape> a shacl:NodeShape/.exec(block)?.[1];
    const target = /shacl:targetClass\s+(<[^>]+>|[^\s;.]+)/.exec(block)?.[1];
    if (name !== undefined && target !== undefined) classes.set(name, whole(target));
  }
  for (const block of blocks) {
    const name = /^<[^>]*#(\w+)Shape\/\w+>/.exec(block)?.[1];
    const of = name === undefined ? undefined : classes.get(name);
    const one = (key: string) => new RegExp(`shacl:${key}\\s+(<[^>]+>|[^\\s;]+)`).exec(block)?.[1];
    const path = one('path');
    if (of === undefined || path === undefined) continue;
    const [type, datatype] = [one('class'), one('datatype')];
    shapes.push({
      of,
      path: whole(path),
      min: Number(one('minCount') ?? 0),
      max: Number(one('maxCount') ?? Number.POSITIVE_INFINITY),
      ...(type === undefined ? {} : { class: whole(type) }),
      ...(datatype === undefined ? {} : { datatype: whole(datatype) }),
    });
  }
  return shapes;
}

function datatypeOf(value: Value): string | undefined {
  if ('iri' in value) return undefined;
  if ('language' in value) return whole('rdf:langString');
  return whole(value.datatype ?? 'xsd:string');
}

/** What breaks a shape, in words. */
export function violations(things: readonly Thing[], shapes: readonly Shape[]): string[] {
  const types = new Map(things.map(({ iri, classes }) => [iri, classes.map(whole)]));
  const wrong: string[] = [];
  for (const thing of things) {
    for (const shape of shapes.filter(({ of }) => types.get(thing.iri)?.includes(of))) {
      const values = thing.properties.filter(([name]) => whole(name) === shape.path).map(([, value]) => value);
      const say = (what: string) => wrong.push(`${thing.iri} ${shape.path}: ${what}`);
      if (values.length < shape.min || values.length > shape.max) say(`${values.length} values`);
      for (const value of values) {
        const type = 'iri' in value ? types.get(value.iri) : undefined;
        if (shape.class !== undefined && type?.includes(shape.class) !== true) say(`not a ${shape.class}`);
        if (shape.datatype !== undefined && datatypeOf(value) !== shape.datatype) say(`not ${shape.datatype}`);
      }
    }
  }
  return wrong;
}
