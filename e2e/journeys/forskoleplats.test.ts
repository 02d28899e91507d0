import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseNumber, complete, isListed, openCase, openTask } from './support/desk.ts';
import { fetchPdf, openLetter } from './support/letters.ts';
import { type Person, WAYS } from './support/person.ts';
import { accept, applyForPreschool, confirm, FIRST_DAY, signAndSend, writeDate } from './support/preschool.ts';
import { stage } from './support/stage.ts';

const town = stage();

const FAMILIES = [
  { applicant: 'Anna Berg', other: 'Erik Berg', child: 'Alma Berg' },
  { applicant: 'Maria Lundgren', other: 'Johan Sundin', child: 'Elsa Sundin' },
  { applicant: 'Adam Wiklund', other: 'Noel Wiklund', child: 'Ines Wiklund' },
] as const;

/** The officer offers Tallkotten, where the family wanted it. */
async function offer(petra: Person, number: string): Promise<void> {
  await openTask(petra, number, 'Erbjud en plats');
  await petra.mark('Erbjuda en plats');
  await complete(petra);
  await petra.mark('Tallkotten');
  await writeDate(petra, FIRST_DAY);
  await petra.write('Timmar i veckan', '35');
  await petra.write(/^Hur motsvarar platsen önskemålet/, 'Tallkotten är ert första val och ligger nära hemmet.');
  await complete(petra);
  await petra.reads(number);
}

for (const [index, [way, means]] of WAYS.entries()) {
  const { applicant, other, child } = FAMILIES[index] ?? FAMILIES[0];
  test(`${child}: applied, confirmed, offered, accepted by both, decided, ${way}`, async () => {
    const anna = await town.citizen(applicant, means);
    await applyForPreschool(anna, child);
    await signAndSend(anna, applicant);
    const number = await caseNumber(anna);
    await anna.follow(/^Följ ärendet på Mina sidor/);
    const casePath = anna.path;
    await anna.reads('Den andra vårdnadshavaren bekräftar');

    const petra = await town.officer('Petra Lind', means);
    assert.equal(await isListed(petra, number), false, 'no officer before both guardians want it');
    const erik = await town.citizen(other, means);
    await confirm(erik, other);
    await anna.go(casePath);
    await anna.reads('Ansökan står i kö');

    await openCase(petra, number);
    await petra.reads('Underskrifter', applicant, other, 'Underskriften är kontrollerad och stämmer.');

    await offer(petra, number);
    for (const parent of [anna, erik]) {
      await openLetter(parent, /Erbjudande om plats i förskola/);
      await parent.reads(child, 'Tallkotten', '17 augusti 2026', '35 timmar', 'senast 17 februari 2026');
    }
    await accept(anna);
    const goran = await town.officer('Göran Alm', means);
    assert.equal(await isListed(goran, number), false, 'nothing to decide before both have answered');
    await accept(erik);

    assert.equal(await isListed(petra, number), false, 'only a delegate decides');
    await openTask(goran, number, 'Besluta om placeringen');
    await goran.mark('Ja');
    await goran.write('Skäl', 'Tallkotten ligger nära hemmet och är vårdnadshavarnas första val.');
    await complete(goran);

    for (const parent of [anna, erik]) {
      await openLetter(parent, /Beslut om plats i förskola/);
      await parent.reads('Tallkotten', '17 augusti 2026', 'första val');
      await parent.reads('13 kap.', 'anslagstavla');
      await parent.readsNot('fattat automatiskt');
    }
    await fetchPdf(anna);
    await anna.press(/jag har fått beslutet/i);
    await anna.readsNot('Sista dagen att överklaga');
    await anna.go(casePath);
    await anna.reads(/Bifall|Du fick ja/, 'fattades av en handläggare');
    await openCaseIsClosed(petra, number);
  });
}

async function openCaseIsClosed(officer: Person, number: string): Promise<void> {
  assert.equal(await isListed(officer, number), false);
}

test('nobody answers: a reminder after a week, the offer lapses after two, and an officer decides what happens', async () => {
  const hanna = await town.citizen('Hanna Ek');
  await applyForPreschool(hanna, 'Tuva Ek');
  await signAndSend(hanna, 'Hanna Ek');
  const number = await caseNumber(hanna);
  const petra = await town.officer('Petra Lind');
  await offer(petra, number);
  await openLetter(hanna, /Erbjudande om plats/);
  assert.equal(await isListed(petra, number), false);

  await town.timeMachine('En vecka');
  await openLetter(hanna, /Svara på erbjudandet om förskoleplats/);
  await hanna.reads('Svara senast 17 februari 2026', 'Tallkotten');
  assert.equal(await isListed(petra, number), false, 'the offer still stands');

  await town.timeMachine('En vecka');
  assert.equal(await isListed(petra, number), false, 'it stands the whole of the day that the letter says');
  await town.timeMachine('Ett dygn');
  await hanna.go('/mina-sidor');
  await hanna.readsNot('Vill ni ha platsen?');
  await openTask(petra, number, 'Erbjudandet gäller inte längre');
  await petra.mark('Ansökan står kvar i kö');
  await petra.write('Skäl', 'Vi ringde. Familjen vill stå kvar.');
  await complete(petra);
  await openLetter(hanna, /står kvar i kö/);
  await hanna.reads('Vi ringde. Familjen vill stå kvar.');
  await openCase(petra, number);
  await petra.reads('Erbjud en plats');
});
