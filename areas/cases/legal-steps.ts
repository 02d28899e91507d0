import type { LegalStep } from '#platform/runtime/index.ts';
import { applies, type Regime } from '#platform/town/index.ts';

/** The exception that everything comes from the applicant: it holds only where that is so. */
export const ONLY_FROM_APPLICANT = 'fl-25-inget-fran-annan';

interface Step extends LegalStep {
  /** Of Förvaltningslagen. */
  readonly section: number;
  /** It is asked for under every regime; the section is cited where it applies. */
  readonly always?: true;
}

/**
 * Steps of a case that the law requires (Förvaltningslagen 2017:900), and when a case may go on without them. A model
 * marks its elements with `legal-step`; the decision's record is marked by its building block.
 */
const STEPS: readonly Step[] = [
  {
    id: 'fl-25',
    section: 25,
    name: { sv: 'kommunicering före beslut', en: 'communication before deciding' },
    exceptions: [
      {
        code: 'fl-25-obehovligt',
        text: { sv: 'Det är uppenbart obehövligt.', en: 'It is obviously unnecessary.' },
        source: 'FL 25 § första stycket',
      },
      {
        code: ONLY_FROM_APPLICANT,
        text: {
          sv: 'Det är uppenbart obehövligt: inget kommer från någon annan än sökanden.',
          en: 'It is obviously unnecessary: nothing comes from anybody but the applicant.',
        },
        source: 'FL 25 § första stycket',
      },
      {
        code: 'fl-25-1',
        text: {
          sv: 'Ärendet gäller anställning, och det är inte en prövning efter överklagande.',
          en: 'The case concerns employment, and is not a review after an appeal.',
        },
        source: 'FL 25 § andra stycket 1',
      },
      {
        code: 'fl-25-2',
        text: {
          sv: 'Det skulle annars bli avsevärt svårare att genomföra beslutet.',
          en: 'It would otherwise be considerably harder to carry out the decision.',
        },
        source: 'FL 25 § andra stycket 2',
      },
      {
        code: 'fl-25-3',
        text: {
          sv: 'Ett väsentligt allmänt eller enskilt intresse kräver ett omedelbart beslut.',
          en: 'An essential public or private interest requires a decision at once.',
        },
        source: 'FL 25 § andra stycket 3',
      },
      {
        code: 'fl-25-osl-10-3',
        text: {
          sv: 'Materialet är hemligt för parten, och det är av synnerlig vikt att det inte röjs.',
          en: 'The material is secret to the party, and it is of extraordinary importance that it is not revealed.',
        },
        source: 'FL 25 §, OSL 10 kap. 3 §',
      },
    ],
  },
  {
    id: 'fl-31',
    section: 31,
    always: true,
    name: { sv: 'beslutets dokumentation', en: 'the record of the decision' },
    exceptions: [
      {
        code: 'fl-31-dokumenterat',
        text: {
          sv: 'Beslutet är redan dokumenterat i ärendet.',
          en: 'The decision is already on record in the case.',
        },
        source: 'FL 31 §',
      },
    ],
  },
  {
    id: 'fl-33',
    section: 33,
    name: { sv: 'underrättelse om beslutet', en: 'notice of the decision' },
    exceptions: [
      {
        code: 'fl-33-obehovligt',
        text: { sv: 'Det är uppenbart obehövligt.', en: 'It is obviously unnecessary.' },
        source: 'FL 33 § första stycket',
      },
      {
        code: 'fl-33-annat-satt',
        text: {
          sv: 'Parten har underrättats på ett annat sätt, som myndigheten har bestämt.',
          en: 'The party was told in another way, as the authority decided.',
        },
        source: 'FL 33 § tredje stycket',
      },
    ],
  },
];

export const legalSteps: ReadonlyMap<string, LegalStep> = new Map(STEPS.map((step) => [step.id, step]));

/**
 * A step as the law requires it of a case that may be decided on these grounds: null where the regimes of all of them
 * switch it off (FL 2 §), undefined where nobody knows it.
 */
export function legalStep(id: string, grounds: readonly { readonly regime: Regime }[]): LegalStep | null | undefined {
  const step = STEPS.find((one) => one.id === id);
  if (step === undefined || grounds.some(({ regime }) => applies(regime, step.section))) return step;
  if (step.always === undefined) return null;
  return { id, name: step.name, exceptions: step.exceptions.map(({ code, text }) => ({ code, text })) };
}
