import {
  compile,
  dateTime,
  decode,
  type FeelContext,
  type FeelValue,
  fromSchema,
  type Json,
  type Program,
} from '@torget/feel';
import { schema } from '@torget/form';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Facts } from '#platform/runtime/index.ts';
import type { Service, Town } from '#platform/town/index.ts';
import { type FieldValues, staffContext, valuesAfter } from './staff-fields/fields.ts';

type Marks = { readonly [pointer: string]: string } | null;

/** What expressions read of one case. `application`, `register` and `rates` are made when they are first asked for. */
export class CaseFacts implements Facts {
  readonly context: FeelContext;
  last: Facts['last'];
  /** Hashes of the rate rows that were read; stored with every evaluation. */
  rates: readonly string[] = [];
  readonly #values: Map<string, FeelValue>;

  constructor(source: CaseSource, town: Town) {
    const values = new Map<string, FeelValue>();
    this.#values = values;
    const lazy = (name: string, make: () => FeelValue): FeelValue => {
      const known = values.get(name);
      if (known !== undefined) return known;
      const made = make();
      values.set(name, made);
      return made;
    };
    this.context = Object.defineProperties({} as FeelContext, {
      application: { enumerable: true, get: () => lazy('application', () => applicationOf(source)) },
      register: { enumerable: true, get: () => lazy('register', () => source.register) },
      case: { enumerable: true, get: () => lazy('case', () => caseOf(source)) },
      decision: { enumerable: true, get: () => values.get('decision') ?? source.decision ?? null },
      rates: {
        enumerable: true,
        get: () =>
          lazy('rates', () => {
            const day = ratesDay(source, this.context);
            const rates = town.rates.on(day);
            this.rates = rates.hashes;
            return rates.context;
          }),
      },
    });
  }

  set(name: string, value: FeelValue): void {
    this.#values.set(name, value);
  }
}

/** A case as it stands when its facts are read. */
export interface CaseSource {
  readonly id: string;
  readonly number: string;
  readonly receivedAt: string;
  readonly registeredAt: string;
  readonly service: Service;
  readonly application: Json;
  readonly register: { readonly [name: string]: FeelValue };
  /** What staff have filled in by staff.yaml; nothing when left out. */
  readonly staff?: FieldValues;
  readonly decision?: FeelValue;
}

function applicationOf(source: CaseSource): FeelValue {
  return fromSchema(source.application, schema(source.service.form));
}

const ZONE = 'Europe/Stockholm';

function local(instant: string): string {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE);
  return `${zoned.toPlainDateTime().toString({ smallestUnit: 'second' })}@${ZONE}`;
}

function caseOf(source: CaseSource): FeelValue {
  return {
    id: source.id,
    number: source.number,
    received: dateTime(local(source.receivedAt)),
    opened: dateTime(local(source.registeredAt)),
    ...(source.service.staffFields === undefined
      ? {}
      : { staff: staffContext(source.service.staffFields, source.staff ?? {}) }),
  };
}

const programs = new WeakMap<Service, Program | null>();

function ratesProgram(service: Service): Program | null {
  const known = programs.get(service);
  if (known !== undefined) return known;
  const text = service.definition.ratesDate;
  const compiled = text === undefined ? undefined : compile(text, {});
  const program = compiled?.ok ? compiled.value : null;
  programs.set(service, program);
  return program;
}

/** The day or month that the benefit concerns (`rates-date`), else the day the case was received; never today. */
export function ratesDay(source: Pick<CaseSource, 'service' | 'receivedAt'>, context: FeelContext): string {
  const program = ratesProgram(source.service);
  const value = program?.evaluate(context, { instant: source.receivedAt }).value;
  if (value !== null && value !== undefined) return String(value);
  return Temporal.Instant.from(source.receivedAt).toZonedDateTimeISO(ZONE).toPlainDate().toString();
}

