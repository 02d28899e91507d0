import { readFile } from 'node:fs/promises';
import type { FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import {
  boardInSentence,
  type CaseHead,
  type CaseParty,
  decidedBy,
  handlingOf,
  readFacts,
  signatureOf,
  signedBy,
} from '#areas/cases/index.ts';
import { addressOf, type Contact, contactOf, postLetter, type SendOptions, tellContact } from '#areas/inbox/index.ts';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import {
  type BlockContent,
  type CompiledLetter,
  compileLetter,
  type LetterKind,
  type LetterModel,
  type LetterRecipient,
  renderLetter,
  type SignatureContent,
} from '#platform/letters/index.ts';
import { type HouseLanguage, houseLanguage, houseLanguages, text } from '#platform/text/index.ts';
import type { Ground, Service, Town } from '#platform/town/index.ts';
import type { Doing } from './acts/act.ts';
import { type Estate, estateOf } from './estate.ts';
import { paragraphs } from './messages/words.ts';
import { type Addressed, recipientsOf } from './recipients.ts';

/** Letters of the house itself, which any case may need: kind, and the subject in each language. */
const LETTERS = {
  komplettering: {
    kind: 'request',
    subject: { sv: 'Vi behöver mer uppgifter från dig', en: 'We need more information from you' },
  },
  kommunicering: {
    kind: 'request',
    subject: { sv: 'Läs och svara innan vi beslutar', en: 'Read and answer before we decide' },
  },
  remiss: {
    kind: 'request',
    subject: { sv: 'Remiss: vi ber om ett yttrande', en: 'Referral: we ask for an opinion' },
  },
  drojsmal: { kind: 'information', subject: { sv: 'Ditt ärende tar längre tid', en: 'Your case takes longer' } },
  avvisning: {
    kind: 'decision',
    subject: { sv: 'Vi prövar inte din ansökan', en: 'We do not examine your application' },
  },
  'avvisning-annat': {
    kind: 'decision',
    subject: { sv: 'Vi prövar inte ansökan', en: 'We do not examine the application' },
  },
  'begaran-avslagen': {
    kind: 'decision',
    subject: { sv: 'Avslag på din begäran om avgörande', en: 'Refusal of your request for a decision' },
  },
  'insyn-nekad': {
    kind: 'decision',
    subject: { sv: 'Beslut om att du inte får ta del av en uppgift', en: 'Decision that you may not have an item' },
  },
  'overklagande-avvisat': {
    kind: 'decision',
    subject: { sv: 'Ditt överklagande kom in för sent', en: 'Your appeal came too late' },
  },
  'overklagande-mottaget': {
    kind: 'receipt',
    subject: { sv: 'Vi har fått ditt överklagande', en: 'We have received your appeal' },
  },
  'overklagande-laglighet': {
    kind: 'receipt',
    subject: { sv: 'Vi har fått ditt överklagande', en: 'We have received your appeal' },
  },
  'overklagande-overlamnat': {
    kind: 'information',
    subject: { sv: 'Ditt överklagande är överlämnat', en: 'Your appeal has been handed over' },
  },
  'overklagande-aterkallat': {
    kind: 'receipt',
    subject: { sv: 'Ditt överklagande är återkallat', en: 'Your appeal has been withdrawn' },
  },
  aterkallelse: {
    kind: 'receipt',
    subject: { sv: 'Vi har fått din återkallelse', en: 'We have received your withdrawal' },
  },
  'aterkallelse-en-av-flera': {
    kind: 'information',
    subject: { sv: 'En av er har återkallat ansökan', en: 'One of you has withdrawn the application' },
  },
  'aterkallelse-annan': {
    kind: 'information',
    subject: { sv: 'Ansökan är återkallad', en: 'The application has been withdrawn' },
  },
  ifyllt: {
    kind: 'receipt',
    subject: { sv: 'Vi har fyllt i en ansökan åt dig', en: 'We have filled in an application for you' },
  },
  part: { kind: 'information', subject: { sv: 'Du är part i ett ärende', en: 'You are a party in a case' } },
  'part-avslutad': {
    kind: 'information',
    subject: { sv: 'Din roll i ett ärende är avslutad', en: 'Your role in a case has ended' },
  },
  meddelande: { kind: 'information', subject: { sv: '{amne}', en: '{amne}' } },
  avskrivning: {
    kind: 'decision',
    subject: { sv: 'Ditt ärende är avskrivet', en: 'Your case has been closed' },
  },
  'avskrivning-annat': {
    kind: 'decision',
    subject: { sv: 'Ärendet är avskrivet', en: 'The case has been closed' },
  },
  'avgift-tillbaka': { kind: 'information', subject: { sv: 'Du får tillbaka avgiften', en: 'You get the fee back' } },
  omprovning: {
    kind: 'information',
    subject: { sv: 'En handläggare har prövat beslutet', en: 'An officer has reviewed the decision' },
  },
  jav: {
    kind: 'information',
    subject: {
      sv: 'Vi har prövat om en handläggare är jävig',
      en: 'We have examined whether an officer is partial',
    },
  },
  'provas-igen': {
    kind: 'information',
    subject: { sv: 'Vi prövar ansökan igen', en: 'We examine the application again' },
  },
  rattelse: { kind: 'information', subject: { sv: 'Vi har rättat beslutet', en: 'We have corrected the decision' } },
  oversattning: {
    kind: 'information',
    subject: { sv: 'Beslutet är översatt', en: 'The decision has been translated' },
  },
  'oversattning-brev': {
    kind: 'information',
    subject: { sv: 'Ett brev är översatt', en: 'A letter has been translated' },
  },
  namndbeslut: { kind: 'decision', subject: { sv: 'Nämnden har beslutat', en: 'The board has decided' } },
  ordforandebeslut: {
    kind: 'decision',
    subject: { sv: 'Nämndens ordförande har beslutat', en: 'The chair of the board has decided' },
  },
  'beslut-pa-nytt': {
    kind: 'decision',
    subject: { sv: 'Vi har beslutat på nytt', en: 'We have decided anew' },
  },
  'beslut-andrat': { kind: 'decision', subject: { sv: 'Vi har ändrat beslutet', en: 'We have changed the decision' } },
} as const satisfies { readonly [id: string]: { kind: LetterKind; subject: { [language in HouseLanguage]: string } } };

export type HouseLetter = keyof typeof LETTERS;
export type HouseLetters = { readonly [id in HouseLetter]: { readonly [language in HouseLanguage]: CompiledLetter } };

let read: Promise<HouseLetters> | undefined;

/** The letters of the house, read once; a fault in one is a fault of the program. */
export function loadLetters(): Promise<HouseLetters> {
  read ??= readAll();
  return read;
}

async function readAll(): Promise<HouseLetters> {
  const all = await Promise.all(
    Object.entries(LETTERS).map(async ([id, { subject }]) => {
      const inLanguages = await Promise.all(
        houseLanguages.map(async (each) => [each, await compiled(id, each, subject[each])]),
      );
      return [id, Object.fromEntries(inLanguages)];
    }),
  );
  return Object.fromEntries(all);
}

async function compiled(id: string, language: HouseLanguage, subject: string): Promise<CompiledLetter> {
  const file = `${id}.${language}.md`;
  const source = await readFile(new URL(`./letters/${file}`, import.meta.url), 'utf8');
  const result = compileLetter(source, undefined, { subject, file });
  if (result.ok) return result.value;
  throw new TorgetError(
    'house-letter',
    500,
    { sv: 'Husets eget brev är trasigt.', en: "The house's own letter is broken." },
    result.error.map(({ file, line, message }) => `${file}:${line} ${message.en}`).join('; '),
  );
}

/** A letter of the house about a case, and what it says. */
export interface ToSend extends Addressed {
  readonly letter: HouseLetter;
  /** What an officer has written, before the letter's own text: she is its author. */
  readonly words?: string;
  /** What its placeholders read, beside `case`. */
  readonly says: FeelContext;
  /** What they read in the letter of one recipient. */
  readonly each?: (party: PartyId) => Promise<FeelContext>;
  /** Who of the case has died, when it is not kept with the case yet: nobody dead is written to, but the estate. */
  readonly estate?: Estate;
  /** The decision that it tells, with the ground whose way to appeal it names. */
  readonly decision?: {
    readonly id: string | null;
    readonly ground: Ground;
    /** Of a separate decision, which the actor makes: the row of the register that lets her. */
    readonly delegation?: string | null;
  };
}

/** What writing takes: the moment, the case and its service. */
export interface Writing {
  readonly tx: Db;
  readonly town: Town;
  /** Legal time, RFC 3339. */
  readonly now: string;
  readonly send: SendOptions;
  readonly letters: HouseLetters;
  readonly service: Service;
  /** Who writes. */
  readonly actor: Actor;
  readonly about: CaseHead & { readonly id: string };
}

/** Writes the letter to whom it is for, in the case's language; the ids of the letters. */
export function sendLetter(doing: Doing, letter: ToSend): Promise<readonly string[]> {
  const { tx, request, options, situation } = doing;
  const { send, letters } = options;
  const { view, service } = situation;
  const { town, now, actor } = request;
  return writeLetter({ tx, town, now, send, letters, service, actor, about: view }, letter);
}

/** The same for what is done by a process. */
export async function writeLetter(writing: Writing, letter: ToSend): Promise<readonly string[]> {
  const { tx, town, now: at, service, about, send } = writing;
  const facts = await readFacts(tx, town, about.id, service);
  const decision = letter.decision?.id ?? null;
  const written = { caseId: about.id, decision, template: letter.letter, at };
  const sent: string[] = [];
  const addressed = { ...letter, tells: letter.decision !== undefined };
  const recipients = await recipientsOf(tx, about.id, addressed);
  const estate = letter.estate ?? (await estateOf(tx, about.id));
  const isDead = ({ party }: Pick<CaseParty, 'party'>) => estate?.dead.includes(party) === true;
  for (const recipient of recipients.filter((one) => !isDead(one))) {
    const to = { name: recipient.name, ...addressOf(facts.context, recipient) };
    const toAgent = recipient.role === 'agent';
    const own = { ...letter.says, ...(await letter.each?.(recipient.party)) };
    const model = await letterModel(writing, { ...letter, says: own }, to, facts.context, { toAgent });
    sent.push(await postLetter(tx, { ...written, recipient, model }, send));
  }
  const to = estate?.to ?? null;
  if (to !== null && recipients.some((one) => one.role !== 'agent' && isDead(one))) {
    const model = await letterModel(writing, letter, to, facts.context);
    sent.push(await tellContact(tx, { ...written, model, name: to.name }, { way: 'by-post', recipient: to }, send));
  }
  const contact = letter.decision === undefined || sent.length > 0 ? null : await whoAsked(writing, facts.context);
  if (contact === null) return sent;
  const recipient = contact.way === 'by-post' ? contact.recipient : undefined;
  const model = await letterModel(writing, letter, recipient, facts.context);
  return [await tellContact(tx, { ...written, model }, contact, send)];
}

/** In a case without a party a decision is told the way that was left to whoever asked; null when none was. */
async function whoAsked({ tx, about, service }: Writing, facts: FeelContext): Promise<Contact | null> {
  const { rows } = await sql`select from cases.party_role where case_id = ${about.id} limit 1`.execute(tx);
  return rows.length > 0 ? null : contactOf(service.definition, facts['application'] ?? null);
}

/** The letter as it is stored; of a case that has no number yet without one. */
export async function letterModel(
  writing: Omit<Writing, 'about'> & {
    readonly about: Pick<CaseHead, 'board' | 'unit' | 'language' | 'number'> & { readonly id?: string };
  },
  { letter, says, words, decision }: ToSend,
  recipient: LetterRecipient | undefined,
  facts: FeelContext,
  { toAgent = false }: { readonly toAgent?: boolean } = {},
): Promise<LetterModel> {
  const { town, now, send, letters, service, about } = writing;
  const language = houseLanguage(about.language);
  const { sender, board } = from(town, about, language);
  const { address, phone } = town.contact;
  const content: BlockContent = {
    signature: await signatureFor(writing, decision, board, language),
    ...(decision === undefined ? {} : { appeal: { ground: groundTold(decision), board, address, phone, toAgent } }),
  };
  const model = renderLetter(letters[letter][language], { case: facts['case'] ?? null, ...says }, content, {
    language,
    instant: now,
    t: send.texts.for(language),
    warn: (warning) => send.warn({ service: service.id, letter, language }, warning),
    head: {
      kind: LETTERS[letter].kind,
      date: legalDay(Temporal.Instant.from(now)).toString(),
      ...(about.number === '' ? {} : { caseNumber: about.number }),
      sender,
      ...(recipient === undefined ? {} : { recipient }),
    },
  });
  return words === undefined ? model : { ...model, blocks: [...paragraphs(words), ...model.blocks] };
}

/** That it applies at once is said of what the ground grants (SoL 35 kap. 5 §), not of a decision beside it (FL 12, 45 §§). */
function groundTold({ id, ground }: NonNullable<ToSend['decision']>): Ground {
  const { inForce: _, ...beside } = ground;
  return id === null ? beside : ground;
}

/** Signed by who decided: what settles the case has it kept; a separate decision is the actor's. Else by who writes. */
async function signatureFor(
  {
    tx,
    town,
    actor,
    about,
    now: at,
  }: Pick<Writing, 'tx' | 'town' | 'actor' | 'now'> & {
    readonly about: { readonly unit: string; readonly id?: string };
  },
  decision: ToSend['decision'],
  board: string,
  language: HouseLanguage,
): Promise<SignatureContent> {
  const regime = decision?.ground.regime;
  const of = { actor, unit: about.unit, board, decision: decision?.id ?? null, regime, at };
  const signature = await signatureOf(tx, town, of, language);
  const delegation = decision?.id === null ? decision.delegation : undefined;
  // Nothing is decided where there is no case.
  if (delegation === undefined || about.id === undefined) return signature;
  const signed = await signedBy(tx, town, actor, await handlingOf({ db: tx, caseId: about.id, actor }), at);
  return signed === null ? signature : { ...signature, decided: decidedBy({ ...signed, delegation }, of, language) };
}

function from(town: Town, { board, unit }: { board: string; unit: string }, language: HouseLanguage) {
  const title = (list: Town['boards'] | Town['units'], id: string) => {
    const found = list.find((entry) => entry.id === id);
    return found === undefined ? id : text(found.title, language);
  };
  return {
    sender: { town: text(town.title, language), board: title(town.boards, board), unit: title(town.units, unit) },
    board: boardInSentence(town, board, language),
  };
}
