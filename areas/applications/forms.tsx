import type { FeelContext, Json, Result } from '@torget/feel';
import {
  type Answers,
  accept,
  type FieldError,
  type Fields,
  type Form,
  type JourneyOptions,
  printData,
  validate,
  view,
} from '@torget/form';
import type { VNode } from 'preact';
import { NotFound } from '#platform/errors.ts';
import type { FileStore } from '#platform/files/index.ts';
import { text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { AnswerList, type Speaks } from './answers.tsx';
import { keptAnswers, sentAnswers } from './kept-answers.tsx';
import { type LookUp, withLookUps } from './look-ups.ts';
import { withoutMarked } from './marked.ts';
import { PageFields } from './pages/fields.tsx';
import { Errors } from './pages/frame.tsx';
import { printText } from './print.ts';
import { filesIn, storeUploads } from './uploads.ts';

/** Answers for reading, as check-your-answers shows them. */
function answers(
  request: Request,
  form: Form,
  data: { readonly [question: string]: Json },
  facts: FeelContext,
  marked: readonly string[] = [],
): VNode {
  const pages = withoutMarked(printData(form, data, { at: request.now, facts }), marked, request);
  return <AnswerList pages={pages} sections={form.sections} speaks={request} />;
}

/** The same in plain words, one line for each question that is asked. */
export function linesOf(
  speaks: Speaks & Pick<Request, 'now'>,
  form: Form,
  data: { readonly [question: string]: Json },
  facts: FeelContext,
): readonly { readonly question: string; readonly label: string; readonly value: string }[] {
  return printData(form, data, { at: speaks.now, facts }).flatMap(({ rows }) =>
    rows.map(({ question, label, value }) => ({
      question,
      label: text(label, speaks.language),
      value: printText(value, speaks),
    })),
  );
}

/** The error summary and the questions of a form of one page: the form of a task. */
function fields(
  request: Request,
  form: Form,
  state: {
    readonly facts: FeelContext;
    readonly answers: Answers;
    readonly typed?: Fields;
    readonly errors: readonly FieldError[];
    readonly lead?: VNode;
  },
): VNode {
  const options = { at: request.now, facts: state.facts };
  const page = form.pages[0]?.id ?? '';
  const shown = state.typed === undefined ? {} : { fields: state.typed };
  const drawn = view(form, page, { ...options, ...shown, answers: state.answers });
  if (drawn === undefined) throw new NotFound(`form without page ${page}`);
  return (
    <>
      <Errors request={request} errors={state.errors} />
      <PageFields
        {...{ request, form, options }}
        view={drawn}
        errors={state.errors}
        map={undefined}
        lead={state.lead}
      />
    </>
  );
}

/** What reading a form needs of the rest of the house: where files lie, and the registers that are asked. */
export interface FormPorts {
  readonly files: FileStore;
  readonly lookUp?: LookUp;
}

export interface FormState {
  readonly facts: FeelContext;
  /** What uploads belong to until the answers are taken: the task's id, or the case that several may add to. */
  readonly owner: string;
  /** Whose they are, where several may add. */
  readonly person?: string | null;
}

/**
 * Reads what was sent for a form of one page: its data as JSON and FEEL with the files it names, or what to mend. When
 * an answer has brought up another question there are no errors, and the form is to be shown again with what was typed.
 */
async function read(
  { files, ...registers }: FormPorts,
  request: Request,
  form: Form,
  state: FormState,
): Promise<ReadAnswers> {
  const [page] = form.pages;
  const uploads =
    page === undefined
      ? { fields: request.fields, errors: [] }
      : await storeUploads(request, { draft: state.owner, person: state.person }, page, files);
  const typed = uploads.fields;
  const plain = { options: { at: request.now, facts: state.facts } };
  const known = page === undefined ? undefined : await withLookUps(plain, page, typed, registers);
  const { options } = known?.opened ?? plain;
  const facts = options.facts;
  const accepted = accept(form, page?.id ?? '', typed, { ...options, answers: {} });
  if (accepted.kind === 'again' || uploads.errors.length > 0) {
    const errors = accepted.kind === 'again' ? accepted.errors : [];
    const others = errors.filter(({ field }) => !uploads.errors.some((error) => error.field === field));
    return {
      ok: false,
      facts,
      errors: [...uploads.errors, ...others],
      typed: accepted.kind === 'again' ? accepted.fields : typed,
    };
  }
  if (accepted.kind === 'stay') return { ok: false, facts, errors: [], typed: withoutDetached(typed) };
  const data = dataOf(form, accepted.answers, options);
  return data.ok
    ? { ok: true, ...data.value, files: filesIn(data.value.json), typed }
    : { ok: false, facts, errors: data.error, typed };
}

/** What was typed, without the file that the person has just taken away. */
function withoutDetached(typed: Fields): Fields {
  const detached = typed['_do']?.[0]?.replace(/^detach:/, '');
  return Object.fromEntries(Object.entries(typed).filter(([name]) => name !== detached));
}

export type ReadAnswers =
  | {
      readonly ok: true;
      readonly json: { readonly [question: string]: Json };
      readonly feel: FeelContext;
      readonly files: readonly { readonly id: string; readonly title: string }[];
      readonly typed: Fields;
    }
  | {
      readonly ok: false;
      readonly errors: readonly FieldError[];
      readonly typed: Fields;
      /** What the form is to be shown again with: what the registers said about what was typed is among it. */
      readonly facts: FeelContext;
    };

/** What the answers of a form of one page come to: as JSON and as FEEL, the visible ones and no others. */
export function dataOf(
  form: Form,
  answers: Answers,
  options: JourneyOptions,
): Result<{ readonly json: { readonly [question: string]: Json }; readonly feel: FeelContext }, readonly FieldError[]> {
  const valid = validate(form, answers, options);
  if (!valid.ok) return valid;
  const { json, feel } = valid.value.data;
  return { ok: true, value: { json, feel: Object.fromEntries(Object.keys(json).map((id) => [id, feel[id] ?? null])) } };
}

/** How forms are drawn and read, for areas that ask questions of their own: the tasks of a case. */
export function formViews(ports: FormPorts) {
  return {
    answers,
    sent: sentAnswers,
    kept: keptAnswers,
    lines: linesOf,
    fields,
    read: (request: Request, form: Form, state: FormState) => read(ports, request, form, state),
  };
}
