import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { Catalogue } from '#areas/catalogue/index.ts';
import { publishAll } from '#areas/catalogue/testing.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { htmlOf } from '#platform/design/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { ekhamn } from '#platform/town/testing.ts';
import type { Town } from '#platform/town/types.ts';
import type { Request } from '#platform/web/index.ts';
import { announce, announceAgain, announceOnce, type Clerk, type Moment, type NewNotice } from './announce.ts';
import { announceUnreported, makeReport, reports, waiting } from './delegation.ts';
import { announcedIn, announceMinutes, keyOf, minutesOf, toAdjust } from './minutes.ts';
import { boardPage } from './pages/board.tsx';
import { stateText } from './pages/desk.tsx';
import { noticeOf, onTheBoard, periodsOf } from './read.ts';
import { type Sighting, standing, standingOf } from './standing.ts';
import { takeDown, takeDownExpired } from './take-down.ts';
import { anchorOf, forgedLooks, lookAtBoard } from './witness.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const party = uuidv7();
const clerk = { kind: 'staff', party, unit: 'kansli' } as unknown as NonNullable<Clerk>;
const MINUTES: NewNotice = {
  kind: 'minutes',
  board: 'socialnamnden',
  title: 'Sammanträde 2 februari 2026, §§ 1–9',
  adjustedOn: day('2026-02-03'),
  keptAt: 'Torggatan 2',
};

let database: TestDatabase;
let db: Db;
let town: Town;
let catalogue: Catalogue;
let server: Server;
let address: string;
/** What the public page says: the notices of the board, unless it is out. */
let out = false;

