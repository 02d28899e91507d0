import type { ConnectionTarget } from '#platform/database/index.ts';
import { foreignKeys, inTurn, loading, type Step, shared, vacuums, withoutIndexes } from './load.ts';
import { FAMILY, GIVEN } from './names.ts';
import type { Template } from './templates.ts';

export interface Size {
  readonly cases: number;
  readonly looks: number;
}

/** Tables whose plain indexes are made when their rows are there; until then no statement asks them for anything. */
const BIG = [
  'access.look',
  'cases.case',
  'cases.closure',
  'cases.document',
  'cases.entry',
  'cases.status',
  'identity.party',
  'runtime.history',
];

/** One case in twenty waits for an officer; one in ten of the others has everything in its file, the rest the heads. */
const OPEN_EVERY = 20;
const WHOLE_EVERY = 10;
/** Of the looks: one in twenty is a list, of so many persons. */
const LISTS_EVERY = 20;
const LISTED = 50;

/** The newest cases came the day before the example town's clock. */
const LAST = "timestamptz '2026-02-02 15:00+01'";

const list = (values: readonly string[]) => `array[${values.map((value) => `'${value}'`).join(', ')}]`;

/**
 * Ids like those the house makes, in the order of what they are copied from: the time of the case, the order within the
 * millisecond, and the rest a hash of both. The same templates give the same copies. Each argument is used once, or
 * PostgreSQL calls the function for each row instead of writing it out into the statement.
 */
const FUNCTIONS = `
  create schema bench;
  create function bench.uuid(high bigint, hash bigint) returns uuid language sql immutable as $$
    select encode(int8send(high) || int8send(hash & x'3fffffffffffffff'::bigint | x'8000000000000000'::bigint), 'hex')::uuid $$;
  create function bench.id(old uuid, n integer, delta bigint) returns uuid language sql immutable as $$
    select bench.uuid(substring(uuid_send(old) from 1 for 8)::bigint + (delta << 16), hashint8extended(n, uuid_hash_extended(old, 0))) $$;
  create function bench.made(kind text, n bigint, at timestamptz) returns uuid language sql stable as $$
    select bench.uuid((extract(epoch from at) * 1000)::bigint << 16 | x'7000'::bigint, hashint8extended(n, hashtextextended(kind, 0))) $$;
  create function bench.part(n bigint, of bigint) returns bigint language sql immutable as $$
    select abs(hashint8(n))::bigint % of $$;
  create function bench.person(k bigint) returns uuid language sql stable as $$
    select bench.made('party', k, to_timestamp(1451635200 + k)) $$;`;

function plan({ cases }: Size, templates: readonly Template[]): Step {
  const rows = templates.map(({ id, open }) => `('${id}'::uuid, ${open})`).join(', ');
  const persons = Math.ceil(cases / 4);
  const sql = `
    create function bench.somebody(n bigint) returns uuid language sql stable as $$
      select bench.person(bench.part(n, ${persons})) $$;
    create table bench.template as select t.id, t.open, c.received_at, c.registered_at, c.unit, c.board, c.register,
        row_number() over (partition by t.open order by c.service, t.id) - 1 as nth, count(*) over (partition by t.open) as of,
        (extract(epoch from uuid_extract_timestamp(t.id)) * 1000)::bigint as base,
        (select r.party_id from cases.party_role r where r.case_id = t.id order by r.role <> 'applicant', r.party_id limit 1) as applicant
      from (values ${rows}) t (id, open) join cases.case c on c.id = t.id;
    create table bench.plan as
      select n, t.id as template, bench.id(t.id, n, d.delta) as id, d.delta, p.at - t.received_at as shift, t.open,
        t.open or n % ${WHOLE_EVERY} = 0 as whole, t.unit, p.at, t.applicant,
        case when t.applicant is not null then bench.person(case when p.n % 25 = 0 then ${persons} + bench.part(n, ${Math.ceil(cases / 200)})
          else floor(${persons} * power(bench.part(n, 1000003) / 1000003.0, 1.5))::bigint end) end as party
      from (select n, n % ${OPEN_EVERY} = 0 as open, case when n % ${OPEN_EVERY} = 0
            then ${LAST} - interval '60 days' * ((${cases} - n) / ${cases}::float8)
            else ${LAST} - interval '10 years' * ((${cases} - n) / ${cases}::float8) end as at
          from generate_series(1, ${cases}) n) p
        join bench.template t on t.open = p.open and t.nth = bench.part(n, t.of)
        cross join lateral (select (extract(epoch from p.at) * 1000)::bigint - t.base as delta) d
      order by n;
    create unique index on bench.plan (n);
    create table bench.instance as select i.id, i.business_key from runtime.instance i join bench.template t on t.id = i.business_key;
    create table bench.document as select d.case_id, d.nth, d.id, d.direction, d.kind, d.title, d.content, d.letter_id, d.at, d.by_party,
        d.to_party from (select d.*, row_number() over (partition by d.case_id
          order by d.kind <> 'application', d.direction <> 'out', d.id) as nth
        from cases.document d join bench.template t on t.id = d.case_id) d where d.nth <= 3;
    analyze bench.plan; analyze bench.instance; analyze bench.document;`;
  return { name: 'plan', sql };
}

