import type { QuestionType } from '@torget/form';
import type { VNode } from 'preact';
import { AddressField } from './address.tsx';
import { AppointmentField } from './appointment.tsx';
import type { QuestionProps } from './asked.ts';
import { BankAccountField } from './bank-account.tsx';
import { ChildField } from './child.tsx';
import { ChoiceField, ChoicesField, DeclarationField, YesNoField } from './choice.tsx';
import { CompanyField } from './company.tsx';
import { ComputedField } from './computed.tsx';
import { DateField } from './date.tsx';
import { FileField } from './file.tsx';
import { FilesField } from './files.tsx';
import { GroupField } from './group.tsx';
import { HouseholdField } from './household.tsx';
import { Paragraphs } from './paragraphs.tsx';
import { PersonField } from './person.tsx';
import { PointField } from './point.tsx';
import { PropertyField } from './property.tsx';
import { ShapeField } from './shape.tsx';
import { TableField } from './table.tsx';
import { LongTextField, TextField } from './text.tsx';

function Information({ view, asked }: QuestionProps) {
  const { language } = asked.request;
  const { label, hint } = view.question;
  return (
    <>
      <Paragraphs text={label} language={language} />
      {hint === undefined ? null : <Paragraphs text={hint} language={language} />}
    </>
  );
}

const FIELDS = {
  text: TextField,
  'long-text': LongTextField,
  'whole-number': TextField,
  decimal: TextField,
  money: TextField,
  date: (props) => (props.view.question.oneField === true ? <TextField {...props} /> : <DateField {...props} />),
  month: DateField,
  time: TextField,
  'yes-no': YesNoField,
  choice: ChoiceField,
  choices: ChoicesField,
  email: TextField,
  phone: TextField,
  'web-address': TextField,
  'personal-number': TextField,
  'organisation-number': TextField,
  'bank-account': BankAccountField,
  iban: TextField,
  person: PersonField,
  company: CompanyField,
  address: AddressField,
  property: PropertyField,
  file: FileField,
  files: FilesField,
  household: HouseholdField,
  child: ChildField,
  point: PointField,
  line: ShapeField,
  area: ShapeField,
  declaration: DeclarationField,
  signature: TextField,
  appointment: AppointmentField,
  computed: ComputedField,
  information: Information,
  table: TableField,
  group: (props) => <GroupField {...props} draw={QuestionField} />,
} satisfies Record<QuestionType, (props: QuestionProps) => VNode>;

/** A question as its type is drawn, with hint, error and what stands in its fields. */
export function QuestionField(props: QuestionProps): VNode {
  const Field = FIELDS[props.view.question.type];
  return <Field {...props} />;
}
