import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyForAssistance, LEYLAS_FEBRUARY, SAMS_FEBRUARY } from './support/assistance.ts';
import { caseNumber, complete, isListed, openCase, openTask } from './support/desk.ts';
import { fetchPdf, openLetter } from './support/letters.ts';
import { type Person, WAYS } from './support/person.ts';
import { stage } from './support/stage.ts';

const town = stage();
const DECISION = /Beslut om ekonomiskt bistånd/;

// A month that has been granted is not granted again by a rule, so each way has a month of its own.
const MONTHS = [
  ['2', 'februari 2026'],
  ['1', 'januari 2026'],
  ['3', 'mars 2026'],
] as const;

for (const [at, [way, means]] of [...WAYS].entries()) {
  const [month, words] = MONTHS[at] ?? MONTHS[0];
  test(`Sam renews and has a yes of 11 420 kronor at once, ${way}`, async () => {
    const sam = await town.visitor(means);
    await applyForAssistance(sam, { ...SAMS_FEBRUARY, month }, 'Sam Lindqvist');
    await sam.reads(words, '6 200', '640', 'Sökt tre jobb i veckan.');
    const sent = performance.now();
    await sam.press('Skicka');
    await sam.titled('Vi har fått din ansökan');
    const number = await caseNumber(sam);
    await sam.follow(/^Följ ärendet på Mina sidor/);
    await sam.reads(number, 'Din ansökan kom in', 'Vi hämtar uppgifter och räknar', 'Beslut', 'Pengarna betalas ut');
    await sam.reads(/Bifall|Du fick ja/, '11 420 kronor', 'automatiskt');
    const casePath = sam.path;

    await openLetter(sam, new RegExp(`Beslut om ekonomiskt bistånd för ${words}`));
    assert.ok(performance.now() - sent < 10_000, 'the decision came within seconds');
    await sam.reads('11 420 kronor', 'Riksnorm, en vuxen', '12 kap. 1 § socialtjänstlagen', 'räknas utöver riksnormen');
    await sam.reads('Förvaltningsrätten i Ekhamn', 'inom tre veckor från den dag du fick');
    await sam.reads('fattat automatiskt', 'SN delegationsordning 3.4', /Reglerna har version [0-9a-f]{8}/);
    await sam.readsNot('Sista dagen att överklaga');
    await fetchPdf(sam);

    await sam.press(/jag har fått beslutet/i);
    await sam.reads('Sista dagen att överklaga är', '24 februari 2026');
    await askForReview(sam, number, casePath);
  });
}

test('the same month once more goes to an officer: nothing is paid twice by a rule', async () => {
  const sam = await town.citizen('Sam Lindqvist');
  await applyForAssistance(sam, SAMS_FEBRUARY);
  await sam.press('Skicka');
  await sam.follow(/^Följ ärendet på Mina sidor/);
  await sam.reads('En handläggare läser din ansökan');
  await sam.readsNot('Bifall');
});

/** The list that lay open says that something has come, without having moved, when its reader comes back to it. */
async function isTold(officer: Person, words: RegExp): Promise<void> {
  const line = officer.page.getByRole('status').and(officer.page.locator('.d-live'));
  const views = officer.page.getByRole('navigation', { name: 'Vyer' });
  const stood = await views.boundingBox();
  assert.ok(stood);
  await officer.page.waitForFunction(
    () => {
      document.dispatchEvent(new Event('visibilitychange'));
      return document.querySelector('.d-live')?.textContent !== '';
    },
    undefined,
    { polling: 500 },
  );
  assert.match(String(await line.textContent()), words);
  assert.deepEqual(await views.boundingBox(), stood);
}

