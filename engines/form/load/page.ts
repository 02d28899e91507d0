import type { Program } from '@torget/feel';
import type { Node } from 'yaml';
import type { Stop } from '../types.ts';
import { readId, readText } from './parts.ts';
import { readQuestion } from './question.ts';
import { type DraftPage, expect, type Reading } from './reading.ts';
import { entriesOf, itemsOf, textOf } from './yaml.ts';

/** Page ids that are addresses of their own beside the pages: `/ansok/<draft>/granska`. */
const RESERVED = ['granska', 'betala', 'kvitto', 'stopp', 'ta-bort', 'spara', 'karta', 'check', 'receipt'];

const KEYS = ['id', 'title', 'intro', 'section', 'when', 'questions', 'eligible', 'validation'];

/** One page with its questions, in order. Undefined when it has no usable id. */
export function readPage(
  node: Node,
  reading: Reading,
  ids: Set<string>,
  sections: ReadonlySet<string>,
): DraftPage | undefined {
  const { faults } = reading;
  const keys = entriesOf(node, faults, KEYS);
  const id = readId(keys.get('id'), node, faults, true);
  if (id === undefined) return undefined;
  if (ids.has(id) || RESERVED.includes(id)) {
    faults.add(
      keys.get('id') ?? node,
      'page-id',
      { sv: `En sida kan inte heta ${id}: namnet är upptaget`, en: `A page cannot be called ${id}: the name is taken` },
      { sv: 'Välj ett annat id.', en: 'Choose another id.' },
      { element: id },
    );
  }
  ids.add(id);
  const [title, intro] = [readText(keys.get('title'), faults), readText(keys.get('intro'), faults)];
  const page: DraftPage = {
    id,
    ...(title === undefined ? {} : { title }),
    ...(intro === undefined ? {} : { intro }),
    questions: [],
    eligible: [],
    validation: [],
  };
  const when = keys.get('when');
  const first = reading.order.size;
  if (when !== undefined)
    expect(reading, when, {
      element: id,
      position: first,
      local: [],
      condition: true,
      set: (program) => {
        page.when = program;
      },
    });
  const section = keys.get('section');
  if (section !== undefined) {
    page.section = textOf(section) ?? '';
    if (!sections.has(page.section)) {
      faults.add(
        section,
        'unknown-section',
        { sv: `Avsnittet ${page.section} finns inte`, en: `There is no section ${page.section}` },
        { sv: 'Lägg till det under sections.', en: 'Add it under sections.' },
        { element: id },
      );
    }
  }
  readQuestions(keys.get('questions') ?? node, page, reading);
  readStops(keys.get('eligible'), page, reading);
  readRules(keys.get('validation'), page, reading);
  if (page.title === undefined && page.questions.length > 1) {
    faults.add(
      node,
      'title-missing',
      { sv: `Sidan ${id} har flera frågor men ingen rubrik`, en: `The page ${id} has several questions but no title` },
      { sv: 'Lägg till title.', en: 'Add a title.' },
      { element: id },
    );
  }
  return page;
}

function readQuestions(node: Node, page: DraftPage, reading: Reading): void {
  let { title } = page;
  for (const item of itemsOf(node, reading.faults)) {
    const question = readQuestion(item, reading, { position: reading.order.size, title });
    if (question === undefined) continue;
    if (question.titled === true) title = undefined;
    reading.order.set(question.id, reading.order.size);
    page.questions.push(question);
    const shown = reading.shown[question.id];
    if (question.type === 'computed' && shown !== undefined) shown.page = page.id;
  }
}

/** `eligible: [ { when, stop: { title, text, link } } ]`: when it holds, the journey ends here. */
function readStops(node: Node | undefined, page: DraftPage, reading: Reading): void {
  if (node === undefined) return;
  const { faults } = reading;
  for (const item of itemsOf(node, faults)) {
    const keys = entriesOf(item, faults, ['when', 'stop']);
    const parts = entriesOf(keys.get('stop') ?? item, faults, ['title', 'text', 'link', 'when', 'stop']);
    const [title, text] = [readText(parts.get('title'), faults), readText(parts.get('text'), faults)];
    const [when, link] = [keys.get('when'), parts.get('link')];
    if (title === undefined || text === undefined || when === undefined) {
      faults.add(
        item,
        'eligible',
        {
          sv: 'eligible behöver when och stop med title och text',
          en: 'eligible needs when, and stop with title and text',
        },
        {
          sv: 'Skriv { when: …, stop: { title: …, text: … } }.',
          en: 'Write { when: …, stop: { title: …, text: … } }.',
        },
        { element: page.id },
      );
      continue;
    }
    const stop: Stop = { title, text, ...(link === undefined ? {} : { link: textOf(link) ?? '' }) };
    const set = (program: Program) => {
      page.eligible.push({ when: program, stop });
    };
    expect(reading, when, { element: page.id, position: reading.order.size, local: [], condition: true, set });
  }
}

/** `validation: [ { rule, message, at } ]`: across the answers up to and with this page. */
function readRules(node: Node | undefined, page: DraftPage, reading: Reading): void {
  if (node === undefined) return;
  const { faults } = reading;
  for (const item of itemsOf(node, faults)) {
    const keys = entriesOf(item, faults, ['rule', 'message', 'at']);
    const message = readText(keys.get('message'), faults);
    const [rule, place] = [keys.get('rule'), keys.get('at')];
    const at = place === undefined ? undefined : textOf(place);
    if (message === undefined || rule === undefined) {
      faults.add(
        item,
        'validation',
        { sv: 'validation behöver rule och message', en: 'validation needs rule and message' },
        { sv: 'Skriv { rule: …, message: { sv: …, en: … } }.', en: 'Write { rule: …, message: { sv: …, en: … } }.' },
        { element: page.id },
      );
      continue;
    }
    if (at !== undefined && !page.questions.some((question) => question.id === at)) {
      faults.add(
        place,
        'unknown-name',
        { sv: `Sidan har ingen fråga ${at}`, en: `The page has no question ${at}` },
        { sv: 'at är ett id på samma sida.', en: 'at is an id on the same page.' },
        { element: page.id },
      );
    }
    const set = (program: Program) => {
      page.validation.push({ rule: program, message, ...(at === undefined ? {} : { at }) });
    };
    expect(reading, rule, { element: page.id, position: reading.order.size, local: [], condition: true, set });
  }
}
