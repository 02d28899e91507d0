import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { type Block, fields, textField } from '#platform/runtime/index.ts';
import { type HandedIn, KINDS, waitsUntil } from './waiting.ts';

const STILL: { readonly [what in Dealt]: { readonly sv: string; readonly en: string } } = {
  appeal: {
    sv: 'Ett överklagande är varken avvisat eller överlämnat (FL 45–46 §§), eller en återkallelse inte skickad efter det. Gör det under Handläggningens åtgärder.',
    en: 'An appeal is neither dismissed nor handed over (FL 45–46 §§), or a withdrawal not sent after it. Do that under the case’s measures.',
  },
  remand: {
    sv: 'Ärendet är inte beslutat på nytt. Gör det under Handläggningens åtgärder.',
    en: 'The case is not decided anew. Do that under the case’s measures.',
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

/** What it checks: what was handed in, and that a case which a court has sent back is decided anew. */
type Dealt = HandedIn | 'remand';
const CHECKED: readonly Dealt[] = [...KINDS, 'remand'];

/** The building block that lets a task be done only when what it is about has been dealt with. */
export function handedInDealtWith(): Block {
  return {
    type: 'handed-in.dealt-with',
    kind: 'inline',
    about: {
      sv: 'Kontrollerar att överklagandet är avvisat, återkallat eller överlämnat, att begäran om avgörande är besvarad (FL 12, 45–46 §§), eller att ett återförvisat ärende är beslutat på nytt.',
      en: 'Checks that the appeal is dismissed, withdrawn or handed over, the request for a decision answered (FL 12, 45–46 §§), or a case that was sent back decided anew.',
    },
    input: fields({ what: textField() }),
    output: fields({}),
    async run({ db, instance, input }) {
      const what = CHECKED.find((kind) => kind === input['what']);
      if (what !== undefined && (await waits(db, instance.businessKey, what)))
        throw new TorgetError('handed-in-waits', 409, STILL[what], `${what} of ${instance.businessKey} waits`);
      return { output: {} };
    },
  };
}

/** Whether something of the kind waits in the case. A case that has come back is decided by the act that ends its task. */
async function waits(db: Db, caseId: string, what: Dealt): Promise<boolean> {
  if (what === 'remand') return true;
  return (await waitsUntil(db, caseId, what)) !== undefined;
}
