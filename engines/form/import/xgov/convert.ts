import { information, own } from '../context.ts';
import type { Converted, DraftForm, DraftPage, DraftQuestion } from '../draft.ts';
import { plain } from '../html.ts';
import { Ids, PageIds, sectionIds, slug } from '../ids.ts';
import { record, records, type Source, unlessFalse, word } from '../json.ts';
import type { Notes } from '../notes.ts';
import { Words } from '../words.ts';
import { costOf, notesOfParts } from './around.ts';
import { translateConditions } from './conditions.ts';
import { type Around, fieldOf, groupOf, type Made } from './fields.ts';
import { type Flow, flowOf } from './flow.ts';
import { FieldNames } from './names.ts';
import { readXgov, type XgovEdge, type XgovForm, type XgovPage } from './source.ts';

/** A form of the XGov digital form builder. `name` is the file's, for the form that has none of its own. */
export function convertXgov(json: unknown, name: string, notes: Notes): Converted {
  const form = readXgov(json);
  const language = record(form.source['metadata'])['isWelsh'] === true ? 'cy' : 'en';
  const ids = new Ids();
  const used = usedConditions(form);
  const names = new Map([...used].map((each) => [each, ids.claim(titleOf(form, each), 'villkor')]));
  const around: Around = { ids, notes, words: new Words(language, notes), form, when: (each) => names.get(each) };
  const fields = new FieldNames();
  const made = madePages(form, around, fields);
  const texts = translateConditions(form, (path) => fields.resolve(path), used, notes);
  const { same, feel } = oneEach(names, texts);
  const reads = new Map([...texts].map(([each, text]) => [each, fields.pagesOf(text)]));
  const ends = endsOf(form, made);
  const stops = (edge: XgovEdge) => edge.redirect !== '' || ends.some(({ path }) => path === edge.path);
  const flow = flowOf(
    form,
    same,
    reads,
    fields.exclusive(feel),
    stops,
    (path) => ids.claim(`nadd ${path}`, 'nadd'),
    notes,
  );
  for (const page of flow.unreachable)
    notes.source(
      'page-unreachable',
      { at: `pages${page.path}` },
      'Ingen väg leder till sidan; den är inte med.',
      'No way leads to the page; it is not carried over.',
    );
  const sections = sectionIds([...form.sections.keys()]);
  const pages = draftPages(form, flow, made, ends, sections, around);
  const draft: DraftForm = { sections: sectionsOf(form, around, pages, sections), pages, conditions: {} };
  declare(form, around, draft);
  const mentioned = wordsOf(draft, flow.reaches);
  for (const [source, id] of names) {
    const text = texts.get(source);
    if (text !== undefined && mentioned.has(id)) draft.conditions[id] = text;
  }
  for (const [id, text] of flow.reaches) draft.conditions[id] = text;
  const sources = JSON.stringify(form.pages.map((page) => page.source));
  for (const list of form.lists.keys())
    if (!sources.includes(JSON.stringify(list)))
      notes.source(
        'list-unused',
        { at: `lists/${list}` },
        'Listan används inte och är inte med.',
        'Nothing uses the list; it is not carried over.',
      );
  notesOfParts(form, notes);
  const cost = costOf(form, notes);
  return { form: draft, title: form.name || name, language, ...(cost === undefined ? {} : { cost }) };
}

/** Every word of the rules of pages and questions, texts in them aside. */
function wordsOf(draft: DraftForm, reaches: ReadonlyMap<string, string>): ReadonlySet<string> {
  const rules = [...JSON.stringify(draft.pages).matchAll(/"(?:when|rule)":"((?:[^"\\]|\\.)*)"/g)].map(
    ([, rule]) => rule,
  );
  return new Set([...rules, ...reaches.values()].flatMap((rule) => rule?.match(/[a-z][a-z0-9_]*/g) ?? []));
}

