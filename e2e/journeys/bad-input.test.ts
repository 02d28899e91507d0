import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  answerCosts,
  answerHousehold,
  answerIncomes,
  answerMonth,
  applyForAssistance,
  SAMS_FEBRUARY,
  startAssistance,
} from './support/assistance.ts';
import type { Person } from './support/person.ts';
import { photo } from './support/report.ts';
import { stage } from './support/stage.ts';

const town = stage();
const NOBODYS = '01890a5d-ac96-774b-bcce-b302099a8057';

/** What the error summary lists; each entry leads to its field. */
async function errorsOf(person: Person): Promise<string[]> {
  const links = await person.page.getByRole('alert').getByRole('link').all();
  for (const link of links) {
    const field = await link.getAttribute('href');
    assert.equal(await person.page.locator(`[id="${field?.slice(1)}"]`).count(), 1, `${field} is no field`);
  }
  return (await Promise.all(links.map((link) => link.textContent()))).map((text) => text ?? '');
}

async function applications(): Promise<number> {
  const [row] = await town.rows('select count(*)::int as n from applications.application');
  return Number(row?.['n']);
}

test('pressing send twice, at once and after going back, gives one case', async () => {
  const before = await applications();
  const sam = await town.citizen('Sam Lindqvist');
  await applyForAssistance(sam, SAMS_FEBRUARY);
  const { page } = sam;
  const hidden = Object.fromEntries(
    await Promise.all(
      ['_csrf', 'read', '_shown'].map(async (name) => [
        name,
        await page.locator(`main input[name=${name}]`).inputValue(),
      ]),
    ),
  );
  const form = { ...hidden, intygar: 'yes' };
  const send = () => page.context().request.post(page.url(), { form, headers: { origin: town.origin } });
  const answers = await Promise.all([send(), send(), send()]);
  assert.deepEqual([...new Set(answers.map((answer) => answer.status()))], [200]);
  const [receipt, ...others] = [...new Set(answers.map((answer) => new URL(answer.url()).pathname))];
  assert.match(receipt ?? '', /^\/kvitto\//);
  assert.deepEqual(others, []);
  assert.equal((await applications()) - before, 1);

  await sam.press('Skicka');
  assert.equal(sam.path, receipt, 'the page was still open: it leads to the same receipt');
  await page.goBack();
  assert.ok(!(await sam.text()).includes('Tekniskt fel'));
  await sam.go(receipt ?? '');
  await sam.titled('Vi har fått din ansökan');
  assert.equal((await applications()) - before, 1);
});

test('the back button keeps what was answered, and answers can be changed on the way', async () => {
  const sam = await town.citizen('Sam Lindqvist');
  await startAssistance(sam);
  await answerMonth(sam);
  await answerHousehold(sam);
  await sam.page.goBack();
  await sam.titled('Har något ändrats i ditt hushåll?');
  assert.ok(await sam.page.getByRole('radio', { name: 'Nej', exact: true }).isChecked());
  await sam.page.goBack();
  assert.equal(await sam.value('År'), '2026');
  await answerMonth(sam, 'januari');
  await answerHousehold(sam);
  await sam.follow('Tillbaka');
  await sam.titled('Har något ändrats i ditt hushåll?');
  await sam.follow('Tillbaka');
  assert.equal(await sam.value('Månad'), '1');
});

test('a deep link past what is answered leads to the first missing page', async () => {
  const sam = await town.citizen('Sam Lindqvist');
  await startAssistance(sam);
  const draft = sam.path.replace(/\/manad$/, '');
  for (const page of ['granska', 'intyga', 'konto', 'utgifter']) {
    await sam.go(`${draft}/${page}`);
    assert.equal(sam.path, `${draft}/manad`);
  }
  await answerMonth(sam);
  await sam.go(`${draft}/granska`);
  assert.equal(sam.path, `${draft}/hushall`);
  assert.equal(await sam.go(`${draft}/finns-inte`), 404);
});

test('nothing typed is lost when something is wrong, and every error leads to its field', async () => {
  const sam = await town.citizen('Sam Lindqvist', { javaScript: false });
  await startAssistance(sam);
  await answerMonth(sam, '13');
  assert.deepEqual((await errorsOf(sam)).length, 1);
  assert.equal(await sam.value('Månad'), '13');
  await answerMonth(sam, '7');
  await sam.titled('Vilken månad söker du för?');
  assert.equal((await errorsOf(sam)).length, 1, 'a month too far ahead');
  await answerMonth(sam);
  await answerHousehold(sam);

  await sam.press('Lägg till en utgift');
  await sam.write('Belopp', '300 000');
  await sam.attach(/^Faktura eller avi/, { name: 'hyra.pdf', mimeType: 'application/pdf', buffer: Buffer.from('nej') });
  await sam.press('Spara');
  const wrong = await errorsOf(sam);
  assert.equal(wrong.length, 3, wrong.join('\n'));
  assert.match(wrong.join('\n'), /Filen är av en sort som vi inte kan ta emot/);
  assert.equal(await sam.value('Belopp'), '300 000');
  await sam.pick('Slag av utgift', 'Hyra');
  await sam.write('Belopp', '6 200');
  const large = join(town.data, 'stor.pdf');
  writeFileSync(large, Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(20_500_000, 'x')]));
  await sam.attach(/^Faktura eller avi/, large);
  await sam.press('Spara');
  assert.match((await errorsOf(sam)).join('\n'), /^Filen är för stor\. Den får vara högst 20\sMB\.$/);
  assert.equal(await sam.value('Belopp'), '6 200');
  assert.equal(await sam.page.getByRole('combobox', { name: 'Slag av utgift' }).inputValue(), 'hyra');
  await sam.attach(/^Faktura eller avi/, await photo());
  await sam.press('Spara');
  await sam.reads('Hyra');
  await answerCosts(sam, []);
  await answerIncomes(sam, []);

  await sam.write('Pengar på alla konton i dag', 'mycket');
  await sam.onwards();
  assert.equal((await errorsOf(sam)).length, 2);
  assert.equal(await sam.value('Pengar på alla konton i dag'), 'mycket');
  await sam.write('Pengar på alla konton i dag', '640');
  await sam.mark('Nej');
  await sam.onwards();
  await sam.mark('Ja');
  const long = 'å'.repeat(2001);
  await sam.write('Vad har du gjort?', long);
  await sam.onwards();
  assert.match((await errorsOf(sam)).join('\n'), /2\s?000/);
  assert.equal(await sam.value('Vad har du gjort?'), long);
  assert.ok(await sam.page.getByRole('radio', { name: 'Ja', exact: true }).isChecked());
  await sam.write('Vad har du gjort?', long.slice(1));
  await sam.onwards();
  await sam.titled('Vart ska pengarna betalas?');
});

