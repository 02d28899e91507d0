import { date, type FeelContext, type FeelValue, isContext, isList, textOf } from '@torget/feel';
import { sql } from 'kysely';
import { addLetter, type CaseParty, caseHead, setDeadline } from '#areas/cases/index.ts';
import type { PartyId } from '#platform/access/index.ts';
import { answerBy, answerDays, legalDay } from '#platform/calendar/index.ts';
import { type Db, pipelined, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import {
  type LetterBlock,
  type LetterModel,
  type LetterRecipient,
  type LetterWarning,
  letterHash,
} from '#platform/letters/index.ts';
import { ANY_FIELDS, addJobs, type Block, type BlockCall, fields } from '#platform/runtime/index.ts';
import { type HouseLanguage, houseLanguage, type TextCatalogue, type Texts } from '#platform/text/index.ts';
import { elementOf, type LetterTemplate, senderName, type Town } from '#platform/town/index.ts';
import { contactOf, mailLetter, tellContact } from './contact.ts';
import { contentOf } from './content.ts';
import { letterToOthers, saidToOther, untoldOf } from './other-side.ts';
import { recipientsOf } from './recipients.ts';
import { compiledLetter, render } from './render.ts';

export interface SendOptions {
  readonly town: Town;
  readonly texts: TextCatalogue;
  /** Page where a party asks for an officer after an automated decision. */
  reviewPath(caseId: string, language: HouseLanguage): string;
  /** Page of the inbox, for the notice by e-mail. */
  readonly inboxUrl: string;
  handOver(jobs: readonly string[]): void;
  /** Called for what a letter could not say as its author meant it. */
  warn(letter: SentLetter, warning: LetterWarning): void;
}

/** Which letter it is: of a service's version, in a language. */
export interface SentLetter {
  readonly service: string;
  readonly letter: string;
  readonly language: HouseLanguage;
}

/** Lists in a communication (FL 25 §) the documents that it is about, and keeps which they were. */
export interface ToldInLetter {
  /** What the letter to one party says of them, before its signature; nothing where there is none. */
  list(
    db: Db,
    about: {
      readonly caseId: string;
      readonly party: PartyId;
      readonly t: Texts;
      readonly language: HouseLanguage;
    },
  ): Promise<{ readonly blocks: readonly LetterBlock[]; readonly documents: readonly string[] }>;
  keep(
    tx: Db,
    told: { readonly caseId: string; readonly letter: string; readonly documents: readonly string[] },
  ): Promise<void>;
}

/** What the letters of processes are written with. */
type Sending = SendOptions & { readonly told: ToldInLetter };

/** The building block that writes a letter into the inbox of a party, in the transaction of the step: exactly once. */
export function letterSend(options: Sending): Block {
  return {
    type: 'letter.send',
    kind: 'inline',
    writes: true,
    about: {
      sv: 'Skriver ett brev till en part: i inkorgen med besked per e-post, och som pdf.',
      en: 'Writes a letter to a party: into the inbox with a notice by e-mail, and as PDF.',
    },
    input: ANY_FIELDS,
    output: fields({}, { answer_by: { type: 'string', format: 'date' } }),
    headers: {
      letter: { sv: 'Brevets id i letters/.', en: 'Id of the letter in letters/.' },
      to: {
        sv: '`applicant`, `co-applicant`, `all-applicants`, `guardian`, `all-guardians`, `contact`, `sender` (sökanden, eller `contact` där ingen sökande finns), eller `copy` till `copy_name` och `copy_email`.',
        en: '`applicant`, `co-applicant`, `all-applicants`, `guardian`, `all-guardians`, `contact`, `sender` (the applicant, or `contact` where there is none), or `copy` to `copy_name` and `copy_email`.',
      },
      'answer-within': {
        sv: 'Dagar att svara, till exempel `P14D`. Brevet och processen läser sista dagen som `answer_by`: en arbetsdag.',
        en: 'Days to answer, for instance `P14D`. Letter and process read the last day as `answer_by`: a working day.',
      },
    },
    async run(asked) {
      const answer = answerOf(asked);
      const call = { ...asked, input: { ...asked.input, ...answer } };
      const template = templateOf(call);
      const to = call.headers['to'] ?? template.to;
      if (to === 'contact') await sendToContact(call, template, options);
      else if (to === 'copy') await sendCopy(call, template, options);
      else {
        const parties = await recipientsOf(call.db, call.instance.businessKey, to);
        for (const recipient of parties) await sendTo(call, template, recipient, options);
        if (to === 'sender' && parties.length === 0) await sendToContact(call, template, options);
        if (template.kind === 'decision') await tellOthers(call, parties, options);
      }
      await fileToldOf(call);
      return { output: answer };
    },
  };
}

/** Whether the step is the communication of its process (FL 25 §). */
const communicates = ({ instance, element }: BlockCall): boolean =>
  elementOf(instance.service, element)?.properties['legal-step'] === 'fl-25';

/**
 * A communication (FL 25 §) has its last day in the case, as the officer's own has: from then on what staff have written
 * before it is in the party's file (`cases.insight_written`).
 */
async function fileToldOf(call: BlockCall): Promise<void> {
  const { db, instance, input, at } = call;
  const { businessKey: caseId } = instance;
  const { answer_by: due } = input;
  if (!communicates(call) || due === undefined || due === null) return;
  await setDeadline(db, { caseId, kind: 'communication', due: textOf(due), at });
}

/** The day by which the letter asks for an answer, when it asks for one. */
function answerOf({ headers, at }: BlockCall): FeelContext {
  const days = answerDays(headers['answer-within'] ?? '');
  if (days === undefined) return {};
  return { answer_by: date(answerBy(legalDay(Temporal.Instant.from(at)), days).toString()) };
}

function templateOf(call: BlockCall): LetterTemplate {
  const id = call.headers['letter'] ?? '';
  const template = call.instance.service.letters.get(id);
  if (template !== undefined) return template;
  throw new TorgetError(
    'no-letter',
    500,
    { sv: 'Brevet finns inte.', en: 'There is no such letter.' },
    `${call.instance.service.id}: no letter ${id}`,
  );
}

async function modelFor(
  call: BlockCall,
  template: LetterTemplate,
  recipient: LetterRecipient | undefined,
  options: SendOptions,
  { spoken, toAgent = false }: { readonly spoken?: HouseLanguage; readonly toAgent?: boolean } = {},
): Promise<LetterModel> {
  const head = await caseHead(call.db, call.instance.businessKey);
  const { unit = '', board = '' } = head ?? {};
  const language = spoken ?? houseLanguage(head?.language ?? 'sv');
  const written: HouseLanguage = template.body[language] === undefined ? 'sv' : language;
  const content = await contentOf(call, options, written, { board, unit, kind: template.kind, toAgent });
  const letter = { service: call.instance.service.id, letter: template.id, language: written };
  return render(compiledLetter(template, written), call, content, {
    town: options.town,
    texts: options.texts,
    warn: (warning) => options.warn(letter, warning),
    language: written,
    unit,
    board,
    recipient,
    kind: template.kind,
  });
}

async function sendTo(
  call: BlockCall,
  template: LetterTemplate,
  recipient: CaseParty,
  options: Sending,
): Promise<void> {
  const to = { name: recipient.name, ...addressOf(call.facts.context, recipient) };
  const written = await modelFor(call, template, to, options, { toAgent: recipient.role === 'agent' });
  const caseId = call.instance.businessKey;
  const decision = template.kind === 'decision' ? idOf(call.facts.context['decision']) : null;
  const { language } = written;
  const about = { caseId, party: recipient.party, t: options.texts.for(language), language };
  const told = communicates(call) ? await options.told.list(call.db, about) : { blocks: [], documents: [] };
  const model = withDocuments(written, told.blocks);
  const letter = { caseId, decision, recipient, template: template.id, model, at: call.at };
  const id = await postLetter(call.db, letter, options);
  if (told.documents.length > 0) await options.told.keep(call.db, { caseId, letter: id, documents: told.documents });
}

/** The letter with the list of documents before its signature. */
function withDocuments(model: LetterModel, list: readonly LetterBlock[]): LetterModel {
  const at = model.blocks.findIndex(({ kind }) => kind === 'signature');
  const end = at < 0 ? model.blocks.length : at;
  return { ...model, blocks: [...model.blocks.slice(0, end), ...list, ...model.blocks.slice(end)] };
}

/** FL 33 §: a decision is told to whom it concerns though they have not applied, in words of their own. */
async function tellOthers(call: BlockCall, parties: readonly CaseParty[], options: Sending): Promise<void> {
  const decision = idOf(call.facts.context['decision']);
  if (decision === null) return;
  const caseId = call.instance.businessKey;
  const others = await untoldOf(call.db, { caseId, decision, written: parties.map(({ party }) => party) });
  if (others.length === 0) return;
  const language = houseLanguage((await caseHead(call.db, caseId))?.language ?? 'sv');
  // A decision that an officer made has no notice of automation, and one without a sum no sum.
  const warn: SendOptions['warn'] = (letter, warning) =>
    warning.code === 'block-empty' ? undefined : options.warn(letter, warning);
  for (const recipient of others) {
    const says = saidToOther(call, recipient, { texts: options.texts, language });
    const told = { ...call, input: { ...call.input, ...says } };
    await sendTo(told, await letterToOthers(), recipient, { ...options, warn });
  }
}

/** A letter that is written and has somebody to go to. */
export interface WrittenLetter {
  readonly caseId: string;
  /** The decision that the letter tells, when it does. */
  readonly decision: string | null;
  readonly recipient: CaseParty;
  readonly template: string;
  readonly model: LetterModel;
  /** Legal time, RFC 3339. */
  readonly at: string;
}

/** Puts a letter into a party's inbox and the case file, with its PDF and the notice by e-mail as jobs. Gives its id. */
export async function postLetter(
  db: Db,
  letter: WrittenLetter,
  options: Pick<SendOptions, 'town' | 'texts' | 'inboxUrl' | 'handOver'>,
): Promise<string> {
  const { caseId, model, recipient, at } = letter;
  const id = uuidv7();
  await pipelined(
    db,
    sql`insert into inbox.letter (id, case_id, decision_id, party_id, template, kind, language, subject, model, hash, sent_at)
    values (${id}, ${caseId}, ${letter.decision}, ${recipient.party}, ${letter.template}, ${model.kind}, ${model.language},
      ${model.subject}, ${JSON.stringify(model)}::jsonb, ${letterHash(model)}, ${at}::timestamptz)`,
  );
  await addLetter(db, {
    caseId,
    letterId: id,
    title: model.subject,
    decision: letter.decision,
    decides: model.kind === 'decision',
    to: recipient.party,
    at,
  });
  // The letter can be read; its PDF and the notice come when those who wait for pages have them.
  const jobs = [{ type: 'letter.pdf', payload: { letter: id }, businessKey: caseId, patient: true }];
  const notice = noticeTo(recipient, options, model.language);
  await addJobs(
    db,
    notice === null
      ? jobs
      : [...jobs, { type: 'mail.notice', payload: { letter: id, ...notice }, businessKey: caseId, patient: true }],
    options.handOver,
  );
  return id;
}

/** The notice says that something has come, never what; a protected person gets none (settled.md). */
function noticeTo(
  recipient: CaseParty,
  options: Pick<SendOptions, 'town' | 'texts' | 'inboxUrl'>,
  language: HouseLanguage,
) {
  if (recipient.email === null || recipient.protected) return null;
  const t = options.texts.for(language);
  return {
    subject: t('inbox.notice.subject', { town: options.town.title[language] ?? options.town.title.sv }),
    body: t('inbox.notice.body', { url: options.inboxUrl }),
  };
}

/**
 * Whoever asked and is no party gets the letter the way that was left to them (`contact` of service.yaml). A receipt is handed
 * over to nobody: who got what it is about was there.
 */
async function sendToContact(call: BlockCall, template: LetterTemplate, options: SendOptions): Promise<void> {
  const { definition } = call.instance.service;
  const application = call.facts.context['application'] ?? null;
  const contact = contactOf(definition, application);
  if (contact === null || (contact.way === 'hand-over' && template.kind === 'receipt')) return;
  const model = await modelFor(call, template, contact.way === 'by-post' ? contact.recipient : undefined, options);
  const caseId = call.instance.businessKey;
  const decision = template.kind === 'decision' ? idOf(call.facts.context['decision']) : null;
  const name = senderName(definition, application);
  const documents = documentsOf(call.input);
  const letter = { caseId, decision, template: template.id, model, at: call.at, documents };
  await tellContact(call.db, { ...letter, ...(name === undefined ? {} : { name }) }, contact, options);
}

/** Released documents that go with a letter by e-mail: the input `documents` of the step, as `disclosure.release` gives it. */
function documentsOf({ documents }: FeelContext): readonly string[] {
  return documents !== undefined && isList(documents) ? documents.map(textOf) : [];
}

/**
 * A copy for somebody who is no party and has to know, by name: the words by e-mail, in Swedish (språklagen 10 §). It tells
 * nobody a decision, so no time to appeal runs from it. The registry has who it went to (OSL 5 kap. 2 § p. 3).
 */
async function sendCopy(call: BlockCall, template: LetterTemplate, options: SendOptions): Promise<void> {
  const { copy_name: name, copy_email: email } = call.input;
  if (typeof name !== 'string' || typeof email !== 'string') throw noCopy(call, template);
  const model = await modelFor(call, template, { name }, options, { spoken: 'sv' });
  const subject = options.texts.for('sv')('inbox.copy', { subject: model.subject });
  const copy = { caseId: call.instance.businessKey, decision: null, email, template: template.id, at: call.at };
  await mailLetter(call.db, { ...copy, name, model: { ...model, subject } }, options);
}

function noCopy({ instance }: BlockCall, template: LetterTemplate): TorgetError {
  return new TorgetError(
    'no-copy',
    500,
    { sv: 'Kopian har ingen att gå till.', en: 'The copy has nobody to go to.' },
    `${instance.service.id}: ${template.id} to copy without copy_name and copy_email`,
  );
}

function idOf(decision: FeelValue | undefined): string | null {
  const id = decision !== undefined && isContext(decision) ? decision['id'] : null;
  return typeof id === 'string' ? id : null;
}

/**
 * Address from the population register, which was asked about the applicant: another party's letter must not carry it.
 * None for a person with protected identity.
 */
export function addressOf(facts: FeelContext, recipient: CaseParty): { address?: readonly string[] } {
  const register = facts['register'];
  const person = register !== undefined && isContext(register) ? register['person'] : null;
  const address = person !== null && person !== undefined && isContext(person) ? person['adress'] : null;
  if (
    recipient.role !== 'applicant' ||
    recipient.protected ||
    address === null ||
    address === undefined ||
    !isContext(address)
  )
    return {};
  const line = (name: string) => textOf(address[name] ?? '');
  return { address: [line('gata'), `${line('postnummer')} ${line('ort')}`] };
}