/** Conditions that something asks: edges, components, options. */
function usedConditions(form: XgovForm): ReadonlySet<string> {
  const used = new Set<string>();
  const add = (value: unknown) => {
    if (word(value) !== '') used.add(word(value));
  };
  const component = (each: Source) => {
    add(record(each['options'])['condition']);
    add(each['condition']);
    for (const child of records(each['children'] ?? each['components'])) component(child);
    for (const item of records(record(each['values'])['items'])) option(item);
  };
  const option = (item: Source) => {
    add(item['condition']);
    for (const child of [...records(item['children']), ...records(record(item['conditional'])['components'])])
      component(child);
  };
  for (const page of form.pages) {
    for (const edge of page.next) add(edge.condition);
    page.components.forEach(component);
  }
  for (const { items } of form.lists.values()) items.forEach(option);
  return used;
}

function titleOf(form: XgovForm, condition: string): string {
  const source = form.conditions.get(condition);
  const title = word(source?.['displayName']);
  return title !== '' && title.length <= 60 ? `villkor ${slug(title)}` : `villkor ${condition}`;
}

/** Conditions that say the same are one, and those that never hold none. */
function oneEach(
  names: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): { readonly same: ReadonlyMap<string, string>; readonly feel: ReadonlyMap<string, string> } {
  const byText = new Map<string, string>();
  const same = new Map<string, string>();
  for (const [source, id] of names) {
    const text = texts.get(source);
    if (text === undefined || text === 'false') continue;
    const first = byText.get(text) ?? id;
    byText.set(text, first);
    same.set(source, first);
  }
  return { same, feel: new Map([...byText].map(([text, id]) => [id, text])) };
}

type Named = { readonly name: string; readonly made: Made };
type MadePages = ReadonlyMap<XgovPage, readonly DraftQuestion[]>;

function madePages(form: XgovForm, around: Around, fields: FieldNames): MadePages {
  return new Map(
    form.pages.map((page) => {
      const made = page.components.map((component, index) => {
        const name = word(component['name']);
        const one = fieldOf(component, around, `pages${page.path}/${name || index}`);
        const [question] = one.questions;
        const required = question?.optional !== true && question?.when === undefined;
        enter(fields, page, { name, made: one }, required);
        return one;
      });
      return [page, repeats(page) ? wrapped(page, made, around) : made.flatMap(({ questions }) => questions)];
    }),
  );
}

/** A field under its name, and those below its options. */
function enter(fields: FieldNames, page: XgovPage, { name, made }: Named, required: boolean): void {
  if (made.ref !== undefined) fields.add(page.section, name, made.ref, page.path, required);
  for (const each of made.below ?? []) enter(fields, page, each, false);
}

/** A page that is asked several times, without a component that says so itself. */
function repeats(page: XgovPage): boolean {
  const several = page.kind === 'repeat' || word(page.source['repeatField']) !== '';
  return several && !page.components.some((component) => component['type'] === 'MultiInputField');
}

function wrapped(page: XgovPage, made: readonly Made[], around: Around): readonly DraftQuestion[] {
  const at = `pages${page.path}`;
  around.notes.different(
    'repeat-page',
    { at },
    'Sidan som upprepades har blivit en lista som man lägger till i.',
    'The page that was repeated became a list that one adds to.',
  );
  const id = around.ids.claim(page.title || page.path, 'lista');
  const label = around.words.label(page.title || page.path, { at });
  const texts = made.filter(({ ref }) => ref === undefined).flatMap(({ questions }) => questions);
  const rows = made.filter(({ ref }) => ref !== undefined);
  return [...texts, ...groupOf({ id, label }, rows, around, { at, element: id }, undefined, true).questions];
}

function sectionsOf(
  form: XgovForm,
  around: Around,
  pages: readonly DraftPage[],
  ids: SectionIds,
): DraftForm['sections'] {
  const used = new Set(pages.flatMap(({ section }) => section ?? []));
  return Object.fromEntries(
    [...form.sections].flatMap(([name, title]) => {
      const id = ids.get(name) ?? '';
      return used.has(id) ? [[id, around.words.label(title || name, { at: `sections/${name}` })]] : [];
    }),
  );
}

type SectionIds = ReadonlyMap<string, string>;

