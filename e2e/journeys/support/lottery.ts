import { readFileSync } from 'node:fs';
import type { UploadFile } from './hands.ts';
import type { Person } from './person.ts';

const FILES = new URL('../../../towns/ekhamn/services/lotteriregistrering/examples/files/', import.meta.url);

function pdf(name: string): UploadFile {
  return { name, mimeType: 'application/pdf', buffer: readFileSync(new URL(name, FILES)) };
}

/** Applies for the rowing club in English, up to the page where the answers are read; `look` looks at each page. */
export async function lottery(person: Person, look: () => Promise<void>): Promise<void> {
  const onwards = async () => {
    await person.onwards();
    await look();
  };
  await person.go('/en/tjanster/lotteriregistrering');
  await look();
  await person.press('Start');
  await person.write('Organisation number', '802400-9907');
  await person.press('Find details');
  await person.reads('Ekhamns Roddklubb');
  await onwards();
  await person.write('What does the association work for?', 'Rowing for the young.');
  await person.mark('Yes', 'May anyone become a member?');
  await person.mark('Yes', 'Is the association mainly active in Ekhamn?');
  await onwards();
  await person.mark('Ourselves, on the spot in Ekhamn');
  await onwards();
  await person.write('Day', '1');
  await person.write('Month', '3');
  await person.write('Year', '2026');
  await person.mark('No', /^Has the association had a registration/);
  await onwards();
  await person.write('How much do you expect to sell tickets for in all?', '120000');
  await person.write('How large a share of the stakes becomes prizes?', '40');
  await person.write('How large is the largest prize in cash?', '0');
  await onwards();
  await person.write('Name', 'Leyla Nyström');
  await person.write('Email address', 'leyla.nystrom@exempel.invalid');
  await person.write('Phone number', '070-174 06 42');
  await onwards();
  await person.attach('Statutes', pdf('stadgar.pdf'));
  await person.attach('Minutes of the board', pdf('protokoll.pdf'));
  await onwards();
  await person.mark(/^I may represent/);
}

/** After a payment that did not happen: back to the answers, and to the payment again. */
export async function payAgain(person: Person): Promise<void> {
  await person.follow('Go back to your answers and try again');
  await person.press('Go to payment');
}
