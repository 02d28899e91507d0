import { ENTERED_KINDS, enterDocument, type Way } from '#areas/cases/index.ts';
import { receiveDraftFiles } from '#platform/files/index.ts';
import { addAct } from '../rows.ts';
import type { Act, Doing, Given } from './act.ts';
import { arrived } from './arrived.ts';

/** FL 10, 27 §§, OSL 5 kap. 1–2 §§: what is added to a case stands in its file and its registry at once. */
const BASIS = 'OSL 5 kap. 1–2 §§';

/** Chosen for whoever is no party of the case: the name is written. */
export const SOMEBODY = 'annan';

/** From or to whom it came or went. */
const otherEnd = (given: Given) =>
  given['motpart'] === SOMEBODY ? { name: given['namn'] ?? '' } : { party: given['motpart'] ?? '' };

/** What the board has made itself. */
export const addDocument: Act = entering('handling', 'lagg-till-handling', 'add-document', () => ({
  direction: 'internal',
}));

/** What came in from somebody: on the day it arrived (FL 22 §). */
export const registerIn: Act = entering('inkommen', 'registrera-inkommen', 'register-in', (given) => ({
  direction: 'in',
  who: otherEnd(given),
  day: arrived(given).arrived.toString(),
}));

/** What was sent beside the house: on the day it was sent. */
export const registerOut: Act = entering('utgaende', 'registrera-utgaende', 'register-out', (given) => ({
  direction: 'out',
  who: otherEnd(given),
  day: given['dag'] ?? '',
}));

type Entering = 'add-document' | 'register-in' | 'register-out';

function entering(form: NonNullable<Act['form']>, path: string, act: Entering, way: (given: Given) => Way): Act {
  return {
    path,
    who: 'staff',
    beside: true,
    basis: BASIS,
    fields: [],
    form,
    // Also when the case is closed: what comes then, an appeal on paper too, is registered as soon as it has come.
    refused: () => null,
    perform: (doing) => enter(doing, act, way(doing.given)),
  };
}

async function enter({ tx, given, situation, request, files: [file] }: Doing, act: Entering, way: Way): Promise<void> {
  const { actor, now: at } = request;
  const kind = ENTERED_KINDS.find((one) => one === given['slag']);
  if (actor.kind !== 'staff' || kind === undefined || file === undefined) return;
  const caseId = situation.view.id;
  const taken = await receiveDraftFiles(tx, { draft: caseId, person: actor.party }, caseId, [file.id]);
  // Pressed twice: it is in already.
  if (!taken.has(file.id)) return;
  const replaces = given['ersatter'] ?? null;
  const what = { kind, way, title: given['titel'] ?? file.title, fileId: file.id, replaces };
  const document = await enterDocument(tx, { caseId, ...what, by: actor.party, at });
  const rule = way.direction === 'in' ? { rule: arrived(given).rule } : {};
  await addAct(tx, { caseId, act, data: { document, ...rule }, actor, at });
}
