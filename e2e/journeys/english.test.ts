import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from './support/person.ts';
import { stage } from './support/stage.ts';

const town = stage();

/** Words that no English page of the house has. */
const SWEDISH =
  /\b(Fortsätt|Tillbaka|Skicka|Logga|Sparat|Ändra|Ärendet|Beslutet|kronor i ekonomiskt|och|inte|är|för)\b/;

/** The page is in English, whole: its language, its address and its words; names of people and streets apart. */
async function english(person: Person): Promise<void> {
  assert.ok(person.path.startsWith('/en/') || person.path.startsWith('/test-eid/'), person.path);
  assert.equal(await person.page.locator('html').getAttribute('lang'), 'en', person.path);
  const swedish = await person.page.locator('main [lang=sv]').allInnerTexts();
  const text = swedish.reduce((rest, part) => rest.replace(part.replace(/\s+/g, ' '), ''), await person.text());
  assert.doesNotMatch(text, SWEDISH, person.path);
}

test('Sam renews in English, from the start page to the letter', async () => {
  const sam = await town.visitor({ language: 'en' });
  await sam.go('/en');
  await sam.page.getByRole('searchbox').first().fill('rent');
  await sam.press('Search');
  await english(sam);
  await sam.follow(/^Renew your application for economic assistance/);
  await english(sam);
  await sam.press('Start');
  await sam.identify('Sam Lindqvist');
  await english(sam);
  await sam.press('Start');
  await english(sam);
  await sam.onwards();
  await english(sam);
  await sam.reads(/There is a problem|needs? to be corrected|must be corrected|to mend/);
  await sam.write('Month', 'February');
  await sam.write('Year', '2026');
  await sam.onwards();
  await english(sam);
  await sam.mark('No');
  await sam.onwards();
  await sam.press('Add a cost');
  await english(sam);
  await sam.pick('Kind of cost', 'Rent');
  // With a comma it could be two amounts: that is asked, not guessed.
  await sam.write('Amount', '6,200');
  await sam.press('Save');
  await english(sam);
  assert.equal(await sam.value('Amount'), '6,200');
  await sam.write('Amount', '6200');
  await sam.press('Save');
  await english(sam);
  await sam.onwards();
  await english(sam);
  await sam.onwards();
  await sam.write('Money in all accounts today', '640');
  await sam.mark('No');
  await sam.onwards();
  await sam.mark('Yes');
  await sam.write('What have you done?', 'Applied for three jobs.');
  await sam.onwards();
  await sam.mark('To the same account as last time');
  await sam.onwards();
  await sam.mark(/^I declare/);
  await sam.onwards();
  await english(sam);
  await sam.press('Send');
  await english(sam);
  await sam.reads(/SN 2026-\d{6}/);
  await sam.follow(/^Follow the case/);
  await english(sam);
  await sam.reads('11,420 kronor', 'Your application was received');
  await sam.go('/en/mina-sidor');
  await english(sam);
  await sam.until('/en/inkorg', /Decision on economic assistance/);
  await english(sam);
  await sam.follow(/Decision on economic assistance/);
  await sam.reads('11,420 kronor', /three weeks from the day you got this decision/i, /made automatically|automated/i);
  await english(sam);
  await sam.go('/en/mina-sidor/uppgifter-om-mig');
  await english(sam);
});

test('the language is changed on the page one is on, and stays', async () => {
  const leyla = await town.citizen('Leyla Nyström');
  await leyla.go('/mina-sidor');
  await leyla.follow('English');
  assert.equal(leyla.path, '/en/mina-sidor');
  await english(leyla);
});
