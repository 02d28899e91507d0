import { information, own } from '../context.ts';
import type { Converted, DraftForm, DraftPage } from '../draft.ts';
import { line } from '../html.ts';
import { Ids, PageIds } from '../ids.ts';
import { record, word } from '../json.ts';
import type { Notes } from '../notes.ts';
import { Words } from '../words.ts';
import { notesOfForm } from './around.ts';
import { Entries } from './entries.ts';
import { finish } from './finish.ts';
import { Rules } from './rules.ts';
import { type Component, formIn, readComponents } from './source.ts';
import { Tree } from './tree.ts';

/** A Form.io form: a wizard with a panel for each page, or a form of one page. */
export function convertFormio(json: unknown, name: string, notes: Notes): Converted {
  const source = formIn(json);
  const ids = new Ids();
  const language = languageOf(source);
  const context = { ids, notes, words: new Words(language, notes) };
  const entries = new Entries();
  const tree = new Tree(context, entries);
  const components = readComponents(json);
  const pageIds = new PageIds();
  const pages = pagesOf(components).map(({ panel, members }) => {
    const at = panel === undefined ? 'components' : panel.key;
    const title = line(word(panel?.source['title'])) || line(panel?.label ?? '') || word(source['title']);
    const page: DraftPage = {
      id: pageIds.claim(panel?.key ?? title),
      title: title === '' ? own('Frågor', 'Questions') : context.words.label(title, { at }),
      questions: [],
    };
    const text = word(panel?.source['description']);
    return {
      page,
      panel,
      made: [
        ...information(context, text, at).map((question) => ({ question, component: undefined, around: [] })),
        ...members.flatMap((each) => tree.questionsOf(each, [])),
      ],
    };
  });
  const rules = new Rules(entries, notes, ids.claim('rad', 'rad'));
  const form: DraftForm = { sections: {}, pages: [], conditions: {} };
  for (const { page, panel, made } of pages) {
    const when = panel === undefined ? 'true' : rules.shown(panel, []);
    if (when !== 'true') page.when = when;
    finish(page, made, { rules, entries, context });
    if (page.questions.length > 0) form.pages.push(page);
    else
      notes.different(
        'page-empty',
        { at: page.id },
        'Sidan visar ingenting och är inte med.',
        'The page shows nothing and is not carried over.',
      );
  }
  notesOfForm(source, notes);
  return { form, title: word(source['title']) || name, language };
}

function languageOf(source: { readonly [key: string]: unknown }): Converted['language'] {
  if (word(source['skjemanummer']) !== '' || record(source['properties'])['skjemanummer'] !== undefined) return 'nb';
  const said = word(record(source['settings'])['language']) || word(source['language']);
  return /^(sv|nb|cy)/.test(said) ? (said.slice(0, 2) as Converted['language']) : /^(no|nn)/.test(said) ? 'nb' : 'en';
}

/** Panels are pages; what stands between them is a page too. */
function pagesOf(
  components: readonly Component[],
): readonly { readonly panel: Component | undefined; readonly members: readonly Component[] }[] {
  const pages: { panel: Component | undefined; members: Component[] }[] = [];
  for (const component of components) {
    if (component.type === 'panel') pages.push({ panel: component, members: [...component.children] });
    else {
      const last = pages.at(-1);
      if (last !== undefined && last.panel === undefined) last.members.push(component);
      else pages.push({ panel: undefined, members: [component] });
    }
  }
  return pages;
}
