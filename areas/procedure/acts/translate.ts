import {
  CONTACT_LANGUAGES,
  contactLanguageName,
  languageSaid,
  needError,
  OTHER_LANGUAGE,
  TRANSLATE,
} from '#areas/cases/index.ts';
import type { Texts } from '#platform/text/index.ts';
import { addAct, dayOf } from '../rows.ts';
import type { Situation } from '../situation.ts';
import type { Act, Choice, Given, Mended } from './act.ts';
import { OTHER_NAME } from './language.ts';

const BASIS = 'FL 13 §';
/** Swedish sign language is interpreted: nothing is written in it. */
const WRITTEN = CONTACT_LANGUAGES.filter((one) => one !== 'swl');

/** Letters that went to somebody who is a party still. */
function lettersOf({ view, file }: Situation) {
  return file.documents.flatMap(({ letterId, to, title, at }) => {
    const party = view.parties.find((one) => one.party === to);
    return letterId === null || party === undefined ? [] : [{ letter: letterId, title, at, party }];
  });
}

function choices(s: Situation): readonly Choice[] {
  return lettersOf(s).map(({ letter, title, at, party: { name } }) => ({
    value: letter,
    text: 'procedure.translation.which',
    values: { title, name },
    days: { day: dayOf({ at }).toString() },
  }));
}

/** Whether the letter has been translated to the language, or that is ordered: by an officer, or for who has asked for it. */
function ordered({ acts, file }: Situation, letter: string, language: string): boolean {
  return (
    acts.some(
      ({ act, data }) => act === 'order-translation' && data['brev'] === letter && data['sprak'] === language,
    ) ||
    file.translating.some((one) => one.letter === letter && one.language === language) ||
    file.documents.some(
      ({ translates }) => translates?.letter === letter && (translates.language ?? language) === language,
    )
  );
}

/** In Swedish nothing is translated, and nothing is written in sign language. */
function wrong(s: Situation, given: Given, t: Texts): Mended | null {
  const error = needError(given);
  if (error !== null) return error;
  const language = languageSaid(t, given);
  if (language === 'sv' || language === 'swl') return { field: 'annat', text: 'cases.language.not-written' };
  return ordered(s, given['brev'] ?? '', language) ? { field: 'sprak', text: 'procedure.mend.translated' } : null;
}

/** An officer has a letter translated when that is needed for a party to take care of its rights, in any language. */
export const orderTranslation: Act = {
  path: 'lat-oversatta',
  who: 'staff',
  basis: BASIS,
  fields: (s) => [
    { name: 'brev', kind: 'choice', label: 'procedure.translation.what', options: choices(s) },
    {
      name: 'sprak',
      kind: 'choice',
      label: 'procedure.translation.to',
      options: [
        ...WRITTEN.map((one) => ({ value: one, text: `cases.language.name.${one}` as const })),
        { value: OTHER_LANGUAGE, text: 'cases.language.other' },
      ],
    },
    OTHER_NAME,
  ],
  refused: (s) => (lettersOf(s).length === 0 ? { basis: BASIS, text: 'procedure.refused.no-letter' } : null),
  mend: wrong,
  async perform({ tx, given, situation, request, options }) {
    const { actor, now, t } = request;
    const { view, service } = situation;
    const found = lettersOf(situation).find(({ letter }) => letter === given['brev']);
    const language = languageSaid(t, given);
    if (found === undefined) return;
    const { letter, title, party } = found;
    const variables = { unit: view.unit, brev: letter, part: party.party, sprak: language };
    await options.cases.runtime.start(tx, { service, businessKey: view.id, actor, process: TRANSLATE, variables });
    const data = { brev: letter, sprak: language, namn: `${title}, ${contactLanguageName(t, language)}` };
    await addAct(tx, { caseId: view.id, act: 'order-translation', data, actor, forParty: party.party, at: now });
  },
};