interface Row {
  readonly number: string;
  readonly received_at: Temporal.Instant;
  readonly registered_at: Temporal.Instant;
  readonly application: Json | null;
  readonly facts: { name: string; value: Json; marks: Marks }[] | null;
  readonly staff: { field: string; value: Json }[] | null;
  readonly evaluation: { decision: string; value: Json; marks: Marks; trace: never; warnings: never } | null;
  readonly decision: {
    id: string;
    outcome: string;
    ground: string;
    values: Json;
    marks: Marks;
    at: string;
    decided_by: string;
  } | null;
}

function unpack(value: Json, marks: Marks): FeelValue {
  return decode(marks === null ? { value } : { value, marks });
}

const STAFF = sql`(select jsonb_agg(jsonb_build_object('field', s.field, 'value', s.value) order by s.id)
  from cases.staff_field s where s.case_id = c.id)`;

/**
 * Reads the facts of a case in one statement. Once something is decided, what was decided stands for what was computed:
 * the trace, which is larger than all the rest together, is read only while there is no decision.
 */
export async function readFacts(db: Db, town: Town, id: string, service: Service): Promise<CaseFacts> {
  const { rows } = await sql<Row>`
    select c.number, c.received_at, c.registered_at,
      (select d.content from cases.document d where d.case_id = c.id and d.kind = 'application' order by d.id limit 1) as application,
      (select jsonb_agg(jsonb_build_object('name', f.name, 'value', f.value, 'marks', f.marks) order by f.id)
        from cases.fact f where f.case_id = c.id) as facts,
      ${service.staffFields === undefined ? sql`null` : STAFF} as staff,
      (select jsonb_build_object('decision', e.decision, 'value', e.value, 'marks', e.marks, 'trace', e.trace, 'warnings', e.warnings)
        from cases.evaluation e where e.case_id = c.id and not exists (select from cases.standing_decision d where d.case_id = c.id)
        order by e.id desc limit 1) as evaluation,
      (select jsonb_build_object('id', d.id, 'outcome', d.outcome, 'ground', d.ground, 'values', d.values, 'marks', d.marks,
        'at', d.at, 'decided_by', d.decided_by) from cases.standing_decision d where d.case_id = c.id order by d.id desc limit 1) as decision
    from cases.case c where c.id = ${id}`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new NotFound(`no case ${id}`);
  const result = row.evaluation === null ? undefined : unpack(row.evaluation.value, row.evaluation.marks);
  const decision = row.decision === null ? result : decisionFact(row.decision);
  const facts = new CaseFacts(
    {
      id,
      number: row.number,
      receivedAt: row.received_at.toString(),
      registeredAt: row.registered_at.toString(),
      service,
      application: row.application ?? {},
      register: Object.fromEntries((row.facts ?? []).map((fact) => [fact.name, unpack(fact.value, fact.marks)])),
      staff: valuesAfter(row.staff ?? []),
      ...(decision === undefined ? {} : { decision }),
    },
    town,
  );
  if (row.evaluation !== null && result !== undefined) {
    facts.last = {
      decision: row.evaluation.decision,
      result: { value: result, warnings: row.evaluation.warnings, trace: row.evaluation.trace },
    };
  }
  return facts;
}

/** What `decision` is once it has been recorded: its values with who decided, when, on which ground. */
export function decisionFact(row: {
  id: string;
  outcome: string;
  ground: string;
  values: Json;
  marks: Marks;
  at: string;
  decided_by: string;
}): FeelContext {
  return {
    ...(unpack(row.values, row.marks) as FeelContext),
    id: row.id,
    outcome: row.outcome,
    ground: row.ground,
    decided_at: dateTime(local(row.at)),
    decided_by: row.decided_by,
  };
}

/** What the registers said in a case, newest of each name: for showing the answers as they were given. */
export async function registerOf(db: Db, caseId: string): Promise<FeelContext> {
  const { rows } = await sql<{
    name: string;
    value: Json;
    marks: Marks;
  }>`select name, value, marks from cases.fact where case_id = ${caseId} order by id`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.name, unpack(row.value, row.marks)]));
}
