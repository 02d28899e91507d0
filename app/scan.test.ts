import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { draftFromExample } from '@torget/form';
import { sql } from 'kysely';
import { sendWhole, storeFile } from '#areas/applications/index.ts';
import { EICAR, type TestClamd, testClamd } from '#platform/files/scan/testing.ts';
import { openSecured, type Secured, type Visitor } from './security/testing.ts';

const SERVICE = '/tjanster/ekonomiskt-bistand-ateransokan';
const GOOD = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n');
const BAD = Buffer.concat([GOOD, EICAR]);

const ANSWERS = {
  manad: '2026-02',
  andrat_hushall: false,
  inkomster: [],
  konton: 300,
  andra_tillgangar: false,
  plan_foljd: true,
  plan_gjort: 'Sökt arbete.',
  konto: 'samma',
  intygar: true,
};

describe('files and the virus scanner', { timeout: 240_000 }, () => {
  let clamd: TestClamd;
  let town: Secured;

  before(async () => {
    clamd = await testClamd();
    town = await openSecured({ clamavUrl: clamd.url });
  });
  after(async () => {
    await town.close();
    await clamd.close();
  });

  /** The page of expenses with an entry open. */
  async function atExpenses(person: Visitor): Promise<string> {
    const draft = (await person.post(`${SERVICE}/ansok`, { ny: 'ja' })).to.replace(/\/[^/]+$/, '');
    await person.post(`${draft}/manad`, { 'manad-month': '2', 'manad-year': '2026', _do: 'continue' });
    await person.post(`${draft}/hushall`, { andrat_hushall: 'no', _do: 'continue' });
    return draft;
  }

  async function attach(person: Visitor, draft: string, bytes: Buffer<ArrayBuffer>, name: string) {
    const { to } = await person.post(`${draft}/utgifter`, { _do: 'add:utgifter' });
    const form = new FormData();
    for (const [, key = '', value = ''] of (await person.get(to)).text.matchAll(
      /<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
    ))
      form.append(key, value);
    form.append('utgifter-slag', 'hyra');
    form.append('utgifter-belopp', '6200');
    form.append('utgifter-underlag', new Blob([bytes]), name);
    form.append('_do', 'save');
    return person.post(`${draft}/utgifter`, form);
  }

  test('whoever goes on meanwhile is told on the page of the question, which asks again', async () => {
    const sara = await town.citizen('198501242393');
    const draft = await atExpenses(sara);
    const { to } = await attach(sara, draft, BAD, 'hyresavi.pdf');
    assert.match((await sara.get(to)).text, /6\s200/, 'taken at once, and nobody waits for the scanner');
    await town.settle();
    const told = await sara.get(`${draft}/utgifter`);
    assert.match(told.text, /Filen hyresavi\.pdf innehöll skadlig kod och har tagits bort/);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from files.file`.execute(town.db);
    assert.equal(rows[0]?.n, 0);
    // The same bytes again: the verdict is known.
    const again = await attach(sara, draft, BAD, 'avi.pdf');
    assert.match((await sara.get(again.to)).text, /Filen innehåller skadlig kod/);
  });

  test('a case is opened meanwhile, its file by nobody; the applicant is asked for a new one', async () => {
    const sara = await town.citizen('197812092398');
    const officer = await town.staff('jonas-forsorjningsstod');
    clamd.hold();
    const { caseId, document } = await sendWith(sara, Buffer.concat([BAD, Buffer.from('\n')]));
    const address = `/mina-sidor/arenden/${caseId}/handlingar/${document}`;
    assert.equal((await sara.get(address)).status, 503);
    const list = await sara.get(`/mina-sidor/arenden/${caseId}`);
    assert.match(list.text, /avi\.pdf \(söks igenom\)/);
    clamd.go();
    await town.settle();
    assert.equal((await sara.get(address)).status, 410);
    assert.equal((await officer.get(`/arbete/arenden/${caseId}/handlingar/${document}`)).status, 410);
    const mine = (await sara.get(`/mina-sidor/arenden/${caseId}`)).text;
    assert.match(mine, /Skicka en fil på nytt/);
    const task = /href="(\/mina-sidor\/uppgifter\/[^"]+)"/.exec(mine)?.[1] ?? '';
    const form = new FormData();
    form.append('ny_fil_kan', 'yes');
    form.append('ny_fil', new Blob([GOOD]), 'ny avi.pdf');
    form.append('_do', 'continue');
    assert.equal((await sara.post(task, form)).status, 303);
    await town.settle();
    const after = (await sara.get(`/mina-sidor/arenden/${caseId}`)).text;
    assert.doesNotMatch(after, /mina-sidor\/uppgifter\//, 'what was answered is read, and nothing is left to do');
    const newer = await town.one(sql`select id from cases.document where case_id = ${caseId} and title = 'ny avi.pdf'`);
    const opened = await officer.get(`/arbete/arenden/${caseId}/handlingar/${newer}`);
    assert.equal(opened.status, 200);
    assert.equal(opened.text, GOOD.toString());
  });

  /** An application with one file, sent while the scanner has not answered. */
  async function sendWith(person: Visitor, bytes: Buffer): Promise<{ caseId: string; document: string }> {
    const { house } = town.served;
    const begun = await town.begin(person, 'ekonomiskt-bistand-ateransokan');
    const service = house.catalogue.find('ekonomiskt-bistand-ateransokan');
    const question = service?.form.pages
      .flatMap((page) => page.questions)
      .flatMap((each) => each.questions ?? [])
      .find(({ id }) => id === 'underlag');
    assert.ok(service && question);
    const path = join(town.folder, 'avi');
    writeFileSync(path, bytes);
    const sender = town.sender(person);
    const stored = await storeFile(
      sender,
      { draft: begun.id },
      question,
      { path, name: 'avi.pdf', size: bytes.length },
      house.files,
    );
    assert.ok(stored.ok);
    const given = draftFromExample(
      service.form,
      { ...ANSWERS, utgifter: [{ slag: 'hyra', belopp: 6200, underlag: stored.value }] },
      { at: sender.now, facts: {} },
    );
    const sent = await sendWhole(sender, house.applications, service, begun, given);
    assert.ok(sent.kind === 'sent', JSON.stringify(sent));
    const document = await town.one(
      sql`select id from cases.document where case_id = ${sent.caseId} and kind = 'attachment'`,
    );
    return { caseId: sent.caseId, document };
  }
});
