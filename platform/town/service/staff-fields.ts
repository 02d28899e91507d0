import type { Fault } from '@torget/feel';
import type { Form, QuestionType } from '@torget/form';
import { anyOf, Faults } from '../faults.ts';
import { textIn } from '../folder.ts';
import type { Folder } from '../types.ts';
import { type Fields, rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { DefinitionFile } from './definition.ts';

/** What staff keep about every case of the service: one page of questions, in the format of form.yaml. */
export const STAFF_FIELDS = 'staff.yaml';

/** Types that an applicant answers and nobody else: what is handed in, signed, booked, or chosen among one's own. */
const NOT_STAFF: readonly QuestionType[] = [
  ...(['file', 'files', 'signature', 'declaration', 'appointment', 'child', 'household', 'computed'] as const),
];

/** Ids of the fields in their order. */
export function staffFieldIds(form: Form): readonly string[] {
  return form.pages.flatMap((page) => page.questions.map(({ id }) => id));
}

/**
 * What a form of staff fields may not be: of several pages, with computed values, eligibility or things that only an
 * applicant can give. And who may change fields must be said of a service that has some.
 */
export function checkStaffFields(files: Folder, form: Form | undefined, file: DefinitionFile): readonly Fault[] {
  const faults = new Faults(STAFF_FIELDS);
  const text = textIn(files, STAFF_FIELDS);
  if (text === undefined) return withoutFields(file);
  const root = rootFields(parseYaml(text, new Faults(STAFF_FIELDS)), new Faults(STAFF_FIELDS));
  if (form === undefined || root === undefined) return [];
  const [first, second] = root.maps('pages');
  if (second !== undefined) onePage(faults, second);
  if (Object.keys(form.computed).length > 0) noComputed(faults, root);
  for (const question of first?.maps('questions') ?? []) {
    const type = question.text('type');
    if (NOT_STAFF.some((one) => one === type)) notForStaff(faults, question, type);
  }
  return faults.list;
}

function onePage(faults: Faults, second: Fields): void {
  faults.error(
    second.at,
    'staff-pages',
    { sv: 'Handläggarfälten står på en sida.', en: 'Staff fields stand on one page.' },
    { sv: 'Flytta frågorna till den första sidan.', en: 'Move the questions to the first page.' },
  );
}

function noComputed(faults: Faults, root: Fields): void {
  faults.error(
    root.where('computed'),
    'staff-computed',
    { sv: 'Handläggarfält räknas inte ut.', en: 'Staff fields are not computed.' },
    { sv: 'Räkna i decisions.dmn, ur case.staff.', en: 'Compute in decisions.dmn, from case.staff.' },
  );
}

function notForStaff(faults: Faults, question: Fields, type: string): void {
  const id = question.text('id');
  const not = anyOf(NOT_STAFF);
  faults.error(
    question.where('type'),
    'staff-type',
    {
      sv: `"${id}" är av slaget ${type}, som bara den som ansöker kan svara på.`,
      en: `"${id}" is of the type ${type}, which only an applicant can answer.`,
    },
    { sv: `Välj ett annat slag än ${not.sv}.`, en: `Choose another type than ${not.en}.` },
    { element: id },
  );
}

function withoutFields({ definition, places }: DefinitionFile): readonly Fault[] {
  if (definition.staffFields === undefined) return [];
  const faults = new Faults('service.yaml');
  faults.error(
    places.staffFields,
    'staff-fields-missing',
    {
      sv: 'staff-fields säger vem som ändrar fält, men tjänsten har inga.',
      en: 'staff-fields says who changes fields, but the service has none.',
    },
    { sv: `Skriv fälten i ${STAFF_FIELDS}, eller ta bort nyckeln.`, en: `Write ${STAFF_FIELDS}, or remove the key.` },
  );
  return faults.list;
}
