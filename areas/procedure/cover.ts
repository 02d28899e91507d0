import { createHash } from 'node:crypto';
import { addStatement, boardInSentence, documentOf, outcomeText } from '#areas/cases/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { LetterBlock, LetterInlines } from '#platform/letters/index.ts';
import { formatDate, type Texts, text } from '#platform/text/index.ts';
import { appealTo } from './acts/appeals/decision.ts';
import { receivables } from './appealable.ts';
import type { BundleEntry } from './bundle.ts';
import { deciderOf } from './papers/blocks.ts';
import { Paper } from './papers/paper.ts';
import { heading, paragraphs } from './papers/readable.ts';
import type { PaperSource } from './papers/types.ts';
import type { ActRow } from './rows.ts';
import { dayOf, type Situation } from './situation.ts';

/** The covering letter as the act keeps it: which document of the case it is, and the hash of what that says. */
export interface Cover {
  readonly document: string;
  readonly sha256: string;
}

/** What the covering letter of an appeal says beside what stands in the case. */
export interface Covering {
  /** How the time was tested, in words; of what a court tests itself, that it does. */
  readonly tested: string;
  /** By which rule it is handed over. */
  readonly basis: string;
  /** What the board says of the appeal; empty when it says nothing. */
  readonly statement: string;
}

const said = (day: string) => (language: Parameters<typeof formatDate>[1]) => formatDate(day, language);

/**
 * The words of the covering letter to whoever tries an appeal (FL 46 §): who hands over which case by which rule, what is
 * appealed, who decided it and when, who appeals and whether in time, whether the board has changed it, and what it says.
 */
export function coverWords(paper: Paper, s: Situation, appeal: ActRow, covering: Covering, town: PaperSource['town']) {
  const { t } = paper;
  const { statement, tested, basis } = covering;
  return [
    ...headOf(paper, s, town, appealTo(s, appeal.data['decision'])),
    t('procedure.cover.appeal', { basis }),
    appealedIn(paper, s, appeal),
    tested,
    ...changesIn(t, s, appeal),
    statement === '' ? t('procedure.cover.no-statement') : t('procedure.cover.statement', { words: statement }),
    contactIn(t, paper, s, town),
  ].join('\n');
}

/** The words of the letter with which a withdrawal is sent after the appeal that it is of. */
export function withdrawalCoverWords(
  paper: Paper,
  s: Situation,
  { withdrawn, handed }: { readonly withdrawn: ActRow; readonly handed: ActRow },
  town: PaperSource['town'],
): string {
  const { t } = paper;
  const days = { day: said(String(withdrawn.data['arrived'])), handed: said(dayOf(handed).toString()) };
  const to = String(handed.data['to'] ?? appealTo(s, undefined));
  return [...headOf(paper, s, town, to), t('procedure.cover.withdrawal', days), contactIn(t, paper, s, town)].join(
    '\n',
  );
}

function headOf({ t }: Paper, s: Situation, town: PaperSource['town'], to: string): readonly string[] {
  const { view, service } = s;
  const board = boardInSentence(town, view.board, 'sv');
  return [
    t('procedure.cover.to', { to }),
    t('procedure.cover.from', {
      board: board.charAt(0).toUpperCase() + board.slice(1),
      town: text(town.title, 'sv'),
      number: view.number,
      service: text(service.definition.title, 'sv'),
    }),
  ];
}

/** What is appealed, with who decided it: of a separate decision who did the act. */
function appealedIn(paper: Paper, s: Situation, appeal: ActRow): string {
  const { t } = paper;
  const id = appeal.data['decision'];
  const decision = s.file.decisions.find((one) => one.id === id);
  if (decision !== undefined) {
    return t('procedure.cover.appealed', {
      what: t('procedure.appealable.decision', { day: said(decision.day) }),
      outcome: outcomeText(t, decision.outcome),
      by: deciderOf(paper, decision),
    });
  }
  const other = receivables(s).find((one) => one.id === id);
  const act = s.acts.find((one) => one.id === id);
  if (other === undefined || act === undefined) return t('procedure.cover.unnamed');
  return t('procedure.cover.appealed-act', {
    what: t(`procedure.appealable.${other.what}`, { day: said(other.day.toString()) }),
    by: [act.by, act.unit === null ? '' : paper.unit(act.unit)].filter((part) => part !== '').join(', '),
  });
}

