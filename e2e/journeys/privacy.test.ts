import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerAssistance, applyForAssistance, SAMS_FEBRUARY, startAssistance } from './support/assistance.ts';
import { caseNumber, complete, isListed, openCase, openTask } from './support/desk.ts';
import { everything } from './support/everything.ts';
import { fetchPdf, openLetter } from './support/letters.ts';
import type { Person } from './support/person.ts';
import { applyForPreschool } from './support/preschool.ts';
import { report } from './support/report.ts';
import { stage } from './support/stage.ts';

const town = stage();

test("someone else's draft, receipt, case, letter and task do not exist", async () => {
  const sam = await town.citizen('Sam Lindqvist');
  const leyla = await town.citizen('Leyla Nyström');
  const mine: string[] = [];
  await startAssistance(sam);
  mine.push(sam.path, sam.path.replace(/manad$/, 'granska'), sam.path.replace(/manad$/, 'ta-bort'));
  await leyla.go('/tjanster/ekonomiskt-bistand-ateransokan');
  const token = await leyla.page.locator('main input[name=_csrf]').first().inputValue();
  const stolen = await leyla.page.context().request.post(sam.path, { form: { _csrf: token, 'manad-month': '2' } });
  assert.equal(stolen.status(), 404);
  for (const path of mine) assert.equal(await leyla.status(path), 404, path);

  await startAssistance(sam);
  const done = sam.path.replace(/\/manad$/, '');
  await finish(sam);
  const theirs = [sam.path, `${done}/granska`];
  await sam.follow(/^Följ ärendet på Mina sidor/);
  const casePath = sam.path;
  const number = await caseNumber(sam);
  theirs.push(casePath, `${casePath}/prova`);
  const register = sam.page.getByRole('main').locator('a[href*="/handlingar/"]').first();
  theirs.push((await register.getAttribute('href')) ?? '');
  const letter = await openLetter(sam, /Beslut om ekonomiskt bistånd/);
  await fetchPdf(sam);
  theirs.push(letter, `${letter}/brev.pdf`);
  for (const path of theirs) assert.equal(await leyla.status(path), 404, path);
  for (const path of [`${letter}/mottaget`, `${casePath}/prova`]) {
    const answer = await leyla.page.context().request.post(path, { form: { _csrf: token }, maxRedirects: 0 });
    assert.equal(answer.status(), 404, path);
  }
  const nobody = await town.visitor();
  assert.equal(await nobody.status(theirs[0] ?? ''), 404, 'a receipt without its key');
  for (const path of [casePath, letter]) assert.equal(await nobody.status(path), 303, path);

  const id = casePath.split('/').at(-1) ?? '';
  const lisa = await town.officer('Lisa Öberg');
  assert.equal(await lisa.status(`/arbete/arenden/${id}`), 404, 'another unit');
  const maryam = await town.officer('Maryam Haddad');
  assert.equal(await maryam.status(`/arbete/arenden/${id}`), 200);
  assert.equal(await sam.status(`/arbete/arenden/${id}`), 303, 'a citizen is no officer');
  assert.equal(await isListed(lisa, number), false);
});

async function finish(person: Person): Promise<void> {
  await answerAssistance(person, SAMS_FEBRUARY);
  await person.press('Skicka');
}

test('staff see no Mina sidor, citizens no desk, and nobody is both', async () => {
  const maryam = await town.officer('Maryam Haddad');
  for (const path of ['/mina-sidor', '/inkorg', '/mina-sidor/uppgifter-om-mig']) {
    assert.equal(await maryam.status(path), 303, path);
    await maryam.go(path);
    assert.match(maryam.path, /^\/logga-in/);
  }
  assert.equal(await maryam.status('/arbete'), 200);
  for (const path of ['/arbete/tidsmaskin', '/arbete/e-post']) assert.equal(await maryam.status(path), 404, path);
  const sam = await town.citizen('Sam Lindqvist');
  for (const path of ['/arbete', '/arbete/drift', '/arbete/e-post']) assert.equal(await sam.status(path), 303, path);
});

test('signing out ends the session, also for who kept the cookie, and going back shows nothing', async () => {
  const sam = await town.citizen('Sam Lindqvist');
  await sam.go('/mina-sidor/uppgifter-om-mig');
  await sam.reads('Varvsgatan 14 B');
  const cookies = await sam.page.context().cookies();
  assert.ok(cookies.some((cookie) => cookie.name.startsWith('__Host-') && cookie.httpOnly && cookie.secure));
  await sam.signOut();
  await sam.titled('Du är utloggad');
  await sam.page.goBack();
  await sam.readsNot('Varvsgatan 14 B');
  const thief = await town.visitor();
  await thief.page.context().addCookies(cookies);
  assert.equal(await thief.status('/mina-sidor'), 303);
});

const CANARIES = [/Kanariegr/i, /000 99/, /070-174 06 99/];

