import { type Slot, slotsOf } from '@torget/form';
import { Radios, Select } from '#platform/design/index.ts';
import { formatDate } from '#platform/text/index.ts';
import { printText } from '../print.ts';
import { type Asked, errorOf, type QuestionProps, typedIn } from './asked.ts';
import { fieldsetOf, hintOf, labelOf } from './label.tsx';
import { noAnswer } from './no-answer.ts';

/** With more times than these a list that opens, parted by days, is shorter to read. */
const RADIOS = 10;

function timeOf(slot: Slot, asked: Asked): string {
  const { start, end, plats } = slot;
  return printText({ kind: 'appointment', start, end, ...(plats === null ? {} : { place: plats }) }, asked.request);
}

/** The free times to choose among. A day's times stand together, in the order of the clock. */
export function AppointmentField(props: QuestionProps) {
  const { view, asked } = props;
  const { t, language } = asked.request;
  const { name, question } = view;
  const slots = slotsOf(question, asked.options);
  const common = { name, hint: hintOf(props), errorMessage: errorOf(asked, name), value: typedIn(view, name) };
  if (slots.length === 0) {
    return (
      <Radios
        {...common}
        idPrefix={name}
        fieldset={fieldsetOf(props)}
        hint={{ text: t('applications.appointment.none') }}
        items={[]}
      />
    );
  }
  if (slots.length > RADIOS) {
    return (
      <Select
        {...common}
        id={name}
        label={labelOf(props)}
        items={[
          { value: '', text: t('applications.page.choose') },
          ...slots.map((slot) => ({ value: slot.id, text: timeOf(slot, asked) })),
        ]}
      />
    );
  }
  return (
    <Radios
      {...common}
      idPrefix={name}
      fieldset={fieldsetOf(props)}
      items={[
        ...slots.map((slot) => ({
          value: slot.id,
          text: timeOf(slot, asked),
          attributes: { 'data-day': formatDate(slot.start.slice(0, 10), language) },
        })),
        ...noAnswer(props),
      ]}
    />
  );
}
