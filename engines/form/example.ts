import type { Json, Result } from '@torget/feel';
import { factAt, isRecord } from './facts.ts';
import { childrenOf } from './types/child.ts';
import { rowOf } from './types/index.ts';
import type { Answers, Form, JourneyOptions, PageError, Question } from './types.ts';
import { validate } from './validate.ts';

/**
 * The answers of an example (`answers:` of examples/*.yaml) as a draft's answers: figures may stand as YAML numbers, a
 * household may be given without refs, a child by name, birth date or ref, or as the object; a personal number, a
 * property and a signature by their text alone. What may be left out and is, counts as
 * "nothing". Whether they hold is not asked: an example may stop half-way.
 */
export function draftFromExample(
  form: Form,
  json: { readonly [question: string]: Json },
  options: JourneyOptions,
): Answers {
  const answers: { [question: string]: Json } = {};
  for (const page of form.pages) {
    for (const question of page.questions) {
      const given = json[question.id];
      if (given !== undefined) answers[question.id] = normal(question, given, options);
      else if (!rowOf(question.type).data) answers[question.id] = null;
      else if (question.optional) answers[question.id] = factOf(question, options);
    }
  }
  for (const id of Object.keys(json)) if (!Object.hasOwn(answers, id)) answers[id] = json[id] ?? null;
  return answers;
}

/** The same, validated as at submission: the answers of an example that is sent. */
export function answersFromExample(
  form: Form,
  json: { readonly [question: string]: Json },
  options: JourneyOptions,
): Result<Answers, readonly PageError[]> {
  const answers = draftFromExample(form, json, options);
  const valid = validate(form, answers, options);
  return valid.ok ? { ok: true, value: answers } : { ok: false, error: valid.error };
}

function factOf(question: Question, options: JourneyOptions): Json {
  const fact = question.prefill === undefined ? undefined : factAt(options.facts, question.prefill);
  return fact === undefined ? null : (rowOf(question.type).fromFact?.(fact) ?? null);
}

function normal(question: Question, value: Json, options: JourneyOptions): Json {
  if (question.type === 'group') {
    const entry = (each: Json): Json =>
      isRecord(each)
        ? Object.fromEntries(
            Object.entries(each).map(([id, item]) => {
              const asked = question.questions?.find((sub) => sub.id === id);
              return [id, asked === undefined ? item : normal(asked, item, options)];
            }),
          )
        : each;
    return Array.isArray(value) ? value.map(entry) : entry(value);
  }
  if (typeof value === 'number' && (question.type === 'money' || question.type === 'decimal')) return `${value}`;
  if (question.type === 'child') return childIn(question, value, options);
  // A number, a designation or a name may stand alone where the answer holds more.
  return typeof value === 'string' ? (rowOf(question.type).fromText?.(value) ?? value) : value;
}

/** The register's child that a name, birth date or ref points out; else the value as it stands. */
function childIn(question: Question, value: Json, options: JourneyOptions): Json {
  const wanted = isRecord(value) ? [value['ref'], value['namn'], value['fodelsedatum']] : [value];
  const known = childrenOf(question, options);
  for (const each of wanted) {
    if (typeof each !== 'string') continue;
    const child = known.find(({ ref, namn, fodelsedatum }) => ref === each || namn === each || fodelsedatum === each);
    if (child !== undefined) return child;
  }
  return value;
}
