import type { Bilingual, Fault } from '@torget/feel';
import type { Form } from '@torget/form';
import { type At, Faults } from '../faults.ts';
import type { Contact, OnPaper, ServiceDefinition } from '../types.ts';
import type { Fields } from '../yaml/fields.ts';
import type { DefinitionFile } from './definition.ts';

/** `contact` of service.yaml: how letters go to who is no party and has left no e-mail address, and what she is called. */
export function readContact(fields: Fields): Contact {
  const address = fields.maybeText('address');
  const name = fields.maybeText('name');
  const handOver = fields.flag('hand-over', false);
  fields.end();
  return { ...(address === undefined ? {} : { address }), ...(name === undefined ? {} : { name }), handOver };
}

/** `on-paper` of service.yaml. */
export function readOnPaper(fields: Fields): OnPaper {
  const scan = fields.text('scan');
  fields.end();
  return { scan };
}

/** The name that whoever is no party has left, for the registry; undefined where the service asks for none or none was given. */
export function senderName({ contact }: Pick<ServiceDefinition, 'contact'>, answers: unknown): string | undefined {
  if (contact?.name === undefined || answers === null || typeof answers !== 'object') return undefined;
  const said = Object.entries(answers).find(([id]) => id === contact.name)?.[1];
  return typeof said === 'string' && said.trim() !== '' ? said.trim() : undefined;
}

/** What service.yaml names of the form, the kinds of question that it may be, and what that is for. */
interface Named {
  readonly key: string;
  readonly id: string | undefined;
  readonly at: At;
  readonly types: readonly string[];
  readonly advice: Bilingual;
}

/** The postal address, the name, the subject and the scan are answers of the form. */
export function checkContact({ definition, places }: DefinitionFile, form: Form): readonly Fault[] {
  const { contact, onPaper, subject } = definition;
  const faults = new Faults('service.yaml');
  const named: readonly Named[] = [
    {
      key: 'contact.address',
      id: contact?.address,
      at: places.contact,
      types: ['long-text'],
      advice: {
        sv: 'Skriv id:t på den fråga där postadressen skrivs, på flera rader.',
        en: 'Write the id of the question in which the postal address is written, on several lines.',
      },
    },
    {
      key: 'contact.name',
      id: contact?.name,
      at: places.contact,
      types: ['text'],
      advice: {
        sv: 'Skriv id:t på den fråga där den som skriver säger vem det är.',
        en: 'Write the id of the question in which whoever writes says who it is.',
      },
    },
    {
      key: 'subject',
      id: subject,
      at: places.subject,
      types: ['text', 'long-text'],
      advice: {
        sv: 'Skriv id:t på den fråga där den som skriver säger vad det gäller.',
        en: 'Write the id of the question in which whoever writes says what it is about.',
      },
    },
    {
      key: 'on-paper.scan',
      id: onPaper?.scan,
      at: places.onPaper,
      types: ['file', 'files'],
      advice: {
        sv: 'Skriv id:t på den fråga som tar emot filer, där ett inskannat brev ska ligga.',
        en: 'Write the id of the question that takes files, in which a scanned letter is to lie.',
      },
    },
  ];
  for (const one of named) checkNamed(faults, one, form);
  return faults.list;
}

function checkNamed(faults: Faults, { key, id, at, types, advice }: Named, form: Form): void {
  const questions = form.pages.flatMap((page) => page.questions);
  if (id === undefined || questions.some((each) => each.id === id && types.includes(each.type))) return;
  const [sv, en] = [types.join(' eller '), types.join(' or ')];
  const message = {
    sv: `${key} är "${id}", men form.yaml har ingen fråga av slaget ${sv} med det id:t.`,
    en: `${key} is "${id}", but form.yaml has no question of the type ${en} with that id.`,
  };
  faults.error(at, 'unknown-reference', message, advice);
}
