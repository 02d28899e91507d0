import { colleaguesOf, handToUnit } from '#areas/cases/index.ts';
import type { Town } from '#platform/town/index.ts';
import { addAct } from '../rows.ts';
import type { Situation } from '../situation.ts';
import type { Act, ActField } from './act.ts';

/** FL 9 §: a case is handled as simply and quickly as can be, by the unit whose it is; that holds under every regime. */
const BASIS = 'FL 9 §';

const others = ({ view }: Situation, { units }: Town) => units.filter(({ id }) => id !== view.unit);

/** A choice of the town's other units; where there is none there is nothing to choose. */
const asked = (s: Situation, town: Town): readonly ActField[] => [
  {
    name: 'enhet',
    kind: 'choice',
    label: 'procedure.unit.which',
    hint: 'procedure.unit.which-hint',
    options: others(s, town).map(({ id, title }) => ({
      value: id,
      text: 'procedure.party.name',
      titles: { name: title },
    })),
  },
  { name: 'skal', kind: 'text', label: 'procedure.unit.why', hint: 'procedure.unit.why-hint' },
];

/** The case is another unit's of the town, also another board's: it has it from now on, with all that waits in it. */
export const handToAnotherUnit: Act = {
  path: 'lamna-over-till-enhet',
  who: 'staff',
  leaves: true,
  basis: BASIS,
  fields: asked,
  refused: (s) => (s.view.closedAt === null ? null : { basis: BASIS, text: 'procedure.refused.closed' }),
  // Nobody would find it where nobody works.
  async checks({ request, given }) {
    const staff = await colleaguesOf(request.db, request.town, given['enhet'] ?? '');
    return staff.length > 0 ? null : { field: 'enhet', text: 'procedure.unit.nobody' };
  },
  async perform({ tx, given, situation, request }) {
    const { actor, now: at, town } = request;
    const to = others(situation, town).find(({ id }) => id === given['enhet']);
    if (actor.kind !== 'staff' || to === undefined) return;
    const { id: caseId, unit: from } = situation.view;
    const data = { enhet: to.id, fran: from, skal: given['skal'] ?? '' };
    await addAct(tx, { caseId, act: 'hand-to-unit', data, actor, at });
    await handToUnit(tx, { caseId, from, to, by: actor.party, at });
  },
};