/** A template's rows by themselves: while the copies are written, the table they are copied from stays small. */
const source = (table: string, where: string) => `
  create temp table source as select o.* from ${table} o where ${where} in (select id from bench.template);
  analyze source;`;

/** Rows of a template's table copied for the cases of the plan: `columns` gives what is not the same. */
function copied(
  table: string,
  columns: readonly (readonly [string, string])[],
  where = 'true',
  key = 'case_id',
): string {
  const names = columns.map(([name]) => name).join(', ');
  return `${source(table, `o.${key}`)}
    insert into ${table} (${names}) select ${columns.map(([, expression]) => expression).join(', ')}
    from bench.plan p join source o on o.${key} = p.template where ${where};
    drop table source`;
}

const own = (column: string) => `bench.id(o.${column}, p.n, p.delta)`;
/** The first party of the template is the plan's; the others are somebody each, the same in every table. */
const whose = (column: string) => `case when o.${column} = p.applicant then p.party when o.${column} is not null
  then bench.somebody(p.n + hashtext(o.${column}::text)) end`;
const then = (column: string) => `o.${column} + p.shift`;
const same = (...columns: readonly string[]) => columns.map((column) => [column, `o.${column}`] as const);

function parties({ cases }: Size): readonly [people: Step, roles: Step] {
  const persons = Math.ceil(cases / 4);
  const organisations = Math.ceil(cases / 200);
  const [given, family] = [list(GIVEN), list(FAMILY)];
  return [
    {
      name: 'parties',
      sql: `insert into identity.party (id, kind, name, given_name, family_name, protected, created_at)
        select bench.person(k), 'person', g || ' ' || f, g, f, k % 500 = 499, to_timestamp(1451635200)
        from (select k, (${given})[1 + bench.part(k, ${GIVEN.length})] as g,
          (${family})[1 + bench.part(k * 7 + 1, ${FAMILY.length})] as f from generate_series(0, ${persons - 1}) k) s;
        insert into identity.party (id, kind, name, protected, created_at)
        select bench.person(k), 'organisation', (${family})[1 + bench.part(k, ${FAMILY.length})] || 's '
          || (array['Bygg', 'El', 'Rör', 'Förening', 'Bil', 'Måleri', 'Schakt', 'Café'])[1 + bench.part(k * 3, 8)]
          || ' i Ekhamn ' || k - ${persons}, false, to_timestamp(1451635200)
        from generate_series(${persons}, ${persons + organisations - 1}) k`,
    },
    {
      name: 'roles',
      sql: `insert into cases.party_role (case_id, party_id, role, since)
        select p.id, ${whose('party_id')}, o.role, p.at
        from bench.plan p join cases.party_role o on o.case_id = p.template on conflict do nothing;
        analyze cases.party_role; analyze identity.party`,
    },
  ];
}

