import { text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { DocumentRow } from '../queries/file.ts';
import type { CaseView } from '../queries/mine.ts';

const FACTS = ['person', 'household', 'children', 'income', 'assistance', 'childcare'] as const;

/** What a register's answer is about, in words. */
export function factName({ t }: Pick<Request, 't'>, fact: string | null): string {
  const known = FACTS.find((entry) => entry === fact);
  return t(`cases.register.${known ?? 'other'}`);
}

/** What a document of a case is called in lists. */
export function documentName(
  request: Pick<Request, 't'>,
  document: Pick<DocumentRow, 'kind' | 'title' | 'fact'> & Partial<Pick<DocumentRow, 'standing'>>,
): string {
  const { title, standing } = document;
  if (standing) return request.t(`cases.document.${standing}`, { title });
  if (document.kind === 'register') return factName(request, document.fact);
  if (document.kind === 'application') return request.t('cases.document.application');
  return title;
}

const KINDS = ['investigation', 'opinion', 'certificate', 'minutes', 'attachment'] as const;

/** What kind of document it is; nothing where its name says so. */
export function kindName({ t }: Pick<Request, 't'>, { kind }: Pick<DocumentRow, 'kind'>): string {
  const known = KINDS.find((one) => one === kind);
  return known === undefined ? '' : t(`cases.document.kind.${known}`);
}

/** Who it comes from: the party, a register with its name, or the board that sent it; and whom it went to by name. */
export function documentFrom(
  request: Pick<Request, 't' | 'town' | 'language'>,
  document: DocumentRow,
  view: Pick<CaseView, 'board'>,
  party: string,
): string {
  if (document.kind === 'register') return document.title;
  if (document.direction === 'in') return document.enteredBy === null ? party : request.t('cases.document.elsewhere');
  const board = request.town.boards.find((entry) => entry.id === (document.board ?? view.board));
  const from = board === undefined ? request.t('cases.document.us') : text(board.title, request.language);
  return document.toName === null ? from : request.t('cases.document.sent-to', { from, to: document.toName });
}
