import { CONTACT_LANGUAGES, languageSaid, needError, OTHER_LANGUAGE, sayLanguage } from '#areas/cases/index.ts';
import { addAct } from '../rows.ts';
import type { Act, ActField } from './act.ts';

const BASIS = 'FL 13 §, lag (2009:724) 8 §';

/** Asked of who has chosen another language than those that have a code of ours. */
export const OTHER_NAME: ActField = {
  name: 'annat',
  kind: 'line',
  label: 'cases.language.other-name',
  hint: 'cases.language.other-hint',
  optional: true,
};

/** What a party says of her language by phone or at the desk is written down for everybody who works her cases. */
export const languageNeed: Act = {
  path: 'sprak',
  who: 'staff',
  basis: BASIS,
  fields: ({ view }) => [
    {
      name: 'part',
      kind: 'choice',
      label: 'procedure.insight.whom',
      options: view.parties
        .filter(({ party }, at) => view.parties.findIndex((one) => one.party === party) === at)
        .map(({ party, name }) => ({ value: party, text: 'procedure.insight.party', values: { name } })),
    },
    {
      name: 'sprak',
      kind: 'choice',
      label: 'cases.language.which',
      options: [
        { value: 'sv', text: 'cases.language.swedish' },
        ...CONTACT_LANGUAGES.map((one) => ({ value: one, text: `cases.language.name.${one}` as const })),
        { value: OTHER_LANGUAGE, text: 'cases.language.other' },
      ],
    },
    OTHER_NAME,
    {
      name: 'tolk',
      kind: 'choice',
      label: 'cases.language.interpreter-ask',
      options: [
        { value: 'ja', text: 'cases.language.yes' },
        { value: 'nej', text: 'cases.language.no' },
      ],
    },
    {
      name: 'form',
      kind: 'line',
      label: 'cases.language.format-ask',
      hint: 'cases.language.format-hint',
      optional: true,
    },
  ],
  refused: ({ view }) => (view.parties.length === 0 ? { basis: BASIS, text: 'procedure.refused.nobody' } : null),
  mend: (_, given) => needError(given),
  async perform({ tx, given, situation, request }) {
    const { actor, now, town, t } = request;
    const party = situation.view.parties.find((one) => one.party === given['part'])?.party;
    if (actor.kind !== 'staff' || party === undefined) return;
    const format = given['form'] || null;
    const said = { language: languageSaid(t, given), interpreter: given['tolk'] === 'ja', format };
    await sayLanguage(tx, town, { ...said, party, by: actor.party, unit: actor.unit, at: now });
    const data = { sprak: said.language, tolk: said.interpreter, ...(format === null ? {} : { form: format }) };
    await addAct(tx, { caseId: situation.view.id, act: 'language-need', data, actor, forParty: party, at: now });
  },
};