/** FL 39, 46 §§: the decisions that have taken the place of the one that is appealed, which go with it. */
function changesIn(t: Texts, s: Situation, appeal: ActRow): readonly string[] {
  const at = s.file.decisions.findIndex(({ id }) => id === appeal.data['decision']);
  if (at < 0) return [];
  const later = s.file.decisions.slice(at + 1);
  if (later.length === 0) return [t('procedure.cover.unchanged')];
  return later.map(({ day, outcome }) =>
    t('procedure.cover.changed', { day: said(day), outcome: outcomeText(t, outcome).toLowerCase() }),
  );
}

function contactIn(t: Texts, paper: Paper, { view }: Situation, { contact }: PaperSource['town']): string {
  return t('procedure.cover.contact', { unit: paper.unit(view.unit), phone: contact.phone, email: contact.email });
}

/** One line for each item: number, day, title, and from or to whom. */
function listLines({ t }: Paper, index: readonly BundleEntry[]): readonly string[] {
  return index.map((entry, at) => {
    const { title, direction, who = '' } = entry;
    const line = { nr: at + 1, day: dayOfEntry(entry), title };
    if (who === '') return t('procedure.cover.line', line);
    return t(direction === 'out' ? 'procedure.cover.line-to' : 'procedure.cover.line-from', { ...line, who });
  });
}

const dayOfEntry = ({ at }: BundleEntry): string => legalDay(Temporal.Instant.from(at)).toString();

/** Registers the covering letter as a document that went out, with the list of what goes with it (OSL 5 kap. 1 §). */
export async function addCover(
  tx: Db,
  paper: Paper,
  letter: {
    readonly caseId: string;
    readonly to: string;
    readonly words: string;
    readonly index: readonly BundleEntry[];
    readonly by: string | null;
    readonly at: string;
  },
): Promise<Cover> {
  const { t } = paper;
  const { caseId, to, words, index, by, at } = letter;
  const full = [words, t('procedure.cover.list'), ...listLines(paper, index)].join('\n');
  const document = await addStatement(tx, {
    caseId,
    title: t('procedure.cover.title'),
    text: full,
    words,
    direction: 'out',
    toName: to,
    by,
    at,
  });
  return { document, sha256: await hashOf(tx, caseId, document) };
}

async function hashOf(db: Db, caseId: string, document: string): Promise<string> {
  const content = (await documentOf(db, caseId, document))?.content ?? null;
  return createHash('sha256')
    .update(JSON.stringify(content, null, 2))
    .digest('hex');
}

/**
 * The covering letter as a PDF: its words, and the list of what goes with it as a table.
 * @throws TorgetError when the letter is not as it was
 */
export async function coverPdf(
  db: Db,
  paper: Paper,
  {
    caseId,
    cover,
    index,
    at,
  }: {
    readonly caseId: string;
    readonly cover: Cover;
    readonly index: readonly BundleEntry[];
    readonly at: string;
  },
): Promise<Uint8Array> {
  const { t } = paper;
  if ((await hashOf(db, caseId, cover.document)) !== cover.sha256) throw changed(cover.document);
  const content = (await documentOf(db, caseId, cover.document))?.content;
  const words = typeof content === 'object' && content !== null && 'words' in content ? content['words'] : '';
  const blocks = [...paragraphs(String(words)), heading(t('procedure.cover.list')), listTable(paper, index)];
  const { bytes } = await paper.pdf(t('procedure.cover.title'), at, blocks);
  return bytes;
}

function changed(document: string): TorgetError {
  return new TorgetError(
    'bundle-cover',
    500,
    { sv: 'Överlämnandeskrivelsen är inte som den var.', en: 'The covering letter is not as it was.' },
    `cover ${document}: its hash differs`,
  );
}

function listTable({ t, language }: Paper, index: readonly BundleEntry[]): LetterBlock {
  const cell = (words: string): LetterInlines => [{ kind: 'text', text: words === '' ? '–' : words }];
  const row = (entry: BundleEntry, at: number): LetterInlines[] => {
    const { title, direction, who = '' } = entry;
    const end =
      who === '' ? '' : t(direction === 'out' ? 'procedure.cover.to-whom' : 'procedure.cover.from-whom', { who });
    return [String(at + 1), formatDate(dayOfEntry(entry), language), title, end].map(cell);
  };
  const head = ['procedure.cover.nr', 'procedure.cover.day', 'procedure.cover.what', 'procedure.cover.who'] as const;
  return {
    kind: 'table',
    align: ['right', 'left', 'left', 'left'],
    head: head.map((key) => cell(t(key))),
    rows: index.map(row),
  };
}

/** Paper in Swedish, whatever the language of the case: courts and boards of appeal read it. */
export const courtPaper = (
  from: Pick<PaperSource, 'town' | 'texts'>,
  of: ConstructorParameters<typeof Paper>[1],
): Paper => new Paper(from, of, 'sv');
