import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Route } from '#platform/web/index.ts';
import { houseAddresses } from '../house.ts';
import { addresses } from '../urls.ts';
import { furnish } from './routes/furnish.testing.ts';
import { type Name, type Row, TABLE, VISITORS } from './routes/table.testing.ts';
import { openSecured, type Secured, type Visitor } from './testing.ts';

/** What a route may do with somebody: a page of theirs, or turned away to sign in or with a 404. */
type Met = 'gets there' | 'signs in' | 'not found';

describe('who gets where', { timeout: 240_000 }, () => {
  let town: Secured;
  let people: Map<string, Visitor>;
  let things: Map<string, string>;

  before(async () => {
    town = await openSecured();
    people = new Map();
    const numbers: { readonly [name: string]: string } = {
      sam: '198501242393',
      sara: '197812092398',
      mother: '199310102380',
      father: '199008192396',
      karin: '198306142384',
      mattias: '198009232391',
      stranger: '199107222383',
    };
    people.set('nobody', town.nobody());
    for (const [name, number] of Object.entries(numbers)) people.set(name, await town.citizen(number));
    const assignments: { readonly [name: string]: string } = {
      jonas: 'jonas-forsorjningsstod',
      maryam: 'maryam-forsorjningsstod',
      birgitta: 'birgitta-forsorjningsstod',
      petra: 'petra-forskola',
      lisa: 'lisa-gata',
      anna: 'anna-gata',
      eva: 'eva-kansli',
      nadia: 'nadia-drift',
      sofia: 'sofia-kansli',
    };
    for (const [name, assignment] of Object.entries(assignments)) people.set(name, await town.staff(assignment));
    things = await furnish(town, (name) => visitor(name));
  });
  after(() => town.close());

  function visitor(name: string): Visitor {
    const found = people.get(name);
    assert.ok(found, name);
    return found;
  }

  function pathOf({ route, of = {}, query }: Row): string {
    const params = Object.fromEntries(Object.entries(of).map(([name, thing]) => [name, things.get(thing) ?? thing]));
    return `${houseAddresses.url(route, params)}${query === undefined ? '' : `?${query}`}`;
  }

  async function meets(name: Name, row: Row): Promise<Met> {
    const path = pathOf(row);
    const asks = visitor(name);
    const { status, to, text } = row.method === 'POST' ? await asks.post(path, row.fields) : await asks.get(path);
    assert.ok(status < 500, `${name} ${row.method ?? 'GET'} ${path}: ${status}`);
    assert.doesNotMatch(text, /\n\s+at .*\.tsx?:\d+/, 'no stack is shown');
    if (status === 404) return 'not found';
    const signIn = /^(\/en)?(\/arbete)?\/logga-in(\?|$)/.test(to);
    if (signIn && !row.route.includes('sign-in')) return 'signs in';
    assert.ok([200, 303, 409, 410, 422].includes(status), `${name} ${row.method ?? 'GET'} ${path}: ${status} ${to}`);
    return 'gets there';
  }

  test('every route of the house has a row here', () => {
    const known = new Set(TABLE.map((row) => `${row.method ?? 'GET'} ${row.route}`));
    const routes: readonly Route[] = town.served.house.routes;
    const missing = routes.map(({ method, name }) => `${method} ${name}`).filter((route) => !known.has(route));
    assert.deepEqual(missing, [], 'routes that nobody has thought about');
    const rows = new Set<string>(TABLE.map(({ route }) => route));
    assert.deepEqual(
      Object.keys(addresses).filter((name) => !rows.has(name)),
      [],
      'addresses that nobody has thought about',
    );
  });

  test('no form is taken without its token', async () => {
    for (const row of TABLE.filter(({ method }) => method === 'POST')) {
      const to = row.to === 'everybody' ? 'sam' : (row.to[0] ?? 'sam');
      for (const token of ['', 'AAAA', await town.nobody().token()]) {
        const { status } = await visitor(to).post(pathOf(row), { ...row.fields, _csrf: token });
        assert.equal(status, 403, `${row.route} with the token "${token}"`);
      }
    }
  });

  for (const row of TABLE) {
    const what = `${row.method ?? 'GET'} ${row.route} ${Object.values(row.of ?? {}).join(' ')}`.trim();
    test(`${what}: ${row.to === 'everybody' ? 'everybody' : row.to.join(', ') || 'nobody'}`, async () => {
      const [wanted, others] = [
        VISITORS.filter((name) => row.to === 'everybody' || row.to.includes(name)),
        VISITORS.filter((name) => row.to !== 'everybody' && !row.to.includes(name)),
      ];
      for (const name of others) {
        const met = await meets(name, row);
        assert.notEqual(met, 'gets there', `${name} gets to ${pathOf(row)}`);
      }
      for (const name of wanted) {
        const before = await looks(name, row.shows ?? []);
        assert.equal(await meets(name, row), 'gets there', `${name} does not get to ${pathOf(row)}`);
        if (row.shows === undefined) continue;
        const after = await looks(name, row.shows);
        for (const [index, whose] of row.shows.entries())
          assert.equal(after[index], (before[index] ?? 0) + 1, `${name}'s look at ${whose} is in the log`);
      }
    });
  }

  /** How often `name` has opened the data of each of them. */
  async function looks(name: Name, whose: readonly string[]): Promise<number[]> {
    const { actor } = visitor(name);
    if (actor.kind === 'anonymous' || actor.kind === 'system') return [];
    const counts: number[] = [];
    for (const subject of whose) {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from access.look
        where actor_party = ${actor.party} and kind = 'OPENED' and subject = ${partyOf(subject)}`.execute(town.db);
      counts.push(rows[0]?.n ?? 0);
    }
    return counts;
  }

  function partyOf(name: string): string {
    const known = things.get(`${name}.party`);
    if (known !== undefined) return known;
    const { actor } = visitor(name);
    return actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : '';
  }

  test('who stands in a list is told so, and stands only in lists of those who may see it', async () => {
    const jonas = visitor('jonas');
    assert.ok(jonas.actor.kind === 'staff');
    for (const path of ['/arbete', '/arbete/arenden', '/arbete?q=a', '/arbete/arenden?q=SN']) {
      await jonas.get(path);
      const { rows } = await sql<{ listed: string[] }>`select listed from access.look
        where actor_party = ${jonas.actor.party} and kind = 'LISTED' order by id desc limit 1`.execute(town.db);
      assert.ok(rows[0]?.listed.includes(partyOf('sara')), path);
      assert.ok(!rows[0]?.listed.includes(partyOf('karin')), path);
      assert.ok(!rows[0]?.listed.includes(partyOf('mother')), path);
    }
  });

  test('what one reads of oneself is no look', async () => {
    const { rows } = await sql`select from access.look where kind = 'OPENED' and actor_party = subject`.execute(
      town.db,
    );
    assert.equal(rows.length, 0);
  });
});
