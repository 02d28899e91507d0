import { ENTERED_KINDS, enterDocument } from '#areas/cases/index.ts';
import { receiveDraftFiles } from '#platform/files/index.ts';
import { addAct } from '../rows.ts';
import type { Act } from './act.ts';

/** FL 10, 27 §§, OSL 5 kap. 1 §: what is added to a case stands in its file and its registry at once. */
const BASIS = 'OSL 5 kap. 1 §';

export const addDocument: Act = {
  path: 'lagg-till-handling',
  who: 'staff',
  beside: true,
  basis: BASIS,
  fields: [],
  form: 'handling',
  refused: ({ view }) => (view.closedAt === null ? null : { basis: BASIS, text: 'procedure.refused.closed' }),
  async perform({ tx, given, situation, request, files: [file] }) {
    const { actor, now: at } = request;
    const kind = ENTERED_KINDS.find((one) => one === given['slag']);
    if (actor.kind !== 'staff' || kind === undefined || file === undefined) return;
    const caseId = situation.view.id;
    const taken = await receiveDraftFiles(tx, { draft: caseId, person: actor.party }, caseId, [file.id]);
    // Pressed twice: it is in already.
    if (!taken.has(file.id)) return;
    const direction = given['riktning'] === 'in' ? 'in' : 'internal';
    const replaces = given['ersatter'] ?? null;
    const what = { kind, direction, title: given['titel'] ?? file.title, fileId: file.id, replaces } as const;
    const document = await enterDocument(tx, { caseId, ...what, by: actor.party, at });
    await addAct(tx, { caseId, act: 'add-document', data: { document }, actor, at });
  },
};
