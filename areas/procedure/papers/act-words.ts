import type { Json } from '@torget/feel';
import { outcomeText } from '#areas/cases/index.ts';
import { isUuid } from '#platform/database/index.ts';
import { formatDate, type HouseLanguage, type TextKey, type Texts } from '#platform/text/index.ts';
import type { Choice } from '../acts/act.ts';
import { EXCEPTIONS } from '../acts/appeals/exceptions.ts';
import { CHANGE_SUPPORT, OBVIOUS, WORSE } from '../acts/change.ts';
import { CONSEQUENCES } from '../acts/completion.ts';
import { WAYS_SHOWN } from '../acts/mandate.ts';
import { SECRECY } from '../acts/opinions/secrecy.ts';
import { WAYS } from '../acts/serve.ts';
import { UNHEARD } from '../communicated.ts';
import { courtEnd } from '../court.ts';
import type { ActRow } from '../rows.ts';

/** What was filled in and kept with an act, by the name that it is kept under. */
const LABELS: { readonly [name: string]: TextKey } = {
  amne: 'procedure.message.subject',
  andring: 'procedure.paper.wanted',
  arrived: 'procedure.paper.arrived',
  beslutande: 'procedure.board.members',
  bradskande: 'procedure.board.urgent',
  dag: 'procedure.paper.day',
  dodsbo: 'procedure.estate.to',
  domstol: 'procedure.paper.court',
  due: 'procedure.paper.last-day',
  fel: 'procedure.slip.wrong',
  gata: 'procedure.estate.street',
  foljd: 'procedure.completion.consequence',
  fraga: 'procedure.opinion.question',
  innebar: 'procedure.says.label',
  malnummer: 'procedure.paper.court-number',
  material: 'procedure.communicate.material',
  medverkande: 'procedure.board.participants',
  namn: 'procedure.paper.name',
  foredragande: 'procedure.board.presenter',
  omfattning: 'procedure.mandate.covers',
  ord: 'procedure.message.words',
  ordforande: 'procedure.board.chair',
  paragraf: 'procedure.board.minutes',
  ratt: 'procedure.slip.right',
  postort: 'inbox.address.town',
  rule: 'procedure.paper.rule',
  saknas: 'procedure.completion.missing',
  sammantrade: 'procedure.board.meeting',
  samre: 'procedure.change.is-worse',
  satt: 'procedure.service.way',
  sekretess: 'procedure.opinion.secrecy',
  'sekretess-skal': 'procedure.opinion.secrecy-why',
  senast: 'procedure.paper.last-day',
  served: 'procedure.paper.served',
  skal: 'procedure.reasons',
  stod: 'procedure.change.support',
  text: 'procedure.paper.words',
  to: 'procedure.paper.to',
  utgang: 'procedure.paper.court-end',
  'utan-brev': 'procedure.estate.no-letter',
  yttrande: 'procedure.paper.statement',
  undantag: 'procedure.board.unheard',
  uppenbart: 'procedure.change.obvious',
  visad: 'procedure.mandate.shown',
  utfall: 'procedure.change.outcome',
};

/** The words of what was chosen. */
const CHOSEN: { readonly [name: string]: readonly Omit<Choice, 'values' | 'days'>[] } = {
  foljd: CONSEQUENCES,
  samre: WORSE.options,
  sekretess: SECRECY,
  satt: WAYS,
  stod: CHANGE_SUPPORT,
  undantag: [...EXCEPTIONS.options, ...UNHEARD],
  uppenbart: OBVIOUS.options,
  visad: WAYS_SHOWN,
};

/**
 * What was written down with an act, in words: days as days, choices by what they say, parties by name. What only programs
 * read (ids, lists of documents, how it came in) is left out; it stands in the data.
 */
export function actLines(
  { t, language }: { readonly t: Texts; readonly language: HouseLanguage },
  { data }: Pick<ActRow, 'data'>,
): readonly { readonly label: string; readonly value: string }[] {
  const said = (name: string, value: string): string => {
    if (name === 'utfall') return outcomeText(t, value);
    const end = name === 'utgang' ? courtEnd({ utgang: value }) : undefined;
    if (end !== undefined) return t(`procedure.court.end.${end}`);
    const chosen = CHOSEN[name]?.find((one) => one.value === value);
    if (chosen !== undefined) return t(chosen.text);
    return /^\d{4}-\d\d-\d\d$/.test(value) ? formatDate(value, language) : value;
  };
  return Object.entries(data).flatMap(([name, value]: [string, Json]) => {
    const label = ofAppeal(name, value) ? EXCEPTIONS.label : LABELS[name];
    if (label === undefined || typeof value !== 'string' || value === '' || isUuid(value)) return [];
    return [{ label: t(label), value: said(name, value) }];
  });
}

/** One name, two questions: whether a late appeal is let through, and whether the parties were heard. */
const ofAppeal = (name: string, value: Json): boolean =>
  name === EXCEPTIONS.name && EXCEPTIONS.options.some((one) => one.value === value);
