import { isWorkingDay, move } from '#platform/calendar/index.ts';
import { Checkboxes, DateInput, Input, Radios, Select, Textarea } from '#platform/design/index.ts';
import { formatDate } from '#platform/text/index.ts';
import { dayField, field, type Request } from '#platform/web/index.ts';
import { type ActField, type Given, TEXT_LIMIT } from '../acts/act.ts';
import { words } from './refusal.ts';

/** Something to mend: the field, and what is wrong in words. */
export interface Mend {
  readonly field: string;
  readonly text: string;
}

/** The fields of a day. */
export const PARTS = ['year', 'month', 'day'] as const;

type DayField = Extract<ActField, { readonly kind: `${string}-day` }>;

const isDay = (one: ActField): one is DayField => one.kind.endsWith('-day');

/** Reads what was filled in; every field is asked for unless it is optional. */
export function read(
  request: Request,
  fields: readonly ActField[],
  today: Temporal.PlainDate,
): { readonly given: Given; readonly mends: readonly Mend[] } {
  const given: Record<string, string> = {};
  const mends: Mend[] = [];
  const { t } = request;
  const mend = (one: ActField, text: string) => mends.push({ field: one.name, text });
  for (const one of fields) {
    if (isDay(one)) {
      const day = dayField(request.fields, one.name);
      const wrong = day === undefined ? t('procedure.mend.day') : wrongDay(request, one.kind, day, today);
      if (wrong !== undefined) mend(one, wrong);
      else given[one.name] = String(day);
      continue;
    }
    if (one.kind === 'several') {
      const chosen = request.fields[one.name] ?? [];
      if (chosen.every((each) => one.options.some(({ value }) => value === each))) given[one.name] = chosen.join(' ');
      else mend(one, t('procedure.mend.choose'));
      continue;
    }
    const text = field(request.fields, one.name, TEXT_LIMIT + 1);
    const known = one.kind !== 'choice' || one.options.some(({ value }) => value === text);
    const optional = (one.kind === 'text' || one.kind === 'line') && one.optional === true;
    if (text === '' && !optional)
      mend(one, t(one.kind === 'choice' ? 'procedure.mend.choose' : 'procedure.mend.write'));
    else if (!known) mend(one, t('procedure.mend.choose'));
    else if (text.length > TEXT_LIMIT) mend(one, t('procedure.mend.long', { n: TEXT_LIMIT }));
    else given[one.name] = text;
  }
  return { given, mends };
}

/** What is wrong with a day. A last day to answer, and one that is promised, is a working day: the next one is named. */
function wrongDay(
  { t, language }: Request,
  kind: DayField['kind'],
  day: Temporal.PlainDate,
  today: Temporal.PlainDate,
): string | undefined {
  const comes = Temporal.PlainDate.compare(day, today) > 0;
  if (comes === (kind === 'past-day')) return t(comes ? 'procedure.mend.past' : 'procedure.mend.coming');
  if ((kind !== 'answer-day' && kind !== 'working-day') || isWorkingDay(day)) return undefined;
  const said = (one: Temporal.PlainDate) => formatDate(one.toString(), language);
  return t('procedure.mend.working-day', { day: said(day), next: said(move(day)) });
}

/** The parts of a day that is proposed, by the names of their fields. */
function partsOf(name: string, day: string): { readonly [field: string]: string } {
  if (day === '') return {};
  const parts = Temporal.PlainDate.from(day);
  return Object.fromEntries(PARTS.map((part) => [`${name}-${part}`, String(parts[part])]));
}

interface FieldProps {
  readonly request: Request;
  readonly one: ActField;
  readonly mend: Mend | undefined;
  /** What stands in it before anything is typed. */
  readonly proposed?: string | undefined;
}

/** One field as it was typed, with what to mend. */
export function Field({ request, one, mend, proposed = '' }: FieldProps) {
  const { t, fields, query } = request;
  const typed = (name: string, before = proposed) =>
    fields[name] === undefined ? before : field(fields, name, TEXT_LIMIT);
  const asked = {
    ...(one.hint === undefined ? {} : { hint: { text: t(one.hint) } }),
    ...(mend === undefined ? {} : { errorMessage: { text: mend.text } }),
  };
  switch (one.kind) {
    case 'text':
      return (
        <Textarea
          id={one.name}
          name={one.name}
          rows={5}
          label={{ text: t(one.label) }}
          value={typed(one.name)}
          {...asked}
        />
      );
    case 'line':
      return (
        <Input
          id={one.name}
          name={one.name}
          classes="govuk-input--width-20"
          autocomplete="off"
          label={{ text: t(one.label) }}
          value={typed(one.name)}
          {...asked}
        />
      );
    case 'coming-day':
    case 'past-day':
    case 'working-day':
    case 'answer-day': {
      const before = partsOf(one.name, proposed);
      return (
        <DateInput
          id={one.name}
          namePrefix={one.name}
          fieldset={{ legend: { text: t(one.label) } }}
          values={Object.fromEntries(
            PARTS.map((part) => [part, typed(`${one.name}-${part}`, before[`${one.name}-${part}`] ?? '')]),
          )}
          {...asked}
        />
      );
    }
    case 'several':
      return (
        <Checkboxes
          idPrefix={one.name}
          name={one.name}
          fieldset={{ legend: { text: t(one.label) } }}
          values={fields[one.name] ?? (fields['_csrf'] === undefined ? proposed.split(' ') : [])}
          items={one.options.map((choice) => ({ value: choice.value, text: words(request, choice) }))}
          {...asked}
        />
      );
    case 'choice':
      return one.list !== undefined ? (
        <Select
          id={one.name}
          name={one.name}
          label={{ text: t(one.label) }}
          value={typed(one.name) || (query[one.name] ?? '')}
          items={[
            { value: '', text: t(one.list) },
            ...one.options.map((choice) => ({ value: choice.value, text: words(request, choice) })),
          ]}
          {...asked}
        />
      ) : (
        <Radios
          idPrefix={one.name}
          name={one.name}
          fieldset={{ legend: { text: t(one.label) } }}
          value={typed(one.name) || (query[one.name] ?? '')}
          items={one.options.map((choice) => ({ value: choice.value, text: words(request, choice) }))}
          {...asked}
        />
      );
  }
}

/** Where the summary of what to mend leads. */
export function anchorOf(fields: readonly ActField[], { field: name }: Mend): string {
  return fields.some((one) => one.name === name && isDay(one)) ? `#${name}-day` : `#${name}`;
}
