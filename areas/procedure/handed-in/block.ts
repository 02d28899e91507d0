import { TorgetError } from '#platform/errors.ts';
import { type Block, fields, textField } from '#platform/runtime/index.ts';
import { type HandedIn, KINDS, waitsUntil } from './waiting.ts';

const STILL: { readonly [what in HandedIn]: { readonly sv: string; readonly en: string } } = {
  appeal: {
    sv: 'Ett överklagande är varken avvisat eller överlämnat (FL 45–46 §§), eller en återkallelse inte skickad efter det. Gör det under Handläggningens åtgärder.',
    en: 'An appeal is neither dismissed nor handed over (FL 45–46 §§), or a withdrawal not sent after it. Do that under the case’s measures.',
  },
  request: {
    sv: 'Ärendet är inte avgjort och begäran inte avslagen (FL 12 §). Besluta, eller avslå begäran under Handläggningens åtgärder.',
    en: 'The case is not decided and the request not refused (FL 12 §). Decide, or refuse the request under the case’s measures.',
  },
  insight: {
    sv: 'Parten har varken fått ett beslut eller det som undantogs (OSL 6 kap. 3 §). Gör det under Handläggningens åtgärder.',
    en: 'The party has got neither a decision nor what was withheld (OSL 6:3). Do that under the case’s measures.',
  },
};

/** The building block that lets a task be done only when what it is about has been dealt with. */
export function handedInDealtWith(): Block {
  return {
    type: 'handed-in.dealt-with',
    kind: 'inline',
    about: {
      sv: 'Kontrollerar att överklagandet är avvisat, återkallat eller överlämnat, eller att begäran om avgörande är besvarad (FL 12, 45–46 §§).',
      en: 'Checks that the appeal is dismissed, withdrawn or handed over, or the request for a decision answered (FL 12, 45–46 §§).',
    },
    input: fields({ what: textField() }),
    output: fields({}),
    async run({ db, instance, input }) {
      const what = KINDS.find((kind) => kind === input['what']);
      if (what !== undefined && (await waitsUntil(db, instance.businessKey, what)) !== undefined)
        throw new TorgetError('handed-in-waits', 409, STILL[what], `${what} of ${instance.businessKey} waits`);
      return { output: {} };
    },
  };
}
