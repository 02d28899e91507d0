import type { QuestionType, TypeRow } from '../types.ts';
import { address } from './address.ts';
import { appointment } from './appointment.ts';
import { bankAccount } from './bank-account.ts';
import { child } from './child.ts';
import { choice, choices } from './choice.ts';
import { company } from './company.ts';
import { computed } from './computed.ts';
import { date } from './date.ts';
import { file } from './file.ts';
import { files } from './files.ts';
import { group } from './group.ts';
import { household } from './household.ts';
import { iban } from './iban.ts';
import { month } from './month.ts';
import { decimal, money, wholeNumber } from './number.ts';
import { organisationNumber } from './organisation-number.ts';
import { person } from './person.ts';
import { personalNumber } from './personal-number.ts';
import { point } from './point.ts';
import { property } from './property.ts';
import { area, line } from './shape.ts';
import { signature } from './signature.ts';
import { table } from './table.ts';
import { email, longText, phone, text, web } from './text.ts';
import { time } from './time.ts';
import { declaration, information, yesNo } from './yes-no.ts';

/** All question types. A new type is a new row, and nothing else in the engine knows types by name but `group` and `computed`. */
const rows = {
  text,
  'long-text': longText,
  'whole-number': wholeNumber,
  decimal,
  money,
  date,
  month,
  time,
  'yes-no': yesNo,
  choice,
  choices,
  email,
  phone,
  'web-address': web,
  'personal-number': personalNumber,
  'organisation-number': organisationNumber,
  'bank-account': bankAccount,
  iban,
  person,
  company,
  address,
  property,
  file,
  files,
  household,
  child,
  point,
  line,
  area,
  declaration,
  information,
  group: group(rowOf),
  table: table(rowOf),
  signature,
  appointment,
  computed,
} satisfies Record<QuestionType, TypeRow>;

export function rowOf(type: QuestionType): TypeRow {
  return rows[type];
}

/** The names of all types. */
export const questionTypes = Object.keys(rows) as readonly QuestionType[];

export function isQuestionType(name: string): name is QuestionType {
  return Object.hasOwn(rows, name);
}
