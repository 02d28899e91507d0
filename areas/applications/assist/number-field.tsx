import { Input } from '#platform/design/index.ts';
import { field, type Request } from '#platform/web/index.ts';
import type { wrongIn } from './frame.tsx';

/** The number of the person whom the officer helps, or whom a letter is from. */
export function NumberField({
  request: { t, fields },
  wrong,
}: {
  readonly request: Request;
  readonly wrong: ReturnType<typeof wrongIn>;
}) {
  return (
    <Input
      id="nummer"
      name="nummer"
      inputmode="numeric"
      autocomplete="off"
      classes="govuk-input--width-20"
      label={{ text: t('applications.assist.number') }}
      hint={{ text: t('applications.assist.number-hint') }}
      value={field(fields, 'nummer', 20)}
      {...wrong('nummer')}
    />
  );
}
