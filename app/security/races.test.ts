import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { atOnce } from './at-once.testing.ts';
import { openSecured, type Secured, type Visitor } from './testing.ts';

const ASSISTANCE = {
  manad: '2026-02',
  andrat_hushall: false,
  utgifter: [{ slag: 'hyra', belopp: 5900 }],
  inkomster: [],
  konton: 300,
  andra_tillgangar: true,
  tillgangar: [{ slag: 'bil', varde: 48_000 }],
  plan_foljd: true,
  plan_gjort: 'Sökt arbete.',
  konto: 'samma',
  intygar: true,
};
const { tillgangar: _, ...REST } = ASSISTANCE;
const CLEAR = { ...REST, utgifter: [{ slag: 'hyra', belopp: 6200 }], andra_tillgangar: false };

describe('two at once', { timeout: 240_000 }, () => {
  let town: Secured;

  before(async () => {
    town = await openSecured();
  });
  after(() => town.close());

  async function count(query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
    const { rows } = await query.execute(town.db);
    return rows[0]?.n ?? -1;
  }

  const csrf = (visitor: Visitor) => visitor.token();

  function taskOf(caseId: string, element: string): Promise<string> {
    return town.one(sql`select id from runtime.task where business_key = ${caseId} and element = ${element}`);
  }

  const deskTask = (caseId: string, task: string) => `/arbete/arenden/${caseId}/uppgifter/${task}`;

  test('five presses on send make one case, and all lead to its receipt', async () => {
    const visitor = town.nobody();
    const draft = (await visitor.post('/tjanster/allman-handling/ansok')).to.replace(/\/[^/]+$/, '');
    await visitor.post(`${draft}/vad`, { vad: 'Ett protokoll', _do: 'continue' });
    await visitor.post(`${draft}/hur`, { hur: 'pa_plats', _do: 'continue' });
    await visitor.post(`${draft}/hjalp`, { far_kontakta: 'no', _do: 'continue' });
    const { text } = await visitor.get(`${draft}/granska`);
    const fields = { read: /name="read" value="([^"]+)"/.exec(text)?.[1] ?? '', _csrf: await visitor.token() };
    const before = await count(sql`select count(*)::int as n from cases.case`);
    const answers = await Promise.all(Array.from({ length: 5 }, () => visitor.post(`${draft}/granska`, fields)));
    assert.equal(new Set(answers.map(({ to }) => to)).size, 1);
    assert.match(answers[0]?.to ?? '', /^\/kvitto\//);
    assert.equal(await count(sql`select count(*)::int as n from cases.case`), before + 1);
  });

  /** Sends all of it at once: each waits until all do for a row that is held. */
  const together = <Done>(row: ReturnType<typeof sql>, sends: readonly (() => Promise<Done>)[]) =>
    atOnce(town.db, row, sends);

  const holdTask = (task: string) => sql`select from runtime.task where id = ${task} for update`;
  const holdCase = (caseId: string) => sql`select from cases.case where id = ${caseId} for update`;
  /** What a form says of what had been done when it was read. */
  const sealOf = (page: string) => /name="sett" value="([^"]*)"/.exec(page)?.[1] ?? assert.fail('no seal');
  const decisions = (caseId: string) =>
    count(sql`select count(*)::int as n from cases.decision where case_id = ${caseId}`);

  test('law 13b: of two officers who decide at once one decides, and the other is told who did, what, and by which rule it stands, with all that she had written', async () => {
    const sara = await town.citizen('197812092398');
    const { case: caseId } = await town.apply(sara, 'ekonomiskt-bistand-ateransokan', ASSISTANCE);
    const [jonas, maryam, birgitta] = [
      await town.staff('jonas-forsorjningsstod'),
      await town.staff('maryam-forsorjningsstod'),
      await town.staff('birgitta-forsorjningsstod'),
    ];
    const names = new Map([
      [jonas, 'Jonas Frid'],
      [maryam, 'Maryam Haddad'],
      [birgitta, 'Birgitta Sand'],
    ]);
    for (const [officer, name] of names)
      await sql`update identity.party set name = ${name} where id = ${partyOf(officer)}`.execute(town.db);
    const utred = deskTask(caseId, await taskOf(caseId, 'Utred'));
    const proposed = (skal: string) => ({ utfall: 'approved', beviljat: '11120', skal });
    const reasons = new Map([
      [jonas, 'Bilen behövs till <arbetet>.\nDen är gammal.'],
      [maryam, 'Bilen är värd lite.'],
    ]);
    const both = [jonas, maryam] as const;
    const proposals = await together(
      holdTask(await taskOf(caseId, 'Utred')),
      both.map(
        (officer) => async () =>
          officer.post(utred, { ...proposed(reasons.get(officer) ?? ''), _csrf: await csrf(officer) }),
      ),
    );
    const late = proposals.findIndex(({ status }) => status === 409);
    assert.deepEqual(proposals.map(({ status }) => status).sort(), [303, 409]);
    const [loser, winner] = [both[late] ?? jonas, both[1 - late] ?? jonas];
    const told = proposals[late]?.text ?? '';
    assert.match(told, /<h1>Uppgiften är redan gjord<\/h1>/);
    assert.match(told, new RegExp(`${names.get(winner)} gjorde klart uppgiften `));
    assert.match(told, /Utred och föreslå beslut[\s\S]*ändrat något[\s\S]*Bifall[\s\S]*11120/);
    for (const line of (reasons.get(loser) ?? '').split('\n'))
      assert.ok(told.includes(line.replace('<', '&lt;')), line);
    assert.doesNotMatch(told, /36–39 §§/, 'nothing is decided');

    // Jonas investigates and does not decide: the task is not there for him, however he asks.
    const besluta = await taskOf(caseId, 'Besluta');
    const place = deskTask(caseId, besluta);
    const decided = { beslutar: 'yes' };
    assert.equal((await jonas.get(place)).status, 404);
    assert.equal((await jonas.post(place, decided)).status, 404);
    assert.equal((await sara.post(`/mina-sidor/uppgifter/${besluta}`, decided)).status, 404);
    assert.equal(await decisions(caseId), 0);

    // Two who may decide, and one of them presses twice.
    const handedBack = { beslutar: 'no', aterlamnas: 'Hyresavin saknas.' };
    const [first, twice] = [
      { ...decided, _csrf: await csrf(maryam) },
      { ...decided, _csrf: await csrf(maryam) },
    ];
    const other = { ...decided, _csrf: await csrf(birgitta) };
    const sent = await together(holdTask(besluta), [
      () => maryam.post(place, first),
      () => maryam.post(place, twice),
      () => birgitta.post(place, other),
    ]);
    assert.equal(await decisions(caseId), 1);
    assert.equal(await count(sql`select count(*)::int as n from inbox.letter where case_id = ${caseId}`), 1);
    const decider = sent[2]?.status === 303 ? 'Birgitta Sand' : 'Maryam Haddad';
    const [mine, again, hers] = sent.map(({ status }) => status);
    assert.deepEqual(
      decider === 'Maryam Haddad' ? [mine, again, hers] : [hers, mine, again],
      decider === 'Maryam Haddad' ? [303, 303, 409] : [303, 409, 409],
    );

    // Who comes later is told the same; so is the decider herself, when she now says something else.
    const who = decider === 'Maryam Haddad' ? [maryam, birgitta] : [birgitta, maryam];
    const [deciding, second] = [who[0] ?? maryam, who[1] ?? maryam];
    const shown = await second.post(place, handedBack);
    assert.equal(shown.status, 409);
    assert.match(shown.text, /<h1>Ärendet är redan avgjort<\/h1>/);
    assert.match(shown.text, new RegExp(`${decider} beslutade [^<]*: Bifall\\.`));
    assert.match(shown.text, /bara rättas eller ändras enligt 36–39 §§ förvaltningslagen \(2017:900\)/);
    for (const act of ['ratta', 'andra-beslut'])
      assert.match(shown.text, new RegExp(`href="/arbete/arenden/${caseId}/atgard/${act}"`));
    assert.match(shown.text, /Beslutar du enligt förslaget\?[\s\S]*Nej[\s\S]*Hyresavin saknas\./);
    assert.match(shown.text, new RegExp(`href="/arbete/arenden/${caseId}"`));
    assert.match((await second.get(`/en${place}`)).text, /The case has already been decided/);
    assert.equal((await deciding.post(place, decided)).status, 303, 'her own press once more');
    const otherwise = await deciding.post(place, handedBack);
    assert.equal(otherwise.status, 409);
    assert.match(otherwise.text, /Hyresavin saknas\./);
    // Who may open the case and not decide learns no more than the case says; nobody else learns that there was a task.
    const seen = await jonas.post(place, decided);
    assert.equal(seen.status, 409);
    assert.doesNotMatch(seen.text, /atgard\/(?:ratta|andra-beslut)/);
    assert.equal((await (await town.staff('henrik-kansli')).post(place, decided)).status, 404);
    assert.equal((await sara.post(`/mina-sidor/uppgifter/${besluta}`, decided)).status, 404);
    assert.equal((await maryam.post(`${place}/ta`, { seen: '' })).status, 409, 'nor is it taken');
    assert.equal((await maryam.get(place)).status, 410);
    assert.equal(await decisions(caseId), 1);
    assert.equal(await count(sql`select count(*)::int as n from inbox.letter where case_id = ${caseId}`), 1);
  });

  test('law 13b: of two officers who change a decision at once the second is told of the new one first, and goes on from there', async () => {
    const maryam = await town.staff('maryam-forsorjningsstod');
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    const caseId = await town.one(sql`select case_id as id from cases.decision order by id desc limit 1`);
    const place = `/arbete/arenden/${caseId}/atgard/andra-beslut`;
    const before = await decisions(caseId);
    const written = new Map([
      [maryam, 'Maryams skäl,\ni två stycken.'],
      [birgitta, 'Birgittas <egna> skäl.'],
    ]);
    const opened = async (officer: Visitor) => ({
      utfall: 'approved',
      innebar: '5 900 kronor för februari 2026.',
      samre: 'nej',
      stod: 'ingen',
      undantag: 'ingen',
      skal: written.get(officer) ?? '',
      sett: sealOf((await officer.get(place)).text),
      _csrf: await officer.token(),
    });
    const forms = [await opened(maryam), await opened(birgitta)] as const;
    const sent = await together(holdCase(caseId), [
      () => maryam.post(place, forms[0]),
      () => birgitta.post(place, forms[1]),
    ]);
    assert.deepEqual(sent.map(({ status }) => status).sort(), [303, 409]);
    assert.equal(await decisions(caseId), before + 1);
    const second = sent[0]?.status === 409 ? 0 : 1;
    const [officer, fields, text] = [
      [maryam, birgitta][second] ?? maryam,
      forms[second] ?? forms[0],
      sent[second]?.text ?? '',
    ];
    assert.match(
      text,
      /Det här hände i ärendet medan du skrev:[\s\S]*Beslutet ändrat: (?:Maryam Haddad|Birgitta Sand)/,
    );
    assert.match(
      text,
      second === 0 ? /Maryams skäl,\ni två stycken\.<\/textarea>/ : /Birgittas &lt;egna> skäl\.<\/textarea>/,
    );
    // Her first form says nothing new, however often it is pressed; the one that has told her does.
    assert.equal((await officer.post(place, fields)).status, 409);
    assert.equal(await decisions(caseId), before + 1);
    const again = { ...fields, sett: sealOf(text) };
    const twice = await together(holdCase(caseId), [
      () => officer.post(place, again),
      () => officer.post(place, again),
    ]);
    assert.deepEqual(
      twice.map(({ status, to }) => [status, to]),
      [
        [303, `/arbete/arenden/${caseId}`],
        [303, `/arbete/arenden/${caseId}`],
      ],
    );
    assert.equal(await decisions(caseId), before + 2, 'a double press changes it once');
  });

  test('of two officers who enter the board’s decision at once the second is told who did, with the minutes as she wrote them', async () => {
    const sara = await town.citizen('197812092398');
    const { case: caseId } = await town.apply(sara, 'ekonomiskt-bistand-ateransokan', ASSISTANCE);
    const officers = [await town.staff('jonas-forsorjningsstod'), await town.staff('maryam-forsorjningsstod')] as const;
    const place = `/arbete/arenden/${caseId}/atgard/namndbeslut`;
    const entered = async (officer: Visitor, n: number) => ({
      'sammantrade-year': '2026',
      'sammantrade-month': '2',
      'sammantrade-day': '3',
      paragraf: `§ ${n}`,
      beslutande: `Ledamot ${n}\nLedamot Två`,
      utfall: 'approved',
      innebar: '5 900 kronor för februari 2026.',
      skal: `Nämndens skäl ${n}.`,
      undantag: 'ingen',
      sett: sealOf((await officer.get(place)).text),
      _csrf: await officer.token(),
    });
    const forms = [await entered(officers[0], 1), await entered(officers[1], 2)] as const;
    const sent = await together(
      holdCase(caseId),
      officers.map((officer, n) => () => officer.post(place, forms[n] ?? {})),
    );
    assert.deepEqual(sent.map(({ status }) => status).sort(), [303, 409]);
    assert.equal(await decisions(caseId), 1);
    const second = sent[0]?.status === 409 ? 0 : 1;
    const text = sent[second]?.text ?? '';
    assert.match(text, /Ärendet är redan avgjort|redan (?:avgjort|beslutat)/);
    assert.match(text, /Nämnden beslutade: (?:Jonas Frid|Maryam Haddad)/);
    for (const typed of [
      '2026-2-3',
      `§ ${second + 1}`,
      `Ledamot ${second + 1}<br/>Ledamot Två`,
      'Bifall',
      `Nämndens skäl ${second + 1}.`,
    ])
      assert.ok(text.includes(typed), typed);
    const first = 1 - second;
    const press = await officers[first]?.post(place, forms[first] ?? {});
    assert.equal(press?.status, 303, 'the press that did it leads to the case once more');
    assert.equal(await decisions(caseId), 1);
  });

  test('of two who end an obstacle at once the second is told how it ended, with the reason that was written', async () => {
    const nadia = await town.staff('nadia-drift');
    const incident = await town.one(sql`insert into runtime.incident (id, type, message, first_at, last_at, attempts)
      values ('01890000-0000-7000-8000-00000000000b', 'letter.pdf', 'broken', now(), now(), 6) returning id`);
    const place = `/arbete/drift/hinder/${incident}`;
    const reasons = ['Skrivaren är lagad.', 'Jag gav upp.'];
    const forms = await Promise.all(
      reasons.map(async (reason) => ({ reason, how: 'resolved', _csrf: await nadia.token() })),
    );
    const sent = await together(
      sql`select from runtime.incident where id = ${incident} for update`,
      forms.map((fields) => () => nadia.post(place, fields)),
    );
    assert.deepEqual(sent.map(({ status }) => status).sort(), [303, 409]);
    const second = sent[0]?.status === 409 ? 0 : 1;
    const text = sent[second]?.text ?? '';
    for (const reason of reasons) assert.ok(text.includes(reason), reason);
    assert.equal(text.indexOf(reasons[1 - second] ?? '') < text.indexOf('Det här hade du skrivit'), true);
    assert.equal((await nadia.post(place, forms[1 - second] ?? {})).status, 303, 'a second press of the same');
  });

  test('two applications for one month sent at once are not both granted by a rule', async () => {
    const sam = await town.citizen('198501242393');
    const march = { ...CLEAR, manad: '2026-03' };
    const both = await Promise.all([1, 2].map(() => town.apply(sam, 'ekonomiskt-bistand-ateransokan', march)));
    const granted = sql<{ n: number }>`select count(*)::int as n from cases.decision
      where case_id = any(${both.map((each) => each.case)}::uuid[]) and decided_by = 'automated'`;
    assert.equal(await count(granted), 1);
  });

  test('law 23b: a review that is asked for many times at once is one task', async () => {
    const sam = await town.citizen('198501242393');
    const { case: caseId } = await town.apply(sam, 'ekonomiskt-bistand-ateransokan', CLEAR);
    const token = await sam.token();
    const path = `/mina-sidor/arenden/${caseId}/prova`;
    const asked = await Promise.all(Array.from({ length: 5 }, () => sam.post(path, { _csrf: token })));
    for (const { status } of asked) assert.equal(status, 303);
    assert.equal(await count(sql`select count(*)::int as n from runtime.task where business_key = ${caseId}`), 1);
  });

  test('a letter is received once, at the first press', async () => {
    const sam = await town.citizen('198501242393');
    const letter = await town.one(sql`select l.id from inbox.letter l join cases.party_role r on r.case_id = l.case_id
      where l.kind = 'decision' and l.party_id = ${sam.actor.kind === 'citizen' ? sam.actor.party : null} limit 1`);
    const token = await sam.token();
    await Promise.all(Array.from({ length: 4 }, () => sam.post(`/inkorg/${letter}/mottaget`, { _csrf: token })));
    const receipts = sql<{ n: number }>`select count(*)::int as n from inbox.receipt
      where letter_id = ${letter} and what = 'confirmed'`;
    assert.equal(await count(receipts), 1);
  });

  test('a task that a colleague took stays the colleague’s until one has seen so', async () => {
    const visitor = await town.citizen('198306142384');
    const { case: caseId } = await town.apply(visitor, 'ekonomiskt-bistand-ateransokan', ASSISTANCE);
    await sql`update identity.party set protected = false where id = ${partyOf(visitor)}`.execute(town.db);
    const task = await taskOf(caseId, 'Utred');
    const path = `${deskTask(caseId, task)}/ta`;
    const [jonas, maryam] = [await town.staff('jonas-forsorjningsstod'), await town.staff('maryam-forsorjningsstod')];
    const holder = () => town.one(sql`select party_id as id from runtime.task_claim where task_id = ${task}`);
    const fresh = { seen: '' };
    await jonas.post(path, fresh);
    assert.equal(await holder(), partyOf(jonas));
    // The same press again, and a colleague who read the page before.
    await jonas.post(path, fresh);
    await maryam.post(path, fresh);
    assert.equal(await holder(), partyOf(jonas));
    const { text } = await maryam.get(`/arbete/arenden/${caseId}`);
    assert.ok(text.includes(`name="seen" value="${partyOf(jonas)}"`));
    await maryam.post(path, { seen: partyOf(jonas) });
    assert.equal(await holder(), partyOf(maryam));
    await maryam.post(path, { seen: partyOf(maryam) });
    assert.equal(await count(sql`select count(*)::int as n from runtime.task_claim where task_id = ${task}`), 0);
  });

  function partyOf({ actor }: Visitor): string {
    return actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : '';
  }
});
