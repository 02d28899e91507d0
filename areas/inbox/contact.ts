import { type FeelContext, type FeelValue, isContext, isList } from '@torget/feel';
import { sql } from 'kysely';
import { addLetter } from '#areas/cases/index.ts';
import { type Db, pipelined, uuidv7 } from '#platform/database/index.ts';
import { type LetterModel, type LetterRecipient, letterHash } from '#platform/letters/index.ts';
import { addJobs } from '#platform/runtime/index.ts';
import type { ServiceDefinition } from '#platform/town/index.ts';
import { keepOnPaper } from './delivery/rows.ts';

/** How a letter reaches somebody who is no party: as the person chose when asking. */
export type Contact =
  | { readonly way: 'email'; readonly email: string }
  | { readonly way: 'by-post'; readonly recipient: LetterRecipient }
  /** Whoever asked comes back for it: nobody knows where else it could go. */
  | { readonly way: 'hand-over' };

/** The way to whoever left an application without being a party of the case; null when nobody is to be told. */
export function contactOf({ contact }: Pick<ServiceDefinition, 'contact'>, application: FeelValue): Contact | null {
  const email = contactEmail(application);
  if (email !== null) return { way: 'email', email };
  const recipient = isContext(application) ? postal(application, contact?.address) : undefined;
  if (recipient !== undefined) return { way: 'by-post', recipient };
  return contact?.handOver ? { way: 'hand-over' } : null;
}

/** An address as it was written, of lines or with commas; its first line stands where a name does. */
function postal(application: FeelContext, question: string | undefined): LetterRecipient | undefined {
  const written = question === undefined ? null : application[question];
  if (typeof written !== 'string') return undefined;
  const [name, ...address] = written
    .split(/[\r\n,]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  return name === undefined ? undefined : { name, address };
}

/** The first answer of type e-mail in the application: the channel that the person chose to give. */
function contactEmail(application: FeelValue): string | null {
  if (typeof application === 'string') return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(application) ? application : null;
  const inner = isList(application) ? application : isContext(application) ? Object.values(application) : [];
  for (const value of inner) {
    const found = contactEmail(value);
    if (found !== null) return found;
  }
  return null;
}

/** A letter to somebody who is no party. */
export interface ContactLetter {
  readonly caseId: string;
  /** The decision that the letter tells, when it does. */
  readonly decision: string | null;
  readonly template: string;
  readonly model: LetterModel;
  /** Legal time, RFC 3339. */
  readonly at: string;
  /** Who it goes to, for the registry, where it is known. */
  readonly name?: string;
  /** Documents of the case that go with it: by e-mail what is released (`enclose`), on paper in the same envelope. */
  readonly documents?: readonly string[];
}

/** Puts a letter into the case file, and brings it to the contact: its words by e-mail, or on paper. Gives its id. */
export async function tellContact(
  db: Db,
  letter: ContactLetter,
  contact: Contact,
  options: { handOver(jobs: readonly string[]): void },
): Promise<string> {
  if (contact.way === 'email') return mailLetter(db, { ...letter, email: contact.email }, options);
  const id = await keepLetter(db, letter);
  await keepOnPaper(db, id, contact.way, letter.at, letter.documents);
  return id;
}

/** Puts a letter into the case file, and its words into a mail to somebody who is no party. Gives its id. */
export async function mailLetter(
  db: Db,
  { email, ...letter }: ContactLetter & { readonly email: string },
  options: { handOver(jobs: readonly string[]): void },
): Promise<string> {
  const id = await keepLetter(db, letter);
  const { documents = [] } = letter;
  const payload = { letter: id, to: email, ...(documents.length === 0 ? {} : { documents: [...documents] }) };
  const mail = { type: 'mail.notice', payload, businessKey: letter.caseId };
  await addJobs(db, [mail], options.handOver);
  return id;
}

async function keepLetter(db: Db, letter: ContactLetter): Promise<string> {
  const { caseId, model, at, name } = letter;
  const id = uuidv7();
  await pipelined(
    db,
    sql`insert into inbox.letter (id, case_id, decision_id, party_id, template, kind, language, subject, model, hash, sent_at)
    values (${id}, ${caseId}, ${letter.decision}, null, ${letter.template}, ${model.kind}, ${model.language},
      ${model.subject}, ${JSON.stringify(model)}::jsonb, ${letterHash(model)}, ${at}::timestamptz)`,
  );
  const entry = { caseId, letterId: id, title: model.subject, decision: letter.decision, at };
  await addLetter(db, { ...entry, decides: false, to: null, ...(name === undefined ? {} : { name }) });
  return id;
}
