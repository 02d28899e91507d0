import type { Fill, Walker } from '../harness.ts';

/** What is answered on one page: its fields, and entries of a group that are added one by one. */
export interface PageAnswers {
  readonly fill?: Fill;
  readonly group?: { readonly add: string; readonly entries: readonly Fill[] };
}

/** Answers by page id; a page that is not named is sent as it stands. */
export type Answers = { readonly [page: string]: PageAnswers };

const MOST_PAGES = 30;

/** Signs in through the test e-ID, as a citizen or (at `/arbete/logga-in`) as staff. */
export async function signIn(person: Walker, name: string, at = '/logga-in'): Promise<void> {
  await person.get(at);
  await person.submit({}, 'Logga in med');
  const { url, status, heading } = await person.submit({}, name);
  if (status !== 200 || url.pathname.startsWith(at)) throw new Error(`${name} was not signed in: ${status} ${heading}`);
}

/** Starts a draft of a service and answers up to page `until`, or to "check your answers". */
export async function begin(person: Walker, service: string, answers: Answers, until = 'granska'): Promise<string> {
  await person.get(`/tjanster/${service}`);
  await person.submit({}, 'Starta');
  if (person.shown().url.pathname.endsWith('/ansok')) await person.submit({}, 'Börja på nytt');
  return answerOn(person, service, answers, until);
}

/** Answers a draft from where it stands up to page `until`. */
export async function answerOn(person: Walker, service: string, answers: Answers, until = 'granska'): Promise<string> {
  for (let count = 0; count < MOST_PAGES; count++) {
    const page = idOf(person);
    if (page === until) return person.shown().url.pathname;
    const { fill = {}, group } = answers[page] ?? {};
    for (const entry of group?.entries ?? []) {
      await person.submit({}, group?.add);
      await person.submit(entry, 'Spara');
    }
    await person.submit({ ...declared(person), ...fill }, 'Fortsätt');
    if (person.shown().status >= 400 || idOf(person) === page)
      throw new Error(
        `${service}: page ${page} was not accepted: ${person.shown().html.match(/error-message.*?<\/p>/)}`,
      );
  }
  throw new Error(`${service}: ${until} was not reached`);
}

/** Sends what `begin` has answered; the path of the receipt. */
export async function send(person: Walker, signer?: string): Promise<string> {
  await declare(person, signer === undefined ? 'Skicka' : 'Skriv under med e-legitimation');
  if (signer !== undefined) {
    await person.submit({}, signer);
    await person.submit({}, 'Skriv under');
  }
  const { url, status, heading } = person.shown();
  if (!url.pathname.startsWith('/kvitto/')) throw new Error(`not sent: ${status} ${heading}`);
  return url.pathname + url.search;
}

/** Presses a button of "check your answers", and ticks what is to be declared there. */
export function declare(person: Walker, button: string): Promise<unknown> {
  return person.submit(declared(person), button);
}

/** What the page asks to have declared: on "check your answers", or on a page of its own where an officer fills in. */
function declared(person: Walker): Fill {
  return person.shown().html.includes('name="intygar"') ? { intygar: 'yes' } : {};
}

function idOf(person: Walker): string {
  return person.shown().url.pathname.split('/').at(-1) ?? '';
}