/** "Låt en handläggare pröva": the task comes to the unit, an officer does it, and Sam sees the answer and who looked. */
async function askForReview(sam: Person, number: string, casePath: string): Promise<void> {
  const maryam = await town.officer('Maryam Haddad');
  assert.equal(await isListed(maryam, number), false, 'nothing waits for a person yet');
  await maryam.go('/arbete');
  await sam.follow('Låt en handläggare pröva');
  await sam.press('Be en handläggare pröva');
  assert.equal(sam.path, casePath);
  await isTold(maryam, /nytt ärende|nya ärenden/);
  await maryam.follow('Visa');
  await maryam.reads(number);
  await openTask(maryam, number, 'Pröva det automatiska beslutet');
  await maryam.mark('Beslutet står fast');
  await maryam.write('Skälen', 'Jag har läst ansökan och räknat om. Beslutet är rätt.');
  await complete(maryam);
  assert.equal(await isListed(maryam, number), false);
  await sam.go('/mina-sidor/uppgifter-om-mig');
  await sam.reads('Enheten för försörjningsstöd, handläggare', 'Arbetade med ditt ärende', 'Öppnade ditt ärende');
  await sam.readsNot('Maryam Haddad');
}

for (const [way, means] of WAYS) {
  test(`a forgotten income goes to officers: proposed, communicated, decided, ${way}`, async () => {
    const leyla = await town.citizen('Leyla Nyström', means);
    await applyForAssistance(leyla, LEYLAS_FEBRUARY);
    await leyla.press('Skicka');
    const number = await caseNumber(leyla);
    await leyla.follow(/^Följ ärendet på Mina sidor/);
    const casePath = leyla.path;
    await leyla.reads('En handläggare läser din ansökan');
    await leyla.readsNot('Delvis bifall');

    const jonas = await town.officer('Jonas Frid', means);
    await propose(jonas, number);
    assert.equal(await isListed(jonas, number), false, 'an officer without delegation does not decide');

    await openLetter(leyla, /Vi vill fråga dig innan vi beslutar/);
    await leyla.reads('3 264 kronor den 29 januari 2026', '25 § förvaltningslagen');
    await leyla.go('/mina-sidor');
    await leyla.follow(/Vad vill du säga innan vi beslutar/);
    await leyla.mark('Ja');
    await leyla.write('Det här vill jag säga (frivilligt)', 'Jag glömde den. Förlåt.');
    await leyla.press('Skicka svaret');
    assert.equal(leyla.path, casePath);

    const maryam = await town.officer('Maryam Haddad', means);
    await openCase(maryam, number);
    await maryam.reads('Leyla Nyström', 'Jag glömde den. Förlåt.', 'Delvis bifall', '6 596');
    await maryam.press('Fatta beslut');
    await maryam.reads('Jag glömde den. Förlåt.', 'Delvis bifall', 'Jonas Frid');
    await maryam.mark('Ja');
    await complete(maryam);

    await openLetter(leyla, DECISION);
    await leyla.reads('6 596 kronor', 'A-kassan betalade dig 3 264 kronor', '12 kap. 1 § socialtjänstlagen');
    await leyla.reads('Förvaltningsrätten i Ekhamn');
    await leyla.readsNot('fattat automatiskt', 'Låt en handläggare pröva');
    await fetchPdf(leyla);
    await leyla.go(casePath);
    await leyla.reads('6 596 kronor', 'fattades av en handläggare');
    await leyla.go('/mina-sidor/uppgifter-om-mig');
    await leyla.reads(
      'Enheten för försörjningsstöd, handläggare, delegat',
      'Enheten för försörjningsstöd, handläggare',
    );
  });
}

/** Jonas proposes less than was asked for. Without reasons he cannot; with them the person is asked first. */
async function propose(jonas: Person, number: string): Promise<void> {
  await openTask(jonas, number, 'Utred och föreslå beslut');
  await jonas.mark('Delvis bifall');
  await jonas.write('Belopp att betala ut', '6 596');
  await complete(jonas);
  await jonas.mark('Ja, skicka det som talar emot');
  await complete(jonas);
  await jonas.reads('Skäl för beslutet');
  assert.equal(await jonas.page.getByRole('alert').count(), 1, 'an error summary says that the reasons are missing');
  assert.equal(await jonas.value('Belopp att betala ut'), '6 596');
  await jonas.write(
    'Skäl för beslutet',
    'A-kassan betalade dig 3 264 kronor i januari. Pengarna räknas av enligt 12 kap. 1 § socialtjänstlagen.',
  );
  await jonas.write('Det som talar emot', 'A-kassan har betalat dig 3 264 kronor den 29 januari 2026.');
  await complete(jonas);
}
