import { type FeelContext, type FeelValue, isContext, isList, isNumber, textOf } from '@torget/feel';
import { SummaryList } from '#platform/design/index.ts';
import { formatDate, formatMonth, formatNumber, type TextKey } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';

type Speaker = Pick<Request, 't' | 'language'>;

/** Ids of parties are ours and say nothing; the names beside them do. Source and day stand over the answer. */
const HIDDEN: readonly string[] = ['ref', 'vem', 'annan_vardnadshavare', 'source', 'at'];

const FIELDS = [
  'adress',
  'alder',
  'antal',
  'barn',
  'belopp',
  'efternamn',
  'enhet',
  'fodelsedatum',
  'fornamn',
  'fran',
  'gata',
  'gemensam_vardnad',
  'i_bostaden',
  'jobbstimulans',
  'lunch_hemma',
  'manader_i_rad',
  'namn',
  'ort',
  'pagaende',
  'period',
  'postnummer',
  'rader',
  'senaste_hyra',
  'senaste_manad',
  'skuld',
  'skyddad',
  'slag',
  'summa',
  'syskon_placerade',
  'vuxna',
] as const;

function fieldName({ t }: Speaker, name: string): string {
  const known = FIELDS.find((entry) => entry === name);
  return known === undefined ? name.replaceAll('_', ' ') : t(`cases.register.field.${known}` satisfies TextKey);
}

function simple(value: FeelValue, { t, language }: Speaker): string {
  if (value === null) return t('cases.register.nothing');
  if (typeof value === 'boolean') return t(value ? 'cases.register.yes' : 'cases.register.no');
  if (isNumber(value)) return formatNumber(textOf(value), language);
  const said = textOf(value);
  if (/^\d{4}-\d{2}$/.test(said)) return formatMonth(said, language);
  if (/^\d{4}-\d{2}-\d{2}$/.test(said)) return formatDate(said, language);
  return said.replace(/^[a-z]+(_[a-z]+)+$/, (code) => code.replaceAll('_', ' '));
}

/** One thing in a list, on one line: `Alma Berg, Födelsedatum: 15 maj 2023`. */
function inOneLine(value: FeelValue, speaker: Speaker): string {
  if (!isContext(value)) return simple(value, speaker);
  return Object.entries(value)
    .filter(([name, inner]) => !HIDDEN.includes(name) && inner !== null)
    .map(([name, inner]) =>
      name === 'namn' ? simple(inner, speaker) : `${fieldName(speaker, name)}: ${inOneLine(inner, speaker)}`,
    )
    .join(', ');
}

function Value({ value, speaker }: { readonly value: FeelValue; readonly speaker: Speaker }) {
  if (isList(value)) {
    if (value.length === 0) return <>{speaker.t('cases.register.nothing')}</>;
    return (
      <>
        {value.map((item) => (
          <div>{inOneLine(item, speaker)}</div>
        ))}
      </>
    );
  }
  return <>{isContext(value) ? inOneLine(value, speaker) : simple(value, speaker)}</>;
}

const shown = (value: FeelContext) => Object.entries(value).filter(([name]) => !HIDDEN.includes(name));

/** What a register answered, as a list that anyone can read (OSL 4 kap. 3 §). */
export function RegisterAnswer({ value, speaker }: { readonly value: FeelContext; readonly speaker: Speaker }) {
  return (
    <SummaryList
      rows={shown(value).map(([name, inner]) => ({
        key: { text: fieldName(speaker, name) },
        value: { html: <Value value={inner ?? null} speaker={speaker} /> },
      }))}
    />
  );
}

/** The same in plain words, one line for each thing. */
export function registerLines(
  value: FeelContext,
  speaker: Speaker,
): readonly { readonly label: string; readonly value: string }[] {
  return shown(value).map(([name, inner = null]) => ({
    label: fieldName(speaker, name),
    value: isList(inner)
      ? inner.map((item) => inOneLine(item, speaker)).join('; ') || speaker.t('cases.register.nothing')
      : inOneLine(inner, speaker),
  }));
}
