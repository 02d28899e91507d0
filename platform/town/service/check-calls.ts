import type { Bilingual, Fault } from '@torget/feel';
import type { Binding, ProcessModel, Value } from '@torget/process';
import { anyOf, Faults, START } from '../faults.ts';
import { calledBy } from './processes.ts';

/** What a folder offers to call activities and rule tasks that ask for a version. */
export interface Callable {
  readonly processes: ReadonlyMap<string, ProcessModel>;
  /** Version tags of the decisions, by id. */
  readonly decisionTags: ReadonlyMap<string, string>;
}

/**
 * What call activities call is in the folder, in the version that they ask for. A case stays on the version of the
 * service that it started on, so that "the latest" is the one of the same folder, and versions have no numbers.
 */
export function checkCalls(model: ProcessModel, { processes, decisionTags }: Callable): readonly Fault[] {
  const faults = new Faults(model.file);
  for (const node of model.nodes.values()) {
    const at = model.places.get(node.id) ?? START;
    const id = calledBy(node);
    const called = processes.get(id ?? '');
    if (id !== undefined && called === undefined) {
      const others = anyOf([...processes.keys()].filter((one) => one !== model.id));
      faults.error(
        at,
        'unknown-process',
        { sv: `Processen "${id}" finns inte i tjänsten.`, en: `There is no process "${id}" in the service.` },
        {
          sv: `Lägg den i processes/${others.sv === '' ? '' : `, eller välj bland ${others.sv}`}.`,
          en: `Put it into processes/${others.en === '' ? '' : `, or choose among ${others.en}`}.`,
        },
        { element: node.id },
      );
    }
    const says = [
      wrongVersion(node.call?.binding, id === undefined ? undefined : called?.versionTag, 'process'),
      wrongVersion(node.decision?.binding, decisionTags.get(literal(node.decision?.id) ?? ''), 'decision'),
    ];
    for (const message of says) {
      if (message !== undefined) faults.error(at, 'bound-version', message, OWN, { element: node.id });
    }
  }
  return faults.list;
}

const OWN: Bilingual = {
  sv: 'Ett ärende stannar på den version av tjänsten som det startade på: låt steget ta samma version (deployment).',
  en: 'A case stays on the version of the service that it started on: let the step take the same (deployment).',
};

const WHAT = {
  process: { sv: 'Processen', en: 'The process' },
  decision: { sv: 'Beslutet', en: 'The decision' },
};

/** Why a folder cannot give the version that is asked for. A tag that an expression makes is judged as it runs. */
function wrongVersion(
  binding: Binding | undefined,
  tag: string | undefined,
  what: keyof typeof WHAT,
): Bilingual | undefined {
  const name = WHAT[what];
  if (binding?.kind === 'version') {
    return {
      sv: `${name.sv} har inga versionsnummer i en tjänst.`,
      en: `${name.en} has no version numbers in a service.`,
    };
  }
  const wanted = literal(binding?.value);
  if (binding?.kind !== 'versionTag' || wanted === undefined || wanted === tag) return undefined;
  return {
    sv: `${name.sv} har inte versionsmärket "${wanted}" i tjänsten${tag === undefined ? '' : `, utan "${tag}"`}.`,
    en: `${name.en} has not the version tag "${wanted}" in the service${tag === undefined ? '' : `, but "${tag}"`}.`,
  };
}

function literal(value: Value | undefined): string | undefined {
  return value !== undefined && 'literal' in value ? value.literal : undefined;
}

const DECISION = /<(?:[\w-]+:)?decision\s([^>]*)>([\s\S]*?)<\/(?:[\w-]+:)?decision>/g;

/** Tags that Camunda's modelers give to decisions: an attribute of version 7, an element of version 8. */
export function decisionTags(xml: string): ReadonlyMap<string, string> {
  const found = [...xml.matchAll(DECISION)].flatMap(([, head = '', inside = '']) => {
    const id = /\sid\s*=\s*["']([^"']*)["']/.exec(` ${head}`)?.[1];
    const attribute = /\w:versionTag\s*=\s*["']([^"']*)["']/.exec(head)?.[1];
    const tag = attribute ?? /<\w+:versionTag\s+value\s*=\s*["']([^"']*)["']/.exec(inside)?.[1];
    return id === undefined || tag === undefined ? [] : [[id, tag] as const];
  });
  return new Map(found);
}
