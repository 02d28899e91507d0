import type { FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { type Db, pipelined, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { currentNumber, type IdentityNumber, type NumberRow, numberIn } from '#platform/identity/index.ts';
import { ANY_FIELDS, type Block, either, fields, textField } from '#platform/runtime/index.ts';
import type { Town } from '#platform/town/index.ts';
import { decideByModel, type Heard } from './decide.ts';
import { closeCase, setDeadline } from './documents.ts';
import { feePaid } from './fee-paid.ts';
import { casePassPart } from './pass-part.ts';
import { fetchFacts } from './register.ts';
import { noteOrder } from './unexecuted.ts';

const nothing = fields({});
/** Whole amounts are integers in JSON, others decimal strings. */
const amount = either({ type: 'integer' }, { type: 'string', format: 'decimal' });

/**
 * The building blocks that the case file adds to the house; each runs in the transaction of the step unless it says
 * otherwise. Without a finance system of its own the stand-in takes every order. `heard` knows who has been heard before a
 * decision; where nobody knows, nobody has.
 */
export function caseBlocks(
  town: Town,
  {
    finance = async () => 'received',
    heard = async () => ({ heard: false, since: [], others: { documents: [], parties: [] } }),
    handOver = () => {},
  }: {
    readonly finance?: Finance;
    readonly heard?: Heard;
    /** Told of jobs that can be taken when the transaction has committed. */
    readonly handOver?: (jobs: readonly string[]) => void;
  } = {},
): Block[] {
  return [
    registerFetch(town),
    caseStatus,
    decisionRecord(town, heard),
    deadlineSet,
    caseRoute(town),
    casePassPart(town, handOver),
    caseNote,
    paymentOrder(finance),
    feePaid,
    caseClose,
  ];
}

function registerFetch(town: Town): Block {
  return {
    type: 'register.fetch',
    kind: 'inline',
    about: {
      sv: 'Hämtar uppgifter om sökanden ur registren och sparar dem läsbart i akten.',
      en: 'Fetches facts about the applicant from the registers and keeps them readable in the case file.',
    },
    input: fields({ facts: { type: 'array', items: textField() } }),
    output: fields({ register: ANY_FIELDS }),
    async run({ db, instance, facts, input, at, actor }) {
      const names = (input['facts'] as readonly string[]) ?? [];
      const applicant = await applicantOf(db, instance.businessKey);
      if (applicant === null) return { output: { register: {} } };
      const { party, number } = applicant;
      const month = monthOf(facts.context);
      const found = await fetchFacts(db, town, party, names, {
        at,
        number,
        ...(month === undefined ? {} : { month }),
        caseId: instance.businessKey,
        actor,
      });
      const before = facts.context['register'] as FeelContext | null;
      facts.set('register', { ...before, ...found });
      return { output: {} };
    },
  };
}

/** Benefits are asked for the month that the person applies for, when the form has one. */
function monthOf(facts: FeelContext): string | undefined {
  const application = facts['application'] as FeelContext | null;
  const month = application?.['manad'];
  return typeof month === 'string' ? month : undefined;
}

/** Whose case it is, with the number that registers know them by; null where nobody has applied. */
async function applicantOf(
  db: Db,
  caseId: string,
): Promise<{ readonly party: PartyId; readonly number: IdentityNumber | null } | null> {
  const { rows } = await sql<{ party: PartyId } & (NumberRow | { readonly type: null })>`
    select r.party_id as party, n.type, n.value, n.level from cases.party_role r
      left join lateral ${currentNumber(sql`r.party_id`)} n on true
    where r.case_id = ${caseId} and r.role = 'applicant' limit 1`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  return { party: row.party, number: row.type === null ? null : numberIn(row) };
}

const caseStatus: Block = {
  type: 'case.status',
  kind: 'inline',
  about: { sv: 'Skriver ett steg som den enskilde ser.', en: 'Writes a step that the person sees.' },
  input: nothing,
  output: nothing,
  headers: { status: { sv: 'Stegets text i service.yaml, steps.', en: "The step's text in service.yaml, steps." } },
  async run({ db, instance, headers, at }) {
    await addStatus(db, instance.businessKey, [{ step: headers['status'] ?? '', what: 'completed' }], at);
    return { output: {} };
  },
};

/** Writes status rows that are not there yet: a step is entered once and completed once. */
export async function addStatus(
  db: Db,
  caseId: string,
  rows: readonly { step: string; what: 'entered' | 'completed' }[],
  at: string,
): Promise<void> {
  const put = rows.map((row) => ({ ...row, id: uuidv7() }));
  await pipelined(
    db,
    sql`insert into cases.status (id, case_id, step, what, at)
    select r.id, ${caseId}::uuid, r.step, r.what, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(put)}::jsonb) as r(id uuid, step text, what text)`,
  );
}

function decisionRecord(town: Town, heard: Heard): Block {
  return {
    type: 'decision.record',
    kind: 'inline',
    legalStep: 'fl-31',
    about: {
      sv: 'Fattar beslutet: skriver utfall, grund, vem som beslutat och enligt vilken delegation. Går det emot en part ska parterna ha fått yttra sig, eller unheard vara koden för ett undantag (FL 25 §).',
      en: 'Makes the decision: writes outcome, ground, who decided and under which delegation. If it goes against a party the parties must have been heard, or unheard be the code of an exception (FL 25 §).',
    },
    input: fields(
      { ground: textField(), outcome: textField() },
      {
        values: ANY_FIELDS,
        reasons: either(textField(), { type: 'null' }),
        unheard: either(textField(), { type: 'null' }),
      },
    ),
    output: nothing,
    headers: { by: { sv: '`automated` eller `officer`', en: '`automated` or `officer`' } },
    run: (call) => decideByModel(call, town, heard),
  };
}

const deadlineSet: Block = {
  type: 'deadline.set',
  kind: 'inline',
  about: { sv: 'Sätter en frist i ärendet.', en: 'Sets a deadline in the case.' },
  input: fields({ due: textField() }),
  output: nothing,
  headers: { kind: { sv: 'Fristens slag.', en: 'Kind of deadline.' } },
  async run({ db, instance, headers, input, at }) {
    const due = String(input['due']).slice(0, 10);
    await setDeadline(db, { caseId: instance.businessKey, kind: headers['kind'] ?? 'deadline', due, at });
    return { output: {} };
  },
};

function caseRoute(town: Town): Block {
  return {
    type: 'case.route',
    kind: 'inline',
    about: {
      sv: 'Lämnar ärendet till en enhet, också till en annan nämnds.',
      en: "Hands the case to a unit, another board's too.",
    },
    input: fields({ unit: textField() }),
    output: nothing,
    headers: {
      board: {
        sv: '`follows` när nämnden som enheten hör till tar över ärendet: det är den som beslutar, efter sin delegationsordning.',
        en: '`follows` when the board of the unit takes the case over: it decides, by its own delegation register.',
      },
    },
    async run({ db, instance, headers, input, at, actor }) {
      const unit = town.units.find(({ id }) => id === input['unit']);
      if (unit === undefined) throw noUnit(String(input['unit']));
      const takesOver = headers['board'] === 'follows';
      const { rows } = await sql`update cases.case set unit = ${unit.id},
          board = case when ${takesOver} then ${unit.board} else board end
        where id = ${instance.businessKey} and (not ${takesOver} or unit <> ${unit.id}) returning id`.execute(db);
      if (rows.length === 0) throw alreadyThere(unit.id);
      await sql`insert into cases.routing (case_id, unit, board, at, by_party)
        values (${instance.businessKey}, ${unit.id}, ${takesOver ? unit.board : null}, ${at}::timestamptz,
          ${actor.kind === 'staff' ? actor.party : null}::uuid)`.execute(db);
      return { output: {} };
    },
  };
}

function noUnit(unit: string): TorgetError {
  const words = { sv: 'Enheten finns inte.', en: 'There is no such unit.' };
  return new TorgetError('no-unit', 500, words, `case.route: no unit ${unit}`);
}

function alreadyThere(unit: string): TorgetError {
  return new TorgetError(
    'already-there',
    409,
    {
      sv: 'Ärendet ligger redan hos den enheten. Inget är sparat: välj den som har handlingen.',
      en: 'The case already lies with that unit. Nothing is saved: choose the one that holds the document.',
    },
    `case.route: already with ${unit}`,
  );
}

const caseNote: Block = {
  type: 'case.note',
  kind: 'inline',
  about: {
    sv: 'Skriver en anteckning i ärendet, i handläggarens namn.',
    en: "Writes a note in the case, in the officer's name.",
  },
  input: fields({ text: textField({ minLength: 1, maxLength: 10_000 }) }),
  output: nothing,
  async run({ db, instance, input, actor, at }) {
    if (actor.kind !== 'staff')
      throw new TorgetError(
        'no-author',
        500,
        { sv: 'En anteckning behöver en handläggare.', en: 'A note needs an officer.' },
        'case.note without staff',
      );
    await sql`insert into cases.note (id, case_id, text, by_party, unit, at)
      values (${uuidv7()}, ${instance.businessKey}, ${String(input['text'])}, ${actor.party}, ${actor.unit}, ${at}::timestamptz)`.execute(
      db,
    );
    return { output: {} };
  },
};

/**
 * The finance system: takes an order, or says why it does not. It may be asked more than once about the same order, which
 * has the same key each time.
 */
export type Finance = (order: {
  readonly key: string;
  readonly amount: string;
  readonly period: string;
}) => Promise<'received' | { readonly refused: string }>;

function paymentOrder(finance: Finance): Block {
  return {
    type: 'payment.order',
    kind: 'outside',
    about: {
      sv: 'Ger ekonomisystemet ett uppdrag att betala ut. Samma uppdrag betalas aldrig två gånger. Nekas det blir det felet payment-refused.',
      en: 'Orders a payment from the finance system. The same order is never paid twice. A refusal is the error payment-refused.',
    },
    leaves: {
      sv: 'Vi ger ekonomisystemet i uppdrag att betala ut pengar: belopp, månad och ett nummer som gör att samma uppdrag aldrig betalas två gånger.',
      en: 'We order payments from the finance system: the amount, the month and a number that keeps the same order from being paid twice.',
    },
    input: fields({ belopp: amount, period: textField() }),
    output: nothing,
    async run({ db, instance, input, at, idempotencyKey }) {
      const order = { key: idempotencyKey, amount: String(input['belopp']), period: String(input['period']) };
      const answer = await finance(order);
      if (answer !== 'received') return { error: { code: 'payment-refused', message: answer.refused } };
      await noteOrder(db, { ...order, caseId: instance.businessKey, at });
      return { output: {} };
    },
  };
}

const caseClose: Block = {
  type: 'case.close',
  kind: 'inline',
  about: { sv: 'Avslutar ärendet.', en: 'Closes the case.' },
  input: fields({}, { outcome: textField() }),
  output: nothing,
  async run({ db, instance, at }) {
    await closeCase(db, instance.businessKey, at);
    return { output: {} };
  },
};
