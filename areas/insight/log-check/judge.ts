import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Actor, boardOf } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import type { Town } from '#platform/town/index.ts';
import { checkOf, selectionOf, type Verdict } from './read.ts';

export type Checker = Extract<Actor, { kind: 'staff' }>;

/** Who may check, and the units of the board that they work for: no board reads another's log (OSL 8 kap. 1 §). */
export function checker(actor: Actor, town: Town): { readonly actor: Checker; readonly units: readonly string[] } {
  if (actor.kind !== 'staff' || !actor.may.includes('check-log')) throw new NotFound('no check of the log is theirs');
  const board = boardOf(town, actor.unit)?.id;
  return { actor, units: town.units.filter((unit) => unit.board === board).map(({ id }) => id) };
}

/** What is said of one look. */
export interface Judgement {
  readonly look: string;
  readonly verdict: Verdict;
  readonly note: string;
}

/** Two who judge or sign at once come one after the other. */
async function lockCheck(tx: Db, check: string): Promise<void> {
  await sql`select 1 from insight.log_check where id = ${check} for update`.execute(tx);
}

/** Keeps what is said; one's own looks and what has been judged before are refused. @throws TorgetError */
export async function judge(tx: Db, by: Checker, check: string, said: readonly Judgement[], at: string): Promise<void> {
  await lockCheck(tx, check);
  const looks = await selectionOf(tx, check, false);
  for (const { look, verdict, note } of said) {
    const place = looks.findIndex(({ id }) => id === look);
    const found = looks[place];
    if (found === undefined) throw new NotFound(`no look ${look} in check ${check}`);
    // A second press of the same.
    if (found.judgedParty === by.party && found.verdict === verdict && (found.note ?? '') === note) continue;
    if (found.verdict !== null) throw judgedBefore(place + 1, found.judgedBy ?? '');
    if (found.byParty === by.party) throw ownLook(look);
    if (verdict !== 'in-order' && note === '') throw withoutNote(look);
    await sql`insert into insight.judged_look (check_id, look_id, verdict, note, by_party, at)
      values (${check}, ${look}, ${verdict}, ${note}, ${by.party}, ${at}::timestamptz)`.execute(tx);
  }
}

/**
 * Signs the report of a check: every look of the selection has been judged, none by whoever looked. What is signed is
 * fixed by a hash over all that was said. @throws TorgetError when something has not been judged
 */
export async function sign(db: Db, by: Checker, units: readonly string[], check: string, at: string): Promise<void> {
  await transaction(db, async (tx) => {
    await lockCheck(tx, check);
    const found = await checkOf(tx, units, check);
    if (found.signed !== null) throw alreadySigned(check);
    const looks = await selectionOf(tx, check, false);
    const left = looks.filter(({ verdict }) => verdict === null).length;
    if (left > 0) throw notAllJudged(left);
    const lines = looks.map(({ id, verdict, note }) => JSON.stringify([id, verdict, note]));
    const sha256 = createHash('sha256')
      .update([check, ...lines].join('\n'))
      .digest('hex');
    await sql`insert into insight.signed_check (check_id, by_party, unit, sha256, at)
      values (${check}, ${by.party}, ${by.unit}, ${sha256}, ${at}::timestamptz)`.execute(tx);
  });
}

const LAW = { sv: '(lag 2001:454 10 §, PDL 4 kap. 3 §)', en: '(Act 2001:454 section 10, PDL 4:3)' };

function ownLook(look: string): TorgetError {
  return new TorgetError(
    'own-look',
    409,
    {
      sv: `Du kan inte granska det du själv har läst. Någon annan gör det ${LAW.sv}.`,
      en: `You cannot check what you have read yourself. Somebody else does ${LAW.en}.`,
    },
    `look ${look} is the checker's own`,
  );
}

function judgedBefore(n: number, by: string): TorgetError {
  return new TorgetError(
    'look-judged',
    409,
    {
      sv: `Läsning ${n} är redan bedömd, av ${by}. En bedömning ändras inte. Inget av det du skickade nu är sparat: det står kvar här.`,
      en: `Look ${n} has already been judged, by ${by}. A judgement is not changed. Nothing of what you sent now is saved: it is still here.`,
    },
    `look ${n} is judged`,
  );
}

function withoutNote(look: string): TorgetError {
  return new TorgetError(
    'check-without-note',
    422,
    {
      sv: `Skriv vad som är oklart eller obehörigt, och vad som görs åt det ${LAW.sv}.`,
      en: `Write what is unclear or unauthorised, and what is done about it ${LAW.en}.`,
    },
    `look ${look} without a note`,
  );
}

function notAllJudged(left: number): TorgetError {
  return new TorgetError(
    'not-all-judged',
    409,
    {
      sv: `Rapporten kan inte skrivas under: ${left} läsningar är inte granskade ${LAW.sv}.`,
      en: `The report cannot be signed: ${left} looks have not been checked ${LAW.en}.`,
    },
    `${left} looks left`,
  );
}

function alreadySigned(check: string): TorgetError {
  return new TorgetError(
    'check-signed',
    409,
    { sv: 'Rapporten är redan underskriven.', en: 'The report has been signed already.' },
    `check ${check} is signed`,
  );
}
