import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Client } from '../client.ts';
import type { Running } from '../running.ts';

interface Visit {
  readonly client: Client;
  readonly path: string;
}

/** Who opens which pages: all of them different, and the same in every run on the same data. */
export interface Scene {
  readonly documents: number;
  readonly looksThere: number;
  readonly tasks: number;
  readonly officer: Client;
  readonly lists: readonly Visit[];
  readonly filtered: readonly Visit[];
  /** What is late and why, as the manager of the unit asks for it. */
  readonly late: readonly Visit[];
  readonly cases: readonly Visit[];
  readonly registry: readonly Visit[];
  readonly looks: readonly Visit[];
  /** Cases of the officer's unit, each with a party who looks at who has looked. */
  readonly seen: readonly Visit[];
}

const PERSONS = 150;
const CASES = 300;

const query = (path: string, asked: { readonly [name: string]: string }) => `${path}?${new URLSearchParams(asked)}`;

export async function sceneOf(db: Db, server: Running, enter: (session: string) => Client): Promise<Scene> {
  const { rows: open } = await sql<{
    n: number;
  }>`select count(*)::int as n from cases.work where unit = ${UNIT}`.execute(db);
  const { cookies: staff } = await server.ask<{ cookies: string[] }>({ staff: [OFFICER, MANAGER] });
  const officer = enter(staff[0] ?? '');
  const { rows: cases } = await sql<{ id: string; party: string }>`select p.id, p.party from bench.plan p
    where p.unit = ${UNIT} and p.whole and p.party is not null and not exists (select from cases.party_role r
      join identity.party q on q.id = r.party_id where r.case_id = p.id and q.protected)
    order by md5(p.id::text) limit ${CASES}`.execute(db);
  const { rows: persons } = await sql<{
    id: string;
  }>`select id from identity.party where kind = 'person' and not protected
    order by md5(id::text) limit ${PERSONS}`.execute(db);
  const of = async (parties: readonly string[]) =>
    (await server.ask<{ cookies: string[] }>({ parties })).cookies.map(enter);
  const looking = await of(persons.map(({ id }) => id));
  const parties = await of(cases.slice(0, 20).map(({ party }) => party));
  const names = await sample(db);
  const by = (client: Client) => (path: string) => ({ client, path });
  return {
    documents: await count(db, 'cases.document'),
    looksThere: await count(db, 'access.look'),
    tasks: open[0]?.n ?? 0,
    officer,
    lists: ['frist', 'aldst', 'nyast'].map((ordning) => query('/arbete', { ordning })).map(by(officer)),
    filtered: names.flatMap(({ family }) => filters(family)).map(by(officer)),
    late: ['', '?skal=unclaimed', '?sida=3', `?enhet=${UNIT}&skal=claimed`].map((query) =>
      by(enter(staff[1] ?? ''))(`/arbete/forsenat${query}`),
    ),
    cases: cases.map(({ id }) => `/arbete/arenden/${id}`).map(by(officer)),
    registry: names.flatMap(searches).map(by(enter(''))),
    looks: looking.map((client) => ({ client, path: '/mina-sidor/uppgifter-om-mig' })),
    seen: parties.map((client, n) => ({ client, path: `/arbete/arenden/${cases[n]?.id}` })),
  };
}

/** Whose list is read: every case of the unit has a person, a clock and rules. */
const UNIT = 'forsorjningsstod';
const OFFICER = 'jonas-forsorjningsstod';
const MANAGER = 'birgitta-forsorjningsstod';

interface Name {
  readonly family: string;
  readonly number: string;
  readonly organisation: string;
}

async function sample(db: Db): Promise<readonly Name[]> {
  const { rows } = await sql<Name>`select p.family_name as family, (select c.number from cases.case c where c.id = (
        select id from bench.plan where n = 1 + bench.part(p.k * 13, (select max(n) from bench.plan)))) as number,
      (select o.name from identity.party o where o.kind = 'organisation' order by md5(o.id::text || p.id) limit 1) as organisation
    from (select id, family_name, row_number() over (order by md5(id::text)) as k from identity.party
      where kind = 'person' and family_name is not null order by md5(id::text) limit 12) p`.execute(db);
  return rows;
}

/** Deadline, standing and text, in each order; of names that are common and of words that nobody has. */
function filters(family: string): string[] {
  return [
    query('/arbete', { frist: 'over', lage: 'ingen', q: family, ordning: 'aldst' }),
    query('/arbete', { frist: 'vecka', lage: 'andra', q: family.slice(0, 3), ordning: 'nyast' }),
    query('/arbete', { roll: 'handlaggare', lage: 'ingen', q: `${family}xq`, ordning: 'frist' }),
  ];
}

function searches({ number, organisation, family }: Name): string[] {
  const years = { fran: '2019-01-01', till: '2021-12-31' };
  return [
    query('/diarium', { q: number }),
    query('/diarium', { q: organisation }),
    query('/diarium', { q: 'felanmälan' }),
    query('/diarium', { q: `${family}xq` }),
    query('/diarium', { q: organisation.slice(0, 5), ...years }),
    query('/diarium', { q: 'handling', namnd: 'kommunstyrelsen', ...years }),
    query('/diarium', { namnd: 'samhallsbyggnadsnamnden', ...years }),
  ];
}

async function count(db: Db, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db);
  return rows[0]?.n ?? 0;
}
