import { CAME_BY } from '#platform/calendar/index.ts';
import { DateInput, FileUpload, Radios } from '#platform/design/index.ts';
import { DEFAULT_RULES } from '#platform/files/index.ts';
import { field, type Request } from '#platform/web/index.ts';

const PARTS = ['day', 'month', 'year'] as const;

/** How and when a paper application came, and its scan. */
export function LetterFields(props: {
  readonly request: Request;
  readonly wrong: (name: string) => { readonly errorMessage?: { readonly text: string } };
}) {
  const { request, wrong } = props;
  const { t, fields } = request;
  return (
    <>
      <Radios
        idPrefix="inkom"
        name="inkom"
        fieldset={{ legend: { text: t('applications.assist.came') } }}
        value={field(fields, 'inkom', 20)}
        items={CAME_BY.map((value) => ({ value, text: t(`applications.assist.came-${value}`) }))}
        {...wrong('inkom')}
      />
      <DateInput
        id="dag"
        namePrefix="dag"
        fieldset={{ legend: { text: t('applications.assist.day') } }}
        hint={{ text: t('applications.assist.day-hint') }}
        values={Object.fromEntries(PARTS.map((part) => [part, field(fields, `dag-${part}`, 4)]))}
        {...wrong('dag-day')}
      />
      <FileUpload
        id="skannad"
        name="skannad"
        label={{ text: t('applications.assist.scan') }}
        hint={{ text: t('applications.assist.scan-hint') }}
        attributes={{ accept: DEFAULT_RULES.types.join(',') }}
        {...wrong('skannad')}
      />
    </>
  );
}