test('the address of a person with protected identity is nowhere, and only the named role sees her case', async () => {
  const karin = await town.citizen('Karin Holm');
  const pages: [string, string][] = [];
  karin.page.on('response', async (answer) => {
    if (answer.request().resourceType() === 'document' && answer.status() < 300) {
      pages.push([answer.url(), await answer.text().catch(() => '')]);
    }
  });
  await applyForAssistance(karin, { ...SAMS_FEBRUARY, costs: [{ kind: 'Hyra', amount: '14 900' }] });
  await karin.press('Skicka');
  const number = await caseNumber(karin);
  await karin.follow(/^Följ ärendet på Mina sidor/);
  const id = karin.path.split('/').at(-1) ?? '';
  await karin.go('/mina-sidor/uppgifter-om-mig');
  await karin.reads('Du har skyddade personuppgifter');

  for (const name of ['Jonas Frid', 'Maryam Haddad']) {
    const officer = await town.officer(name);
    assert.equal(await isListed(officer, number), false, name);
    assert.equal(await officer.status(`/arbete/arenden/${id}`), 404, name);
  }
  const birgitta = await town.officer('Birgitta Sand', {}, 'Enheten för försörjningsstöd');
  await openCase(birgitta, number);
  await birgitta.reads('Karin Holm', 'Skyddade personuppgifter');
  pages.push(['desk', await birgitta.html()]);
  await openTask(birgitta, number, 'Utred och föreslå beslut');
  pages.push(['task', await birgitta.html()]);
  await decideAsProposed(birgitta, number);

  await openLetter(karin, /Beslut om ekonomiskt bistånd/);
  await karin.reads('Karin Holm');
  const pdf = await fetchPdf(karin);
  pages.push(['pdf', pdf.toString('latin1')]);

  await applyForPreschool(karin, 'Liv Holm');
  await karin.press('Skriv under med e-legitimation');
  await karin.signAs('Karin Holm');
  const mattias = await town.citizen('Mattias Holm');
  await mattias.follow(/Bekräfta ansökan/);
  pages.push(['guardian', await mattias.html()]);
  await mattias.mark('Ja');
  await mattias.press('Skicka svaret');
  pages.push(['guardian, at the e-ID', await mattias.html()]);
  await mattias.signAs('Mattias Holm');
  pages.push(['guardian, after', await mattias.html()]);
  const nadia = await town.officer('Nadia Persson');
  await nadia.go('/arbete/e-post');
  pages.push(['mail', await nadia.html()]);
  await nadia.readsNot('11 420', 'Du får', number);
  await karin.go('/mina-sidor');

  pages.push(['log', town.log()], ['database', await everything(town)]);
  assert.ok(pages.length > 20, `${pages.length} pages`);
  assert.match(pages.find(([where]) => where === 'database')?.[1] ?? '', /Karin Holm/);
  for (const [where, text] of pages) for (const canary of CANARIES) assert.doesNotMatch(text, canary, where);
});

async function decideAsProposed(officer: Person, number: string): Promise<void> {
  await officer.mark('Bifall');
  await officer.write('Belopp att betala ut', '11 000');
  await officer.write('Skäl för beslutet', 'Du har rätt till bistånd enligt 12 kap. 1 § socialtjänstlagen.');
  const children = officer.page.getByLabel('Barnets bästa');
  if ((await children.count()) > 0) await officer.write('Barnets bästa', 'Beslutet är bra för barnet.');
  await complete(officer);
  await openTask(officer, number, 'Fatta beslut');
  await officer.mark('Ja');
  await complete(officer);
}

test('an officer who is a party, or close to one, cannot open the case', async () => {
  const erik = await town.citizen('Erik Berg');
  await erik.go('/mina-sidor');
  const somebody = await town.visitor();
  const numbers: string[] = [];
  for (const heading of ['Hål i gatan', 'Trasig skylt']) {
    await report(somebody, { heading, category: 'Hål i väg eller gångbana', place: 'words' });
    await somebody.press('Skicka');
    numbers.push(await caseNumber(somebody));
  }
  const anna = await town.officer('Anna Berg');
  const cases = await town.rows(
    `select id, number from cases.case where number in (${numbers.map((number) => `'${number}'`).join()}) order by number`,
  );
  for (const { id, number } of cases) {
    assert.equal(await isListed(anna, String(number)), true);
    assert.equal(await anna.status(`/arbete/arenden/${id}`), 200);
  }
  // The report keeps no names: whose matter it is comes out later, and is written into the case.
  const party = async (name: string) =>
    String((await town.rows(`select id from identity.party where name = '${name}'`))[0]?.['id']);
  for (const [index, name] of ['Anna Berg', 'Erik Berg'].entries()) {
    const [made] = await town.rows(
      `insert into cases.party_role (case_id, party_id, role, since) values ('${cases[index]?.['id']}', '${await party(name)}', 'affected', now()) returning *`,
    );
    assert.ok(made);
  }
  for (const { id, number } of cases) {
    assert.equal(await isListed(anna, String(number)), false, `${number} in the list`);
    assert.equal(await anna.status(`/arbete/arenden/${id}`), 404, `${number} opened`);
  }
  const lisa = await town.officer('Lisa Öberg');
  for (const { id } of cases) assert.equal(await lisa.status(`/arbete/arenden/${id}`), 200);
});
