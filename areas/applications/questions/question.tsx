import type { QuestionType } from '@torget/form';
import type { VNode } from 'preact';
import type { QuestionProps } from './asked.ts';
import { ChildField } from './child.tsx';
import { ChoiceField, ChoicesField, DeclarationField, YesNoField } from './choice.tsx';
import { DateField } from './date.tsx';
import { FileField } from './file.tsx';
import { GroupField } from './group.tsx';
import { HouseholdField } from './household.tsx';
import { PointField } from './point.tsx';
import { LongTextField, TextField } from './text.tsx';
import { Words } from './words.tsx';

function Information({ view, asked }: QuestionProps) {
  const { language } = asked.request;
  const { label, hint } = view.question;
  return (
    <>
      <p class="govuk-body">
        <Words text={label} language={language} />
      </p>
      {hint === undefined ? null : (
        <p class="govuk-body">
          <Words text={hint} language={language} />
        </p>
      )}
    </>
  );
}

const FIELDS = {
  text: TextField,
  'long-text': LongTextField,
  'whole-number': TextField,
  decimal: TextField,
  money: TextField,
  date: DateField,
  month: DateField,
  'yes-no': YesNoField,
  choice: ChoiceField,
  choices: ChoicesField,
  email: TextField,
  phone: TextField,
  file: FileField,
  household: HouseholdField,
  child: ChildField,
  point: PointField,
  declaration: DeclarationField,
  information: Information,
  group: (props) => <GroupField {...props} draw={QuestionField} />,
} satisfies Record<QuestionType, (props: QuestionProps) => VNode>;

/** A question as its type is drawn, with hint, error and what stands in its fields. */
export function QuestionField(props: QuestionProps): VNode {
  const Field = FIELDS[props.view.question.type];
  return <Field {...props} />;
}