/** The three documents of a case: the application, then what went out, then the rest; a case with fewer has more sent in. */
const DOCUMENTS = `
  insert into cases.document (id, case_id, direction, kind, title, content, letter_id, at, by_party, to_party)
    select bench.id(o.id, p.n, p.delta), p.id, o.direction, o.kind, o.title, case when p.whole then o.content end,
      case when p.whole and o.letter_id is not null then bench.id(o.letter_id, p.n, p.delta) end, o.at + p.shift,
      ${whose('by_party')}, ${whose('to_party')}
    from bench.plan p join bench.document o on o.case_id = p.template;
  insert into cases.document (id, case_id, direction, kind, title, content, at, by_party)
    select bench.made('document' || k, p.n, p.at + interval '1 day'), p.id, 'in', 'statement', 'Bilaga ' || k,
      '{"text": "En bilaga."}', p.at + interval '1 day', p.party
    from bench.plan p join (select case_id, count(*) as has from bench.document group by case_id) b on b.case_id = p.template
      cross join lateral generate_series(b.has + 1, 3) k;
  insert into cases.entry (id, case_id, number, document_id, day, direction, kind, party_id, registered_at)
    select bench.made('entry' || row_number() over w, p.n, d.at), d.case_id, row_number() over w, d.id,
      (d.at at time zone 'Europe/Stockholm')::date, d.direction, d.kind, coalesce(d.by_party, d.to_party), d.at
    from bench.plan p join bench.template t on t.id = p.template and t.register = 'diarium'
      join cases.document d on d.case_id = p.id and d.direction in ('in', 'out')
    window w as (partition by d.case_id order by d.id)`;

const STATUS = `
  create temp table source as select o.*, row_number() over (partition by o.case_id order by o.id) as nth
    from cases.status o where o.case_id in (select id from bench.template);
  insert into cases.status (id, case_id, step, what, at)
    select ${own('id')}, p.id, o.step, o.what, ${then('at')} from bench.plan p join source o on o.case_id = p.template
    where p.whole or o.nth = 1;
  drop table source`;

function files(): Step[] {
  return [
    {
      name: 'cases',
      sql: `insert into cases.case (id, number, service, service_version, board, unit, received_at, arrival_day, registered_at,
          language, register, matter, secrecy)
        select p.id, split_part(o.number, ' ', 1) || ' ' || extract(year from p.at) || '-' || lpad((p.n % 1000000)::text, 6, '0'),
          o.service, o.service_version, o.board, o.unit, p.at, p.at::date, o.registered_at + p.shift, o.language, o.register,
          o.matter, o.secrecy
        from bench.plan p join cases.case o on o.id = p.template`,
    },
    ...(
      [
        [
          'cases.closure',
          [
            ['case_id', 'p.id'],
            ['at', then('at')],
          ],
        ],
        [
          'cases.deadline',
          [
            ['id', own('id')],
            ['case_id', 'p.id'],
            ...same('kind'),
            ['due', '(o.due + p.shift)::date'],
            ['set_at', then('set_at')],
          ],
        ],
        [
          'cases.decision',
          [
            ['id', own('id')],
            ['case_id', 'p.id'],
            ['evaluation_id', `case when p.whole and o.evaluation_id is not null then ${own('evaluation_id')} end`],
            ...same(
              'ground',
              'outcome',
              'values',
              'marks',
              'decided_by',
              'function',
              'rules',
              'delegation',
              'party_id',
              'unit',
              'reasons',
            ),
            ['at', then('at')],
          ],
        ],
      ] as const
    ).map(([table, columns]) => ({ name: table, sql: copied(table, columns) })),
    { name: 'cases.status', sql: STATUS },
    { name: 'documents and entries', sql: DOCUMENTS },
    ...(
      [
        ['cases.fact', [['id', own('id')], ['case_id', 'p.id'], ...same('name', 'value', 'marks'), ['at', then('at')]]],
        [
          'cases.evaluation',
          [
            ['id', own('id')],
            ['case_id', 'p.id'],
            ...same('element', 'decision', 'value', 'marks', 'trace', 'warnings', 'rates', 'version'),
            ['at', then('at')],
          ],
        ],
        [
          'cases.note',
          [['id', own('id')], ['case_id', 'p.id'], ...same('text', 'by_party', 'unit'), ['at', then('at')]],
        ],
        [
          'inbox.letter',
          [
            ['id', own('id')],
            ['case_id', 'p.id'],
            ['decision_id', `case when o.decision_id is not null then ${own('decision_id')} end`],
            ['party_id', whose('party_id')],
            ...same('template', 'kind', 'language', 'subject', 'model', 'hash'),
            ['sent_at', then('sent_at')],
          ],
        ],
      ] as const
    ).map(([table, columns]) => ({ name: table, sql: copied(table, columns, 'p.whole') })),
  ];
}