/** The pages in the order of the flow. Pages at which a journey ends without a summary say why one cannot go on. */
function draftPages(
  form: XgovForm,
  flow: Flow,
  made: MadePages,
  ends: readonly XgovPage[],
  sections: SectionIds,
  around: Around,
): DraftPage[] {
  const pageIds = new PageIds();
  const { notes } = around;
  const done = new Map<XgovPage, DraftPage>();
  for (const page of flow.order) {
    const at = `pages${page.path}`;
    const questions = [...(made.get(page) ?? [])];
    const asks = questions.some(({ type }) => type !== 'information');
    if ((page.kind === 'summary' || page.kind === 'confirm') && !asks) {
      notes.different(
        'summary',
        { at },
        'Sidan är husets egen: granska svaren, och kvittot.',
        'The page is the house’s own: check your answers, and the receipt.',
      );
      continue;
    }
    if (ends.includes(page)) continue;
    if (questions.length === 0) {
      notes.different(
        'page-empty',
        { at },
        'Sidan visar ingenting och är inte med.',
        'The page shows nothing and is not carried over.',
      );
      continue;
    }
    const when = flow.when.get(page.path);
    const title = page.title || form.sections.get(page.section) || '';
    done.set(page, {
      id: pageIds.claim(page.path.replaceAll('/', ' ')),
      ...(title === '' && questions.length < 2
        ? {}
        : { title: title === '' ? own('Frågor', 'Questions') : around.words.label(title, { at }) }),
      ...((form.sections.get(page.section) ?? '') === '' ? {} : { section: sections.get(page.section) ?? '' }),
      ...(when === undefined ? {} : { when }),
      questions,
    });
  }
  for (const [page, draft] of done) addStops(page, draft, ends, flow, made, around);
  return [...done.values()];
}

/** Pages where a journey ends that others bring to a summary: who comes there cannot go on. */
function endsOf(form: XgovForm, made: MadePages): readonly XgovPage[] {
  return form.pages.some(({ kind }) => kind === 'summary') ? form.pages.filter((page) => isEnd(page, made)) : [];
}

/** Nothing is asked, and nothing comes after it. */
function isEnd(page: XgovPage, made: MadePages): boolean {
  const questions = made.get(page) ?? [];
  return (
    page.kind === 'page' &&
    page.next.length === 0 &&
    questions.length > 0 &&
    questions.every(({ type }) => type === 'information')
  );
}

function addStops(
  page: XgovPage,
  draft: DraftPage,
  ends: readonly XgovPage[],
  flow: Flow,
  made: MadePages,
  around: Around,
): void {
  for (const edge of page.next) {
    const end = ends.find(({ path }) => path === edge.path);
    const outside = edge.redirect !== '';
    if (end === undefined && !outside) continue;
    const at = `pages${page.path}`;
    around.notes.different(
      'end-page',
      { at, element: draft.id },
      'Vägen dit har blivit ett stopp: man kan inte gå vidare, och får veta varför.',
      'The way there became a stop: one cannot go on, and is told why.',
    );
    const words = (made.get(end ?? page) ?? []).map(({ label }) => label.sv).join('\n\n');
    draft.eligible = [
      ...(draft.eligible ?? []),
      {
        when: flow.taken(page, edge),
        stop: {
          title:
            end === undefined
              ? own('Fortsätt på en annan webbplats', 'Continue on another website')
              : around.words.label(end.title || end.path, { at }),
          text: end === undefined ? own(edge.redirect, edge.redirect) : around.words.text(words.slice(0, 5000)),
          ...(/^https:\/\//.test(edge.redirect) ? { link: edge.redirect } : {}),
        },
      },
    ];
  }
}

/** What one declares when sending: a page of its own, last. */
function declare(form: XgovForm, around: Around, draft: DraftForm): void {
  const text = plain(word(form.source['declaration']));
  if (text === '' || !unlessFalse(form.source['declaration'])) return;
  around.notes.different(
    'declaration',
    { at: 'declaration' },
    'Försäkran är en egen sida sist.',
    'The declaration is a page of its own, last.',
  );
  const questions: DraftQuestion[] = [
    ...information(around, word(form.source['declaration']), 'declaration'),
    {
      id: around.ids.claim('forsakran', 'forsakran'),
      type: 'declaration',
      label: own('Jag försäkrar detta', 'I declare this'),
    },
  ];
  draft.pages.push({ id: 'forsakran-sist', title: own('Försäkran', 'Declaration'), questions });
}
