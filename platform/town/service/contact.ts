import type { Fault } from '@torget/feel';
import type { Form } from '@torget/form';
import { Faults } from '../faults.ts';
import type { Contact } from '../types.ts';
import type { Fields } from '../yaml/fields.ts';
import type { DefinitionFile } from './definition.ts';

/** `contact` of service.yaml: how letters go to who is no party and has left no e-mail address. */
export function readContact(fields: Fields): Contact {
  const address = fields.maybeText('address');
  const handOver = fields.flag('hand-over', false);
  fields.end();
  return { ...(address === undefined ? {} : { address }), handOver };
}

/** The postal address is an answer of the form. */
export function checkContact({ definition, places }: DefinitionFile, form: Form): readonly Fault[] {
  const asked = definition.contact?.address;
  const questions = form.pages.flatMap((page) => page.questions);
  if (asked === undefined || questions.some(({ id, type }) => id === asked && type === 'long-text')) return [];
  const faults = new Faults('service.yaml');
  faults.error(
    places.contact,
    'unknown-reference',
    {
      sv: `contact.address är "${asked}", men form.yaml har ingen fråga av slaget long-text med det id:t.`,
      en: `contact.address is "${asked}", but form.yaml has no question of the type long-text with that id.`,
    },
    {
      sv: 'Skriv id:t på den fråga där postadressen skrivs, på flera rader.',
      en: 'Write the id of the question in which the postal address is written, on several lines.',
    },
  );
  return faults.list;
}
