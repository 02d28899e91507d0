import { readFile } from 'node:fs/promises';
import type { FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import { agentsOf, type CaseParty, OTHER_SIDE, outcomeText, partiesOf } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { BlockCall } from '#platform/runtime/index.ts';
import { type HouseLanguage, type TextCatalogue, text } from '#platform/text/index.ts';
import type { LetterTemplate } from '#platform/town/index.ts';

/**
 * FL 33 §: those whom a decision concerns and who have not applied, with who speaks for them (FL 14 §), and who have not
 * been told it. The service's own letter is written to who applied, and they are told in the house's words. `written`:
 * who has just got the service's letter.
 */
export async function untoldOf(
  db: Db,
  told: { readonly caseId: string; readonly decision: string; readonly written: readonly string[] },
): Promise<readonly CaseParty[]> {
  const { caseId, decision, written } = told;
  const others = await partiesOf(db, caseId, OTHER_SIDE);
  if (others.length === 0) return [];
  const agents = await agentsOf(db, caseId, [...written, ...others.map(({ party }) => party)]);
  const { rows } = await sql<{ party: string }>`select distinct party_id as party from inbox.letter
    where case_id = ${caseId} and decision_id = ${decision}::uuid and party_id is not null`.execute(db);
  const had = new Set([...written, ...rows.map(({ party }) => party)]);
  const each = new Map([...agents, ...others].map((one) => [String(one.party), one]));
  return [...each.values()].filter(({ party }) => !had.has(party));
}

let read: Promise<LetterTemplate> | undefined;

/** The letter itself, read once. */
export function letterToOthers(): Promise<LetterTemplate> {
  read ??= readLetter();
  return read;
}

async function readLetter(): Promise<LetterTemplate> {
  const body = (language: HouseLanguage) =>
    readFile(new URL(`./letters/beslut-annan-part.${language}.md`, import.meta.url), 'utf8');
  return {
    id: 'beslut-annan-part',
    kind: 'decision',
    to: 'all',
    subject: { sv: 'Ett beslut i ett ärende där du är part', en: 'A decision in a case where you are a party' },
    body: { sv: await body('sv'), en: await body('en') },
  };
}

/** What it says of the decision, and of why this reader is told. */
export function saidToOther(
  { instance, facts }: Pick<BlockCall, 'instance' | 'facts'>,
  { role }: Pick<CaseParty, 'role'>,
  { texts, language }: { readonly texts: TextCatalogue; readonly language: HouseLanguage },
): FeelContext {
  const t = texts.for(language);
  const decision = facts.context['decision'] as FeelContext | null;
  const why = OTHER_SIDE.find((one) => one === role) ?? 'agent';
  const says = decision?.['innebar'];
  return {
    varfor: t(`inbox.other-side.${why}`),
    arende: text(instance.service.definition.title, language),
    utfall: outcomeText(t, String(decision?.['outcome'] ?? '')).toLocaleLowerCase(language),
    innebar: typeof says === 'string' ? says : '',
  };
}
