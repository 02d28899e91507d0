import { isMap, type Node } from 'yaml';
import type { Option } from '../types.ts';
import { readBoolean, readText } from './parts.ts';
import type { Where } from './question.ts';
import { type DraftQuestion, expect, type Reading } from './reading.ts';
import { entriesOf, textOf } from './yaml.ts';

type DraftOption = { -readonly [K in keyof Option]: Option[K] };

/** `options: { lon: { sv, en } }`, or `{ lon: { label: { sv, en }, hint, when, exclusive } }`; or `options-from`. */
export function readOptions(
  keys: ReadonlyMap<string, Node>,
  question: DraftQuestion,
  reading: Reading,
  where: Where,
  owner: Node,
): void {
  if (question.type !== 'choice' && question.type !== 'choices') return;
  const { faults } = reading;
  const from = keys.get('options-from');
  const path = from === undefined ? undefined : textOf(from);
  if (path !== undefined && /^register(\.[a-z][a-z0-9_]*)+$/.test(path)) {
    question.optionsFrom = path;
    return;
  }
  const map = keys.get('options');
  if (!isMap(map) || map.items.length === 0) {
    faults.add(
      map ?? from ?? owner,
      'options',
      { sv: `Frågan ${question.id} har inga svar att välja`, en: `The question ${question.id} has no options` },
      { sv: 'Lägg till options: { id: { sv: …, en: … } }.', en: 'Add options: { id: { sv: …, en: … } }.' },
      { element: question.id },
    );
    return;
  }
  const options: DraftOption[] = [];
  for (const [id, node] of entriesOf(map, faults)) {
    if (!/^[a-z0-9][a-z0-9_-]*$/.test(id) || id.length > 60) {
      faults.add(
        node,
        'bad-id',
        { sv: `${id} kan inte vara ett id för ett svar`, en: `${id} cannot be the id of an option` },
        {
          sv: 'Skriv små bokstäver a–z, siffror och understreck.',
          en: 'Write lower-case a–z, digits and underscores.',
        },
        { element: question.id },
      );
      continue;
    }
    const long = isMap(node) && node.has('label');
    const parts = long ? entriesOf(node, faults, ['label', 'hint', 'when', 'exclusive']) : undefined;
    const label = readText(parts?.get('label') ?? node, faults);
    if (label === undefined) continue;
    const hint = readText(parts?.get('hint'), faults);
    const option: DraftOption = { id, label, ...(hint === undefined ? {} : { hint }) };
    if (readBoolean(parts?.get('exclusive'), faults)) option.exclusive = true;
    const when = parts?.get('when');
    if (when !== undefined) {
      expect(reading, when, {
        element: `${question.id}.${id}`,
        position: where.position,
        local: where.group?.before ?? [],
        condition: true,
        set: (program) => {
          option.when = program;
        },
      });
    }
    options.push(option);
  }
  question.options = options;
}
