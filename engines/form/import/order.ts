import type { DraftQuestion } from './draft.ts';
import type { Notes } from './notes.ts';

/**
 * Questions in an order in which each stands after those that its rule reads. A box such as "I have no telephone" often
 * stands after the field that it does away with; here it is asked first. Two that ask for each other stay as they were.
 */
export function inOrder(questions: readonly DraftQuestion[], notes: Notes): DraftQuestion[] {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const done = new Set<DraftQuestion>();
  const open = new Set<DraftQuestion>();
  const visit = (question: DraftQuestion, reader: DraftQuestion | undefined): void => {
    if (done.has(question) || open.has(question)) return;
    open.add(question);
    for (const word of wordsOf(question)) {
      const read = byId.get(word);
      if (read !== undefined) visit(read, question);
    }
    done.add(question);
    if (reader === undefined) return;
    notes.different(
      'moved',
      { at: question.id, element: question.id },
      `Frågas före ${reader.id}, som beror på den.`,
      `Is asked before ${reader.id}, which depends on it.`,
    );
  };
  for (const question of questions) visit(question, undefined);
  return [...done];
}

/** Names in the rules of a question, outside texts; of a group also those in its rows. */
function wordsOf(question: DraftQuestion): ReadonlySet<string> {
  const rules = [question.when, question.min, question.max].map((rule) =>
    (rule ?? '').replace(/"(?:[^"\\]|\\.)*"/g, ''),
  );
  const own = rules.flatMap((rule) => rule.match(/(?<![\w.])[a-z][a-z0-9_]*/g) ?? []);
  return new Set([...own, ...(question.questions ?? []).flatMap((each) => [...wordsOf(each)])]);
}
