import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import type { VNode } from 'preact';
import { SummaryList } from '#platform/design/index.ts';
import { flat } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { AnswerList } from './answers.tsx';
import type { Frozen } from './freeze.tsx';
import { withoutMarked } from './marked.ts';

/** The application of a case as the person read it before sending, without the form; undefined where nobody sent one. */
export async function sentAnswers(
  request: Request,
  caseId: string,
  marked: readonly string[] = [],
): Promise<VNode | undefined> {
  const { rows } = await sql<{ pages: Frozen['pages'] }>`select frozen->'pages' as pages
    from applications.application where case_id = ${caseId}`.execute(request.db);
  const [row] = rows;
  if (row === undefined) return undefined;
  return <AnswerList pages={withoutMarked(row.pages, marked, request)} sections={{}} speaks={request} />;
}

/** Answers as they are kept, by the ids of their questions: where the form that knows their labels cannot be read. */
export function keptAnswers({ t }: Pick<Request, 't'>, data: { readonly [question: string]: Json }): VNode {
  const rows = flat(data as Json).map(({ label, value }) => ({
    key: { text: label },
    value: { text: value === '' ? t('applications.page.no-answer') : value },
  }));
  return <SummaryList rows={rows} />;
}
