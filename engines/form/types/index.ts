import type { QuestionType, TypeRow } from '../types.ts';
import { child } from './child.ts';
import { choice, choices } from './choice.ts';
import { date } from './date.ts';
import { file } from './file.ts';
import { group } from './group.ts';
import { household } from './household.ts';
import { month } from './month.ts';
import { decimal, money, wholeNumber } from './number.ts';
import { point } from './point.ts';
import { email, longText, phone, text } from './text.ts';
import { declaration, information, yesNo } from './yes-no.ts';

/** All question types. A new type is a new row, and nothing else in the engine knows types by name but `group`. */
const rows = {
  text,
  'long-text': longText,
  'whole-number': wholeNumber,
  decimal,
  money,
  date,
  month,
  'yes-no': yesNo,
  choice,
  choices,
  email,
  phone,
  file,
  household,
  child,
  point,
  declaration,
  information,
  group: group(rowOf),
} satisfies Record<QuestionType, TypeRow>;

export function rowOf(type: QuestionType): TypeRow {
  return rows[type];
}

export function isQuestionType(name: string): name is QuestionType {
  return Object.hasOwn(rows, name);
}