before(async () => {
  database = await testDatabase();
  db = database.db;
  town = await ekhamn();
  await publishAll(db, town);
  catalogue = new Catalogue(town);
  await catalogue.refresh(db);
  await sql`insert into identity.party (id, kind, name, created_at) values (${party}, 'person', 'Eva Torell', now())`.execute(
    db,
  );
  const t = loadTexts(fileURLToPath(new URL('../..', import.meta.url))).for('sv');
  visitor = { t, db, town, language: 'sv', forget() {} } as unknown as Request;
  server = createServer((_, answer) => {
    const page = onTheBoard(db).then((up) => up.map(({ announcement }) => `<h3 id="${anchorOf(announcement)}">`));
    page.then((text) => answer.writeHead(out ? 503 : 200).end(out ? '' : text.join()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  address = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}/`;
});
after(async () => {
  server?.close();
  await database?.drop();
});

const noon = (date: string): string => `${date}T11:00:00Z`;
/** Both clocks on the same day; `real` says otherwise. */
const moment = (date: string, real = noon(date)): Moment => ({ at: noon(date), real });

/** Somebody who reads the public page in Swedish. */
let visitor: Request;

async function boardText(): Promise<string> {
  const answer = await boardPage(visitor);
  assert.equal(answer.kind, 'page');
  return answer.kind === 'page' ? htmlOf(answer.body).replaceAll('\u00a0', ' ') : '';
}

/** A look every hour from one instant to another. */
function hourly(from: string, to: string, without: (at: string) => boolean = () => false): Sighting[] {
  const looks: Sighting[] = [];
  const end = Temporal.Instant.from(to);
  for (let at = Temporal.Instant.from(from); Temporal.Instant.compare(at, end) <= 0; at = at.add({ hours: 1 }))
    if (!without(at.toString())) looks.push({ at: at.toString(), real: at.toString(), seen: true });
  return looks;
}

test('law 15a: adjusted minutes are on the board with the commit that tells of them, and what comes after the second day is told', async () => {
  const id = await announce(db, clerk, MINUTES, moment('2026-02-05'));
  const up = await noticeOf(db, id);
  assert.deepEqual([up.day, up.due, up.lastDay, up.removedOn], ['2026-02-05', '2026-02-05', '2026-02-26', null]);
  assert.ok((await onTheBoard(db)).some((one) => one.id === id));
  const late = await noticeOf(db, await announce(db, clerk, MINUTES, moment('2026-02-06')));
  assert.ok(late.day > late.due, 'the third day is late, and can be seen to be');
  const early = { ...MINUTES, adjustedOn: day('2026-02-07') };
  await assert.rejects(announce(db, clerk, early, moment('2026-02-06')), /not-adjusted/);
});

test('law 15b: one hour without a look, or one look that did not find it, and the time does not run out', () => {
  const [announced, last, now] = [day('2026-02-03'), '2026-02-25T00:00:00Z', moment('2026-02-25')];
  const first = { at: '2026-02-03T12:00:00Z', real: '2026-02-03T12:00:00Z' };
  const whole = hourly(first.at, last);
  const held = standing(first, announced, whole, { ...now, real: last });
  assert.deepEqual([held.expired, held.gaps], [true, []]);
  const off = hourly(first.at, last, (at) => at.startsWith('2026-02-10T02'));
  const broken = standing(first, announced, off, { ...now, real: last });
  assert.deepEqual([broken.expired, broken.gaps.map(({ from }) => `${from}`)], [false, ['2026-02-10']]);
  const unseen = whole.map((look) => ({ ...look, seen: !look.at.startsWith('2026-02-24T20') }));
  assert.equal(standing(first, announced, unseen, { ...now, real: last }).expired, false);
  const silent = standing(first, announced, whole.slice(0, 40), now);
  assert.deepEqual([silent.expired, silent.gaps.length], [false, 1], 'nobody has looked since');
  const after = [...whole, { at: '2026-02-26T00:00:00Z', real: '2026-02-27T00:00:00Z', seen: false }];
  assert.equal(standing(first, announced, after, now).expired, true, 'what comes after the last day harms nothing');
  const early = standing(first, announced, hourly(first.at, '2026-02-24T12:00:00Z'), {
    at: '2026-02-24T12:00:00Z',
    real: '2026-02-24T12:00:00Z',
  });
  assert.equal(early.expired, false, 'the last day itself is not over');
});

test('law 15b: after an outage the notice stays up, and a new period begins when it is announced again', async () => {
  const real = (time: string) => `2026-11-22T${time}:00Z`;
  const id = await announce(db, clerk, MINUTES, moment('2026-02-03', real('08:00')));
  await lookAtBoard(db, address, moment('2026-02-03', real('08:10')));
  out = true;
  await lookAtBoard(db, address, moment('2026-02-10', real('08:20')));
  out = false;
  await lookAtBoard(db, address, moment('2026-02-25', real('08:30')));
  await takeDownExpired(db, moment('2026-02-25', real('08:31')));
  assert.equal((await noticeOf(db, id)).removedOn, null);
  await assert.rejects(takeDown(db, id, moment('2026-02-25', real('08:32'))), /stays-up/);
  await announceAgain(db, clerk, id, moment('2026-02-25', real('08:33')));
  assert.deepEqual(
    (await periodsOf(db, id)).map((one) => one.lastDay),
    ['2026-02-24', '2026-03-18'],
  );
  await assert.rejects(announceAgain(db, clerk, id, moment('2026-02-26', real('08:40'))), /never-away/);
  const bare = sql`insert into notices.removal (announcement_id, last_day, day, at)
    select id, last_day, last_day, now() from notices.announcement where notice_id = ${id}`.execute(db);
  await assert.rejects(bare, /removal_check/, 'the database refuses it too');
});

test('law 15c: the certificate tells how long it was up by signed looks, and it comes down by itself the day after the last', async () => {
  const real = (time: string) => `2026-11-23T${time}:00.000Z`;
  const id = await announce(db, clerk, MINUTES, moment('2026-03-02', real('08:00')));
  for (const [date, time] of [
    ['2026-03-02', '08:10'],
    ['2026-03-23', '08:20'],
  ] as const)
    await lookAtBoard(db, address, moment(date, real(time)));
  await takeDownExpired(db, moment('2026-03-23', real('08:21')));
  assert.equal((await noticeOf(db, id)).removedOn, null, 'on the last day it is up');
  await lookAtBoard(db, address, moment('2026-03-24', real('08:30')));
  await takeDownExpired(db, moment('2026-03-24', real('08:31')));
  const down = await noticeOf(db, id);
  assert.equal(down.removedOn, '2026-03-24');
  const is = await standingOf(db, down, moment('2026-06-01', real('20:00')));
  assert.deepEqual([is.expired, is.seen, is.gaps], [true, 3, []]);
  assert.equal(await forgedLooks(db, real('08:00')), 0);
  await assert.rejects(sql`update notices.probe set status = 200`.execute(db), /never changed/);
  await sql`insert into notices.probe (id, at, real_at, status, sha256, signature)
    select ${uuidv7()}, at, real_at, status, sha256, signature from notices.probe where real_at = ${real('08:10')}`.execute(
    db,
  );
  await sql`insert into notices.probe (id, at, real_at, status, sha256, signature)
    select ${uuidv7()}, at, real_at + interval '1 minute', status, sha256, signature
    from notices.probe where real_at = ${real('08:10')} limit 1`.execute(db);
  assert.equal(await forgedLooks(db, real('08:00')), 1, 'a look with another time than was signed');
});

/** A case of a board with a decision under delegation. */
async function decided(one: { service: string; board: string; ground: string; delegation: string; at: string }) {
  const [caseId, decision] = [uuidv7(), uuidv7()];
  const version = catalogue.find(one.service)?.hash ?? '';
  await sql`insert into cases.case (id, number, service, service_version, board, unit, received_at, arrival_day, registered_at, language)
    values (${caseId}, ${`X ${caseId}`}, ${one.service}, ${version}, ${one.board}, 'kansli', now(), current_date, now(), 'sv')`.execute(
    db,
  );
  await sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, rules, delegation, party_id, unit, at)
    values (${decision}, ${caseId}, ${one.ground}, 'rejected', '{}', 'officer', 'x', ${one.delegation}, ${party}, 'kansli',
      ${one.at}::timestamptz)`.execute(db);
  return { id: decision, number: `X ${caseId}` };
}

const REFUSAL = {
  service: 'allman-handling',
  board: 'kommunstyrelsen',
  ground: 'osl-6-7',
  delegation: 'KS delegationsordning 1.5',
};

test('law 15b: nobody is told that a notice was visible before it was looked at, nor that decisions alone run out', async () => {
  const real = (time: string) => `2026-11-24T${time}:00.000Z`;
  const delegated = { ...MINUTES, kind: 'delegation', title: 'Beslut på delegation 30 mars 2026: X 1' } as const;
  const said = async (id: string, now: Moment) => {
    const notice = await noticeOf(db, id);
    return stateText(visitor, notice, await standingOf(db, notice, now));
  };
  const [minutes, decisions] = [
    await announce(db, clerk, MINUTES, moment('2026-04-01', real('08:00'))),
    await announce(db, clerk, delegated, moment('2026-04-01', real('08:00'))),
  ];
  for (const id of [minutes, decisions])
    assert.match(await said(id, moment('2026-04-01', real('08:05'))), /^Inte kontrollerat än\./);
  await lookAtBoard(db, address, moment('2026-04-01', real('08:10')));
  assert.match(
    await said(minutes, moment('2026-04-01', real('08:11'))),
    /^Synligt hela tiden\. Sitter uppe till och med/,
  );
  await lookAtBoard(db, address, moment('2026-04-24', real('08:20')));
  await takeDownExpired(db, moment('2026-04-24', real('08:21')));
  assert.equal((await noticeOf(db, minutes)).removedOn, '2026-04-24');
  assert.equal((await noticeOf(db, decisions)).removedOn, null, 'no adjustment was announced');
  assert.match(await said(decisions, moment('2026-04-24', real('08:21'))), /^Synligt hela tiden\.[^.]*löper inte ut/);
  await assert.rejects(takeDown(db, decisions, moment('2026-04-24', real('08:21'))), /stays-up/);
});

test('law 16a: the list for a meeting has every decision that was not told of before, each once', async () => {
  const to = { town, board: 'kommunstyrelsen', meeting: day('2026-02-24') };
  const made: string[] = [];
  for (const at of ['2026-02-03T10:00:00Z', '2026-02-04T10:00:00Z'])
    made.push((await decided({ ...REFUSAL, at })).number);
  const other = await decided({ ...REFUSAL, board: 'socialnamnden', at: '2026-02-04T10:00:00Z' });
  const id = await makeReport(db, clerk, to, moment('2026-02-20'));
  const [list] = await reports(db, { id });
  assert.deepEqual(
    list?.decisions.map(({ number }) => number),
    made,
  );
  await assert.rejects(makeReport(db, clerk, to, moment('2026-02-20')), /nothing-to-report/);
  // Decided before the list, written after it: it is not lost.
  const behind = await decided({ ...REFUSAL, at: '2026-02-03T10:30:00Z' });
  const both = await Promise.allSettled([1, 2].map(() => makeReport(db, clerk, to, moment('2026-03-20'))));
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const all = (await reports(db, { limit: 50 })).flatMap(({ decisions }) => decisions.map(({ number }) => number));
  assert.deepEqual(all.sort(), [...made, behind.number].sort());
  assert.deepEqual(
    (await waiting(db, town, 'socialnamnden')).map(({ id: each }) => each),
    [other.id],
  );
});

test('law 16b: decisions that are not reported and go to laglighetsprövning are announced, once, and no minutes are claimed', async () => {
  const placed = {
    service: 'forskoleplats',
    board: 'barn-och-utbildningsnamnden',
    ground: catalogue.find('forskoleplats')?.definition.grounds[0]?.id ?? '',
    delegation: 'BUN delegationsordning 2.1',
  };
  const [first, second] = [
    await decided({ ...placed, at: '2026-02-10T10:00:00Z' }),
    await decided({ ...placed, at: '2026-02-11T10:00:00Z' }),
  ];
  assert.deepEqual(await waiting(db, town, placed.board), [], 'the board does not want them in its lists');
  const before = await onTheBoard(db);
  for (const now of [moment('2026-02-11'), moment('2026-02-12')])
    await announceUnreported(db, town, { catalogue }, now);
  const up = (await onTheBoard(db)).filter(({ id }) => !before.some((one) => one.id === id));
  assert.deepEqual(up.map((one) => [one.kind, one.adjustedOn, one.day]).sort(), [
    ['delegation', '2026-02-10', '2026-02-11'],
    ['delegation', '2026-02-11', '2026-02-11'],
  ]);
  const words = up.map(({ title }) => title).join();
  for (const { number } of [first, second]) assert.match(words, new RegExp(number));
  assert.doesNotMatch(words, /Eva Torell/);
  const [told] = (await boardText()).split(/<h[23]/).filter((part) => part.includes(first.number));
  assert.match(told ?? '', /Beslutat 10 februari 2026\. Anslaget 11 februari 2026\.[\s\S]*löper inte ut/);
  assert.doesNotMatch(told ?? '', /Justerat|protokollet|till och med/, 'no minutes are claimed, and no last day');
  assert.deepEqual(await waiting(db, town, placed.board), [], 'they are in no list');
});

test('what a chair decided stands in the list with its own day, though it was entered later', async () => {
  const { id } = await decided({ ...REFUSAL, board: 'samhallsbyggnadsnamnden', at: '2026-02-20T10:00:00Z' });
  await sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, rules, delegation, made_on, urgent,
      deciders, entered_by, at)
    select ${uuidv7()}, case_id, ground, outcome, values, 'chair', rules, delegation, '2026-02-11', 'Brådskar.', '{Ylva Ek}',
      ${party}, at from cases.decision where id = ${id}`.execute(db);
  const days = (await waiting(db, town, 'samhallsbyggnadsnamnden')).map(({ at }) => at);
  assert.deepEqual(days, ['2026-02-10T23:00:00.000Z', '2026-02-20T10:00:00.000Z']);
});

test('law 16b: adjusted minutes take the place of the notices of single days, and from them the time to appeal runs out', async () => {
  const real = (time: string) => `2026-11-25T${time}:00.000Z`;
  const board = 'barn-och-utbildningsnamnden';
  const pile = async () => (await onTheBoard(db)).filter((one) => one.kind === 'delegation' && one.board === board);
  const before = await pile();
  assert.equal(before.length, 2);
  const of = { kind: 'unreported', board } as const;
  const minutes = { of, adjustedOn: day('2026-02-10'), keptAt: 'Torggatan 2' };
  const early = { ...minutes, adjustedOn: day('2026-02-09') };
  await assert.rejects(announceMinutes(db, clerk, early, moment('2026-05-04')), /nothing-to-adjust/);
  const part = await announceMinutes(db, clerk, minutes, moment('2026-05-04', real('07:00')));
  assert.deepEqual(
    (await pile()).map(({ adjustedOn }) => adjustedOn),
    ['2026-02-11'],
    'what was decided after the adjustment waits',
  );
  const both = await Promise.allSettled(
    [1, 2].map(() =>
      announceMinutes(db, clerk, { ...minutes, adjustedOn: day('2026-05-04') }, moment('2026-05-04', real('08:00'))),
    ),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'], 'once');
  assert.deepEqual(await pile(), []);
  const [first] = (await announcedIn(db, [part])).get(part) ?? [];
  assert.match(first?.number ?? '', /^X /);
  assert.ok((await boardText()).includes(first?.number ?? '-'), 'the decisions stand on the board');
  const replaced = await noticeOf(db, before.find(({ adjustedOn }) => adjustedOn === '2026-02-10')?.id ?? '');
  assert.deepEqual([replaced.replacedBy, replaced.removedOn], [part, '2026-05-04']);
  await lookAtBoard(db, address, moment('2026-05-04', real('08:10')));
  await lookAtBoard(db, address, moment('2026-05-26', real('08:20')));
  await takeDownExpired(db, moment('2026-05-26', real('08:21')));
  const down = await noticeOf(db, both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))[0] ?? '');
  assert.deepEqual([down.lastDay, down.removedOn], ['2026-05-25', '2026-05-26'], 'nothing piles up');
  await announceUnreported(db, town, { catalogue }, moment('2026-05-26'));
  assert.deepEqual(await pile(), [], 'nor does it go up again');
});

test('law 15a: what a board decides itself waits for its minutes to be announced where it goes to laglighetsprövning, and stands there once', async () => {
  const board = 'barn-och-utbildningsnamnden';
  const meeting = '2026-02-17';
  const ground = catalogue.find('forskoleplats')?.definition.grounds[0]?.id ?? '';
  const enter = async (one: { service: string; board: string; ground: string; regime: string; paragraph: string }) => {
    const { id, number } = await decided({ ...one, delegation: 'x', at: `${meeting}T10:00:00Z` });
    await sql`update cases.case set grounds = jsonb_build_object(${one.ground}::text, ${one.regime}::text)
      where number = ${number}`.execute(db);
    const made = uuidv7();
    await sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, rules, meeting, minutes,
        deciders, entered_by, at)
      select ${made}, case_id, ground, outcome, values, 'board', rules, ${meeting}::date, ${one.paragraph},
        '{Ylva Ek,Olle Ask}', ${party}, at from cases.decision where id = ${id}`.execute(db);
    return number;
  };
  const placed = { service: 'forskoleplats', board, ground, regime: 'laglighetsprovning' };
  const numbers = [await enter({ ...placed, paragraph: '§ 14' }), await enter({ ...placed, paragraph: '§ 15' })];
  await enter({ ...REFUSAL, regime: 'forvaltningsbesvar', paragraph: '§ 3' });
  const waits = async (until: string) => (await toAdjust(db, day(until))).filter(({ of }) => of.kind === 'meeting');
  assert.deepEqual(await waits('2026-02-16'), [], 'not before the meeting');
  const [one, more] = await waits('2026-06-01');
  assert.deepEqual([one?.board, one?.meeting, one?.numbers, more], [board, meeting, numbers.toSorted(), undefined]);
  const of = one?.of ?? assert.fail('no minutes wait');
  assert.deepEqual(minutesOf(keyOf(of)), of);
  const minutes = { of, adjustedOn: day('2026-02-16'), keptAt: 'Torggatan 2' };
  await assert.rejects(announceMinutes(db, clerk, minutes, moment('2026-06-01')), /adjusted-before/);
  const id = await announceMinutes(db, clerk, { ...minutes, adjustedOn: day('2026-05-31') }, moment('2026-06-01'));
  assert.deepEqual(
    (await announcedIn(db, [id])).get(id)?.map(({ number, delegation }) => [number, delegation]),
    [
      [numbers[0], '§ 14'],
      [numbers[1], '§ 15'],
    ],
  );
  const { kind, lastDay } = await noticeOf(db, id);
  assert.deepEqual([kind, lastDay], ['minutes', '2026-06-22'], 'from the announcement its time to appeal runs');
  assert.ok((await boardText()).includes('§ 14'));
  assert.deepEqual(await waits('2026-06-01'), [], 'once');
  assert.ok((await toAdjust(db, day('2026-06-01'))).every((each) => !each.numbers.includes(numbers[0] ?? '')));
});

test('law 16a: the adjusted minutes of the meeting announce what it was told of, after the meeting and once', async () => {
  const until = day('2026-03-01');
  const waits = async () => (await toAdjust(db, until)).filter(({ of }) => of.kind === 'report');
  const [list] = await waits();
  assert.deepEqual([list?.board, list?.meeting], ['kommunstyrelsen', '2026-02-24']);
  const of = list?.of ?? assert.fail('no list waits');
  assert.deepEqual(minutesOf(keyOf(of)), of);
  const minutes = { of, adjustedOn: day('2026-02-23'), keptAt: 'Torggatan 2' };
  await assert.rejects(announceMinutes(db, clerk, minutes, moment('2026-03-03')), /adjusted-before-meeting/);
  await assert.rejects(
    announceMinutes(db, clerk, minutes, moment('2026-02-23')),
    /nothing-to-adjust/,
    'not before it is held',
  );
  const held = { ...minutes, adjustedOn: day('2026-03-02') };
  const id = await announceMinutes(db, clerk, held, moment('2026-03-03'));
  const notice = await noticeOf(db, id);
  assert.deepEqual([notice.kind, notice.day, notice.lastDay], ['minutes', '2026-03-03', '2026-03-24']);
  assert.deepEqual(
    (await announcedIn(db, [id]))
      .get(id)
      ?.map(({ number }) => number)
      .sort(),
    [...(list?.numbers ?? [])].sort(),
  );
  await assert.rejects(announceMinutes(db, clerk, held, moment('2026-03-03')), /nothing-to-adjust/, 'once');
});

test('the same minutes that two clerks announce at once are announced once, and the second is told by whom', async () => {
  const minutes = { ...MINUTES, title: 'Protokoll som två anslår' };
  const now = moment('2026-04-02');
  const both = await Promise.allSettled(
    [1, 2].map(() => transaction(db, (tx) => announceOnce(tx, clerk, minutes, now))),
  );
  const refused = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  assert.equal(refused.length, 1);
  assert.match(refused[0] ?? '', /already-announced/);
  const { rows } = await sql`select from notices.notice where title = ${minutes.title}`.execute(db);
  assert.equal(rows.length, 1);
  const other = { ...minutes, adjustedOn: minutes.adjustedOn.subtract({ days: 1 }) };
  assert.ok(await transaction(db, (tx) => announceOnce(tx, clerk, other, now)), 'other minutes are');
});
