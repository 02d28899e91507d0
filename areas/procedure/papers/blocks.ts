import type { Json } from '@torget/feel';
import { linesOf } from '#areas/applications/index.ts';
import {
  answeredForm,
  type DecisionRow,
  decidedTrace,
  type HouseProcesses,
  legalSteps,
  outcomeText,
  readFacts,
  reasonsContent,
} from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import { type LetterBlock, lawText, reasonTexts } from '#platform/letters/index.ts';
import { formatDate, formatDateTime, type TextKey } from '#platform/text/index.ts';
import type { Service, Town } from '#platform/town/index.ts';
import type { ActRow } from '../rows.ts';
import { actLines } from './act-words.ts';
import type { Paper } from './paper.ts';
import { heading, paragraphs } from './readable.ts';

/** What is read beside the case: how its version asked, where that is at hand, and the processes of the house. */
export interface Asked {
  readonly service: Service | undefined;
  readonly own: HouseProcesses;
}

type Row = { readonly label: string; readonly value: string };

/** Who wrote it, and when: below what was written. */
const signed = (paper: Paper, by: string | null, unit: string | null, at: string): LetterBlock[] =>
  paragraphs(
    [by, unit === null ? null : paper.unit(unit), formatDateTime(at, paper.language)].filter((part) => part).join(', '),
  );

/** FL 27 §: what was written down, with when and by whom. */
export function noteBlocks(
  paper: Paper,
  { text, by, unit, at }: { readonly text: string; readonly by: string; readonly unit: string; readonly at: string },
): LetterBlock[] {
  return [...paragraphs(text), ...signed(paper, by, unit, at)];
}

/** What a party or an officer answered in a task, as its form asked. */
export function answerBlocks(
  paper: Paper,
  { service, own }: Asked,
  row: {
    readonly element: string;
    readonly answers: { readonly [question: string]: Json };
    readonly by: string | null;
    readonly at: string;
  },
): LetterBlock[] {
  const form = answeredForm(service, row.element, own);
  const speaks = { t: paper.t, language: paper.language, now: row.at };
  const told = form === undefined ? paper.dataTable(row.answers) : paper.table(linesOf(speaks, form, row.answers, {}));
  return [...told, ...signed(paper, row.by, null, row.at)];
}

/** An act in words: what was written with it, for whom it was done, and who did it. */
export function actBlocks(paper: Paper, row: ActRow, names: ReadonlyMap<string, string>): LetterBlock[] {
  const { t } = paper;
  const whom = row.forParty === null ? undefined : names.get(row.forParty);
  const rows = [
    ...(whom === undefined ? [] : [{ label: t('procedure.paper.for'), value: whom }]),
    ...actLines(paper, row),
  ];
  const done = paragraphs(t(`procedure.act.${row.act}.done`));
  return [...done, ...paper.table(rows), ...signed(paper, row.by, row.unit, row.at)];
}

/** A decision as it is read: what `cases.decision` keeps of it, with the names of who decided. */
export type Decided = Pick<
  DecisionRow,
  | 'id'
  | 'outcome'
  | 'ground'
  | 'values'
  | 'decidedBy'
  | 'by'
  | 'unit'
  | 'delegation'
  | 'meeting'
  | 'minutes'
  | 'deciders'
  | 'presentedBy'
  | 'tookPart'
  | 'reasons'
  | 'unheard'
  | 'day'
>;

/** FL 31–32 §§: a decision with who made it, what it is, its provisions and its reasons: the officer's words, or the rules'. */
export async function decisionBlocks(
  db: Db,
  { paper, town, service, caseId, at }: DecisionPaper,
  one: Decided,
): Promise<LetterBlock[]> {
  const { t, language } = paper;
  const given = (label: TextKey, value: string | null): Row[] =>
    value === null || value === '' ? [] : [{ label: t(label), value }];
  const ground = service?.definition.grounds.find(({ id }) => id === one.ground);
  const exception = legalSteps.get('fl-25')?.exceptions.find(({ code }) => code === one.unheard);
  const rows: Row[] = [
    { label: t('procedure.paper.outcome'), value: outcomeText(t, one.outcome) },
    { label: t('procedure.paper.decided'), value: formatDate(one.day, language) },
    { label: t('procedure.paper.decided-by'), value: deciderOf(paper, one) },
    ...given('procedure.paper.presented', one.presentedBy),
    ...given('procedure.paper.took-part', one.tookPart.join(', ')),
    ...given('procedure.paper.delegation', one.delegation),
    ...given('procedure.paper.provisions', (ground?.basis ?? []).map((law) => lawText(law, language)).join(', ')),
    ...given('procedure.paper.unheard', exception === undefined ? null : exception.text[language]),
    ...valueRows(paper, one.values),
  ];
  const { context: facts } = service === undefined ? { context: {} } : await readFacts(db, town, caseId, service);
  const trace = await decidedTrace(db, one.id);
  const content = reasonsContent({ written: one.reasons, trace, facts, basis: ground?.basis });
  const reasons = reasonTexts(content, { context: facts, language, instant: at }, t);
  const told = reasons.length === 0 ? [] : [heading(t('procedure.reasons')), ...reasons.flatMap(paragraphs)];
  return [...paper.table(rows), ...told];
}

/** What a decision is put on paper with. */
export interface DecisionPaper {
  readonly paper: Paper;
  readonly town: Town;
  readonly service: Service | undefined;
  readonly caseId: string;
  /** RFC 3339. */
  readonly at: string;
}

/** Who made a decision: a function, an officer with her unit, the board by its members, or its chair. */
export function deciderOf(
  paper: Paper,
  {
    decidedBy,
    by,
    unit,
    meeting,
    minutes,
    deciders,
  }: Pick<Decided, 'decidedBy' | 'by' | 'unit' | 'meeting' | 'minutes' | 'deciders'>,
): string {
  const { t, language } = paper;
  const names = deciders.join(', ');
  switch (decidedBy) {
    case 'automated':
      return t('procedure.paper.automated');
    case 'board':
      return t('procedure.paper.board', {
        day: meeting === null ? '' : formatDate(meeting, language),
        minutes: minutes ?? '',
        names,
      });
    case 'chair':
      return t('procedure.paper.chair', { names });
    case 'officer':
      return [by, unit === null ? null : paper.unit(unit)].filter((part) => part).join(', ');
  }
}

/** What a decision gives, thing by thing: of what is kept in both languages the paper's. */
function valueRows({ t, language }: Paper, values: Decided['values']): Row[] {
  const other = language === 'sv' ? '_en' : '_sv';
  return Object.entries(values).flatMap(([name, value]) => {
    const said = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    if (said === '' || name.endsWith(other)) return [];
    return [{ label: name === 'innebar' ? t('procedure.says.label') : asWords(name), value: said }];
  });
}

const asWords = (name: string): string => {
  const words = name.replace(/_(sv|en)$/, '').replaceAll(/[_-]/g, ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};