/** Where processes stand and what they did; nothing that runs by itself: no timers, no jobs, no messages waited for. */
function processes(): Step[] {
  const ofInstance = (table: string, columns: readonly (readonly [string, string])[], where: string): Step => ({
    name: table,
    sql: `${source(table, '(select i.business_key from runtime.instance i where i.id = o.instance_id)')}
      insert into ${table} (${columns.map(([name]) => name).join(', ')})
      select ${columns.map(([, expression]) => expression).join(', ')}
      from bench.plan p join bench.instance i on i.business_key = p.template join source o on o.instance_id = i.id
      where ${where};
      drop table source`,
  });
  const instance = ['instance_id', 'bench.id(i.id, p.n, p.delta)'] as const;
  return [
    {
      name: 'runtime.instance',
      sql: copied(
        'runtime.instance',
        [
          ['id', own('id')],
          ['business_key', 'p.id'],
          ['root_id', `case when o.root_id is not null then ${own('root_id')} end`],
          ['parent_id', `case when o.parent_id is not null then ${own('parent_id')} end`],
          ...same('definition_id', 'next', 'ended_how', 'parent_token', 'depth', 'label'),
          ['started_at', then('started_at')],
          ['ended_at', then('ended_at')],
        ],
        'p.whole',
        'business_key',
      ),
    },
    ofInstance(
      'runtime.scope',
      [instance, ...same('id', 'element', 'parent', 'token', 'counter', 'loop', 'queue', 'results')],
      'p.open',
    ),
    ofInstance(
      'runtime.token',
      [instance, ...same('id', 'scope', 'element', 'state', 'by', 'thrower'), ['since', then('since')]],
      'p.open',
    ),
    ofInstance('runtime.variable', [instance, ...same('scope', 'name', 'value', 'marks')], 'p.open'),
    ofInstance(
      'runtime.history',
      [
        ['id', own('id')],
        instance,
        ['business_key', 'p.id'],
        ['at', then('at')],
        ...same('element', 'what', 'token', 'by_party'),
      ],
      'p.whole',
    ),
    ofInstance(
      'runtime.task_end',
      [
        ['id', own('id')],
        instance,
        ['business_key', 'p.id'],
        ...same('element', 'how', 'by_party', 'answers'),
        ['opened_at', then('opened_at')],
        ['at', then('at')],
      ],
      'p.whole',
    ),
    ofInstance(
      'runtime.task',
      [
        ['id', own('id')],
        instance,
        ['business_key', 'p.id'],
        ...same(
          'token',
          'element',
          'assignee',
          'candidate_groups',
          'candidate_users',
          'priority',
          'form',
          'input',
          'input_marks',
        ),
        ['due', then('due')],
        ['follow_up', then('follow_up')],
        ['opened_at', then('opened_at')],
      ],
      'p.open',
    ),
  ];
}

