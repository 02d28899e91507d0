import { type Accepted, accept, type Fields, type Form, type Open, type Page, type Question, view } from '@torget/form';
import { rightAnswer, type Typed } from './answers.ts';
import type { UploadFile } from './browser.ts';
import type { Chance } from './chance.ts';
import type { KeptDraft } from './kept.ts';
import type { SeenPage } from './page.ts';
import { STORED } from './uploads.ts';

/** A page as the walk meets it. */
export interface Met {
  readonly form: Form;
  readonly page: Page;
  readonly seen: SeenPage;
  readonly draft: KeptDraft;
  readonly at: string;
}

/** What is sent for a page, and what the engine alone makes of it. */
export interface Filled {
  readonly fields: Fields;
  readonly files: readonly UploadFile[];
  readonly accepted: Accepted;
}

export interface Named {
  readonly name: string;
  readonly question: Question;
}

/** The questions whose fields a page shows, inside open entries too, with their limits as they are now. */
export function askedOn({ form, page, seen, draft, at }: Met): readonly Named[] {
  const open = (seen.fields['_open'] ?? []).map((value): Open => {
    const [group = '', entry = 'new'] = value.split(':');
    return { group, entry: entry === 'new' ? 'new' : Number(entry) };
  });
  const drawn = view(form, page.id, { at, facts: draft.facts, answers: draft.answers, open });
  const limited = new Map(
    drawn?.questions
      .flatMap((each) => [each, ...(each.questions ?? []), ...(each.open?.questions ?? [])])
      .map((each) => [each.name, each.question]),
  );
  return (seen.fields['_shown']?.[0] ?? '').split(' ').flatMap((name): Named[] => {
    const [first = '', second] = name.split('-');
    const outer = page.questions.find(({ id }) => id === first);
    const question =
      limited.get(name) ?? (second === undefined ? outer : outer?.questions?.find(({ id }) => id === second));
    return question === undefined ? [] : [{ name, question }];
  });
}

/** The page's fields as they stand, with what one question now says. What nobody sees is sent by every browser. */
export function withAnswer(seen: SeenPage, fields: Fields, name: string, typed: Typed): Fields {
  const rest = Object.entries(fields).filter(
    ([each]) => seen.hidden.has(each) || (each !== name && !each.startsWith(`${name}-`)),
  );
  return { ...Object.fromEntries(rest), ...typed.fields };
}

/** What the engine makes of fields: stored files stand in the place of those that are being sent. */
export function judged(met: Met, asked: readonly Named[], fields: Fields, files: readonly UploadFile[]): Accepted {
  // No browser field holds U+0000: the server takes it away before anything is read.
  let read: Fields = Object.fromEntries(
    Object.entries(fields).map(([name, values]) => [name, values.map((value) => value.replaceAll('\u0000', ''))]),
  );
  for (const { name, question } of asked) {
    if (question.type !== 'file' && question.type !== 'files') continue;
    const kept = (fields[`${name}-kept`]?.[0] ?? '').split(' ').filter((id) => id !== '').length;
    const count = kept + files.filter(({ field }) => field === name).length;
    const stored = Array.from({ length: question.type === 'file' ? Math.min(count, 1) : count }, () =>
      endingOf(question),
    );
    read = {
      ...Object.fromEntries(Object.entries(read).filter(([each]) => each !== name)),
      ...(count === 0 ? {} : { [name]: stored }),
    };
  }
  return accept(met.form, met.page.id, read, { at: met.at, facts: met.draft.facts, answers: met.draft.answers });
}

function endingOf(question: Question): string {
  const [ending = '.pdf'] = question.accept ?? [];
  return STORED.replace('.pdf', ending);
}

/** How often other answers are tried where rules across answers refuse the first. */
const TRIES = 60;

/**
 * The page answered rightly with a button pressed; where the engine refuses all tries, the last of them. What was answered
 * on this visit already stays as it stands, as long as the rules allow it: who is asked one thing more answers that.
 */
export function filledRightly(
  met: Met,
  button: string,
  chance: Chance,
  answered: Set<string> = new Set(),
): Filled | { readonly stuck: Named } {
  const asked = askedOn(met);
  const entry = (name: string) => `${met.seen.fields['_open']?.join(' ')} ${name}`;
  let last: Filled | undefined;
  for (let round = 0; round < TRIES; round++) {
    let fields: Fields = { ...met.seen.fields, _do: [button] };
    const files: UploadFile[] = [];
    for (const { name, question } of asked) {
      if (question.type === 'group' || (round === 0 && answered.has(entry(name)))) continue;
      const typed = rightAnswer(question, name, { at: met.at, facts: met.draft.facts, page: met.seen }, chance);
      if (typed === undefined) return { stuck: { name, question } };
      fields = withAnswer(met.seen, fields, name, typed);
      files.push(...typed.files);
    }
    last = { fields, files, accepted: judged(met, asked, fields, files) };
    if (last.accepted.kind !== 'again' || last.accepted.errors.length === 0) {
      for (const { name } of asked) answered.add(entry(name));
      return last;
    }
  }
  return last ?? { fields: {}, files: [], accepted: judged(met, asked, {}, []) };
}

/** Types whose answer also depends on registers that the server asks: the engine alone cannot say what comes of them. */
export function isLookedUp(page: Page): boolean {
  const types = page.questions.flatMap((question) => [question, ...(question.questions ?? [])]).map(({ type }) => type);
  return types.some(
    (type) => type === 'appointment' || type === 'company' || type === 'address' || type === 'property',
  );
}
