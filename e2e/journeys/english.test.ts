import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseNumber, complete, openTask } from './support/desk.ts';
import { lottery, payAgain } from './support/lottery.ts';
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
  await english(sam);
  await sam.mark(/^I declare/);
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

test('Leyla registers the rowing club’s lottery in English: not paid, too late, then paid once and decided', async () => {
  const leyla = await town.citizen('Leyla Nyström', { language: 'en', javaScript: false });
  await lottery(leyla, () => english(leyla));
  await leyla.reads('The fee is 400 kronor');
  await leyla.press('Go to payment');
  await leyla.titled(/^Pay 400\skronor$/);
  const pay = leyla.path;
  await leyla.mark('Card');
  await leyla.press('Pay');
  await leyla.reads('Here you pay 400 kronor without money: Registration of a lottery');
  await leyla.press('Do not pay');
  await leyla.reads('The payment did not happen');
  await english(leyla);

  await payAgain(leyla);
  await leyla.mark('Swish');
  await leyla.press('Pay');
  const late = leyla.page.url();
  await town.rows("update payments.payment set expires_at = now() - interval '1 hour'");
  await leyla.go(pay);
  await leyla.reads('The payment did not happen');
  await leyla.go(late);
  assert.equal(await leyla.page.getByRole('button', { name: 'Pay', exact: true }).count(), 0, 'too late to pay');

  await leyla.go(pay);
  await payAgain(leyla);
  await leyla.mark('Card');
  await leyla.press('Pay');
  await leyla.press('Pay, and tell the municipality twice');
  await english(leyla);
  await leyla.reads('Registration of a lottery', '400 kronor');
  const number = await caseNumber(leyla);
  assert.match(number, /^KS /);
  assert.deepEqual(await town.rows("select count(*)::int as n from cases.case where service = 'lotteriregistrering'"), [
    { n: 1 },
  ]);
  assert.deepEqual(
    await town.rows("select sum(amount - refunded)::int as n from payments.test_request where status = 'PAID'"),
    [{ n: 400 }],
  );

  const eva = await town.officer('Eva Torell');
  await openTask(eva, number, 'Utred och föreslå beslut');
  await eva.mark('Registrering');
  await complete(eva);
  await eva.write('Hur länge ska registreringen gälla?', '60');
  await eva.write('Kontrollant', 'Mats Hedin');
  await eva.write('Kontrollantens e-postadress', 'mats.hedin@exempel.invalid');
  await eva.write('Arvode till kontrollanten', '3 procent av insatserna');
  await eva.write('Skäl för beslutet', 'Klubben är öppen för alla och arbetar för barn och unga.');
  await complete(eva);
  const henrik = await town.officer('Henrik Nord');
  await openTask(henrik, number, 'Fatta beslut');
  await henrik.mark('Ja');
  await complete(henrik);
  await leyla.until('/en/inkorg', /Decision on the registration of a lottery/);
  await leyla.follow(/Decision on the registration of a lottery/);
  await leyla.reads('Ekhamns Roddklubb is registered', '28 February 2031', '1,973,333 kronor', 'Mats Hedin');
  assert.deepEqual(await town.rows('select subject, language, decision_id from inbox.letter where party_id is null'), [
    { subject: 'Kopia: Beslut om registrering av lotteri', language: 'sv', decision_id: null },
  ]);
  const entered = 'select d.title, e.recipient from cases.entry e join cases.document d on d.id = e.document_id';
  assert.deepEqual(await town.rows(`${entered} where e.recipient is not null`), [
    { title: 'Kopia: Beslut om registrering av lotteri', recipient: 'Mats Hedin' },
  ]);
});
