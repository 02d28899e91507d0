import { line } from '../html.ts';
import { records, word } from '../json.ts';
import { optionsOf } from '../options.ts';
import type { Convert, Made } from './fields.ts';

/** A table of statements with the same answers to each: one question for each. */
export const survey: Convert = ({ source }, base, context, place) => {
  const options = records(source['values']).map((each) => ({ value: word(each['value']), label: word(each['label']) }));
  const asked = records(source['questions']).map((each): Made => {
    const [value, label] = [word(each['value']), line(word(each['label']))];
    const { options: own, values } = optionsOf(options, context, place.at);
    const id = context.ids.claim(`${base.id}_${value || label}`, 'fraga');
    const question = { ...base, id, label: context.words.label(label || value, place) };
    return values.size === 0
      ? { questions: [{ ...question, type: 'text' }], refs: [{ below: [value], ref: { ids: [id], kind: 'text' } }] }
      : {
          questions: [{ ...question, type: 'choice', options: own }],
          refs: [{ below: [value], ref: { ids: [id], kind: 'choice', options: values } }],
        };
  });
  context.notes.different(
    'survey',
    place,
    'Tabellen med påståenden har blivit en fråga för varje.',
    'The table of statements became a question for each.',
  );
  return { questions: asked.flatMap(({ questions }) => questions), refs: asked.flatMap(({ refs }) => refs) };
};