/** What is made of tasks and cases: the work list, and who has taken what. */
function work(): Step[] {
  return [
    {
      name: 'cases.work',
      sql: `insert into cases.work (task_id, case_id, unit, service, groups, due, rank, received_at, words)
        select t.id, c.id, c.unit, c.service, t.candidate_groups, coalesce(t.due, 'infinity'), -t.priority, c.received_at,
          cases.words_of(c.id)
        from runtime.task t join cases.case c on c.id = t.business_key join bench.plan p on p.id = c.id
        where cases.is_for_staff(t.candidate_groups)`,
    },
    {
      name: 'cases.undecided',
      sql: `insert into cases.undecided (case_id, unit, service_version, arrival_day, due)
        select c.id, c.unit, c.service_version, c.arrival_day, coalesce((select min(d.due) from cases.deadline d
          where d.case_id = c.id and cases.day_for_deciding(d.kind)), 'infinity')
        from bench.plan p join cases.case c on c.id = p.id where p.open
          and not exists (select from cases.decision d where d.case_id = c.id)`,
    },
    {
      name: 'claims',
      sql: `insert into runtime.task_claim (task_id, party_id, at)
        select t.id, bench.person(bench.part(p.n, 40)), p.at + interval '1 day' from runtime.task t
        join bench.plan p on p.id = t.business_key where bench.part(p.n * 3, 3) = 0`,
    },
  ];
}

/** So many officers have looked. */
const OFFICERS = 200;

function looks({ cases, looks: all }: Size): Step[] {
  const by = `(select array_agg(bench.person(k) order by k) from generate_series(0, ${OFFICERS - 1}) k)[1 + bench.part(m, ${OFFICERS})]`;
  const at = `timestamptz '2024-02-02 08:00Z' + interval '2 years' * (m / ${all}::float8)`;
  const opened = `insert into access.look (id, at, actor_kind, actor_party, unit, roles, kind, subject, purpose, case_id, request_id)
    select bench.made('look', m, ${at}), ${at}, 'staff', ${by}, p.unit, '{handlaggare}', 'OPENED',
      coalesce(p.party, bench.person(bench.part(m, ${Math.ceil(cases / 4)}))), (array['case', 'task', 'rules'])[1 + m % 3], p.id, 'g' || m
    from generate_series(1, ${all}) m join bench.plan p on p.n = 1 + bench.part(m * 5, ${cases})
    where m % ${LISTS_EVERY} <> 0`;
  const listed = `insert into access.look (id, at, actor_kind, actor_party, unit, roles, kind, listed, purpose, request_id)
    select bench.made('look', m, ${at}), ${at}, 'staff', ${by}, p.unit, '{handlaggare}', 'LISTED',
      l.parties, 'work-list', 'g' || m
    from generate_series(${LISTS_EVERY}, ${all}, ${LISTS_EVERY}) m join bench.plan p on p.n = 1 + bench.part(m * 5, ${cases})
      cross join lateral (select array_agg(distinct q.party) as parties from bench.plan q
        where q.n between p.n and p.n + ${LISTED - 1} and q.party is not null) l
    where l.parties is not null`;
  return [
    { name: 'looks at one', sql: opened },
    { name: 'looks at lists', sql: listed },
  ];
}

/** Fills the database with copies of the templates, the log and the processes beside the files. Says how long each part took. */
export async function generate(target: ConnectionTarget, size: Size, templates: readonly Template[]): Promise<void> {
  await loading(target, async (one, other) => {
    await one.client.query(FUNCTIONS);
    const [people, roles] = parties(size);
    await Promise.all([one.run(plan(size, templates)), other.run(people)]);
    const indexes = await withoutIndexes(one, BIG);
    await Promise.all([inTurn(one, [roles, ...files()]), inTurn(other, [...looks(size), ...processes()])]);
    await inTurn(one, work());
    await shared([one, other], indexes);
    await shared([one, other], await vacuums(one));
    await shared([one, other], await foreignKeys(one));
  });
}
