import type { Person } from './person.ts';

const DOCUMENT = 'allman-handling';

/** Asks for a document without saying who asks; ends at the receipt. */
export async function askForDocument(person: Person, what: string, email: string): Promise<void> {
  await person.go(`/tjanster/${DOCUMENT}`);
  await person.press('Starta');
  await person.write('Beskriv handlingen', what);
  await person.onwards();
  await person.titled('Hur vill du ha den?');
  await person.mark('Som fil med e-post (gratis)');
  await person.onwards();
  await person.titled('Vart ska vi skicka den?');
  await person.write('E-postadress', email);
  await person.onwards();
  await person.titled('Får vi höra av oss om vi behöver hjälp att hitta handlingen?');
  await person.mark('Nej');
  await person.onwards();
  await person.titled('Stämmer allt?');
  await person.reads(what, email);
  await person.press('Skicka');
  await person.titled(/^Vi har fått din/);
}
