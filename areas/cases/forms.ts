import type { FeelContext, Json } from '@torget/feel';
import type { Answers, FieldError, Fields, Form } from '@torget/form';
import type { VNode } from 'preact';
import type { Request } from '#platform/web/index.ts';

/** How forms are shown; the area that draws question pages gives it, so that tasks look like any other question. */
export interface FormViews {
  /** Answers for reading, as check-your-answers shows them; those that are `marked` say in their place that they are not shown. */
  answers(
    request: Request,
    form: Form,
    data: { readonly [question: string]: Json },
    facts: FeelContext,
    marked?: readonly string[],
  ): VNode;
  /** The application of a case as the person read it before sending, without the form; undefined where nobody sent one. */
  sent(request: Request, caseId: string, marked?: readonly string[]): Promise<VNode | undefined>;
  /** Answers as they are kept, by the ids of their questions: where the form cannot be read. */
  kept(request: Request, data: { readonly [question: string]: Json }): VNode;
  /** Answers in plain words, one line for each question that is asked. */
  lines(
    speaks: Pick<Request, 't' | 'language' | 'now'>,
    form: Form,
    data: { readonly [question: string]: Json },
    facts: FeelContext,
  ): readonly { readonly question: string; readonly label: string; readonly value: string }[];
  /** The error summary and the fields of a form of one page. */
  fields(request: Request, form: Form, state: FieldState): VNode;
  /** Reads what was sent: typed answers, or what to mend. */
  read(
    request: Request,
    form: Form,
    state: { readonly facts: FeelContext; readonly owner: string; readonly person?: string | null },
  ): Promise<ReadForm>;
}

export interface FieldState {
  readonly facts: FeelContext;
  readonly answers: Answers;
  readonly typed?: Fields;
  readonly errors: readonly FieldError[];
  /** What stands between the heading and the questions. */
  readonly lead?: VNode;
}

export type ReadForm =
  | {
      readonly ok: true;
      readonly json: { readonly [question: string]: Json };
      readonly feel: FeelContext;
      /** Files that the answers name; they become documents of the case. */
      readonly files: readonly { readonly id: string; readonly title: string }[];
      /** What was sent, to show the form again as it stands. */
      readonly typed: Fields;
    }
  | {
      readonly ok: false;
      readonly errors: readonly FieldError[];
      readonly typed: Fields;
      /** What it is to be shown again with: what the registers said about what was typed is among it. */
      readonly facts: FeelContext;
    };