test('an error takes a keyboard to its field: the title says so, and the link in the summary leads there', async () => {
  const sam = await town.citizen('Sam Lindqvist', { keyboard: true });
  await startAssistance(sam);
  await sam.onwards();
  const { page } = sam;
  assert.match(await page.title(), /^Fel: /);
  const link = page.getByRole('alert').getByRole('link').first();
  await link.focus();
  await page.keyboard.press('Enter');
  const focused = await page.evaluate(() => document.activeElement?.id ?? '');
  assert.equal(`#${focused}`, await link.getAttribute('href'));
});

test('ids that nobody has are 404, and the page helps on', async () => {
  const sam = await town.citizen('Sam Lindqvist');
  for (const id of [NOBODYS, 'abc', '%27', '..']) {
    for (const path of [
      `/mina-sidor/arenden/${id}`,
      `/mina-sidor/arenden/${id}/prova`,
      `/mina-sidor/uppgifter/${id}`,
      `/inkorg/${id}`,
      `/inkorg/${id}/brev.pdf`,
      `/kvitto/${id}`,
      `/tjanster/ekonomiskt-bistand-ateransokan/ansok/${id}/manad`,
      `/tjanster/ekonomiskt-bistand-ateransokan/ansok/${id}/granska`,
    ])
      if (id !== '..') assert.equal(await sam.status(path), 404, path);
  }
  assert.equal(await sam.status('/tjanster/finns-inte'), 404);
  assert.equal(await sam.status('/en/tjanster/finns-inte'), 404);
  assert.equal(await sam.go('/finns-inte'), 404);
  assert.ok((await sam.page.getByRole('main').getByRole('link').count()) > 0);
  const maryam = await town.officer('Maryam Haddad');
  assert.equal(await maryam.status(`/arbete/arenden/${NOBODYS}`), 404);
  assert.equal(await maryam.status(`/arbete/arenden/abc`), 404);
});

test('a form that comes from nowhere is refused', async () => {
  const sam = await town.citizen('Sam Lindqvist');
  const post = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    sam.page
      .context()
      .request.post('/tjanster/ekonomiskt-bistand-ateransokan/ansok', { form, headers, maxRedirects: 0 });
  assert.equal((await post({})).status(), 403);
  assert.equal((await post({ _csrf: 'x'.repeat(60) })).status(), 403);
  await sam.go('/tjanster/ekonomiskt-bistand-ateransokan');
  const token = await sam.page.locator('main input[name=_csrf]').first().inputValue();
  assert.equal((await post({ _csrf: token }, { origin: 'http://other.invalid' })).status(), 403);
  assert.equal((await post({ _csrf: token }, { origin: town.origin })).status(), 303);
});

test('a draft that nobody touched for thirty days is gone', async () => {
  const leyla = await town.citizen('Leyla Nyström');
  await startAssistance(leyla);
  const { path } = leyla;
  assert.equal(await leyla.status(path), 200);
  await town.timeMachine('En månad');
  await town.timeMachine('En vecka');
  assert.equal(await leyla.go(path), 404);
});
