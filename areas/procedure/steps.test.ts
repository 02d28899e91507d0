// FL 2 § and SoL 14 kap. 10–11 §§ (law.md, section 2): which steps beside its process a case has under which regime.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileService, type Ground, type Regime, readFolder, type Service } from '#platform/town/index.ts';
import { EKHAMN, ekhamn } from '#platform/town/testing.ts';
import type { ActName } from './acts/act.ts';
import { ACTS } from './acts/table.ts';
import type { Situation } from './situation.ts';

const REGIMES = ['forvaltningsbesvar', 'laglighetsprovning', 'laglighetsprovning-social', 'none'] as const;
const [FL, KL, SOCIAL, NONE] = REGIMES;

interface Step {
  readonly act: ActName;
  /** Of Förvaltningslagen. */
  readonly section: number;
  /** The regimes under which that section applies. */
  readonly under: readonly Regime[];
}

/** Before the case is decided. */
const BEFORE: readonly Step[] = [
  { act: 'tell-delay', section: 11, under: [FL, SOCIAL, NONE] },
  { act: 'request-decision', section: 12, under: [FL, SOCIAL, NONE] },
  { act: 'request-completion', section: 20, under: [FL, NONE] },
  { act: 'dismiss', section: 20, under: [FL, NONE] },
  { act: 'communicate', section: 25, under: [FL, SOCIAL, NONE] },
  { act: 'leave-out', section: 25, under: [FL, SOCIAL, NONE] },
];
/** And after. */
const AFTER: readonly Step[] = [
  // Where FL 2 § switches the sections off, the general principles that they were made from are left.
  { act: 'correct-slip', section: 36, under: REGIMES },
  { act: 'change-decision', section: 37, under: REGIMES },
  { act: 'appeal', section: 44, under: [FL] },
  // KL 13 kap. 6 §: what is handed in to the municipality is taken there too.
  { act: 'register-appeal', section: 44, under: [FL, KL, SOCIAL] },
];

const ORDER = {
  id: 'order',
  act: 'request-completion',
  about: null,
  forParty: null,
  data: { foljd: 'avvisas', senast: '2026-01-09' },
};

/** A case of the service in which nothing but its regime stands in the way: more than six months old, and ordered to complete. */
function caseOf(service: Pick<Service, 'definition'>, decided: Ground | undefined): Situation {
  const decisions =
    decided === undefined ? [] : [{ id: 'd', ground: decided.id, outcome: 'rejected', day: '2026-06-30' }];
  const situation = {
    view: {
      arrivalDay: Temporal.PlainDate.from('2025-12-01'),
      closedAt: null,
      parties: [{ party: 'p', role: 'applicant' }],
    },
    service: { ...service, processes: new Map() },
    actor: { kind: 'citizen', party: 'p', principal: 'p' },
    file: { agents: [], decisions, documents: [], done: [], notes: [], pauses: [], translating: [] },
    acts: decided === undefined ? [ORDER] : [],
    receipts: [],
    sent: [],
    toldOf: [],
    today: Temporal.PlainDate.from('2026-07-01'),
  };
  return situation as unknown as Situation;
}

test('law 1a: each step of each service is there where its regime has the section, and nowhere else', async () => {
  const town = await ekhamn();
  const ids = readdirSync(join(EKHAMN, 'services'));
  assert.ok(ids.length > 0);
  const wrong: string[] = [];
  for (const id of ids) {
    const { service } = await compileService(readFolder(join(EKHAMN, 'services', id)), town, { id });
    assert.ok(service, id);
    // Each service as it is, and as it would be under each regime: each regime is asked of every step.
    for (const regime of [undefined, ...REGIMES])
      for (const own of service.definition.grounds) {
        const ground = { ...own, regime: regime ?? own.regime };
        const other: Ground = { ...own, id: 'other', regime: 'forvaltningsbesvar' };
        const alone = { definition: { ...service.definition, grounds: [ground] } };
        // Once it is decided the ground of the decision counts alone, whatever the service's others are.
        const beside = { definition: { ...service.definition, grounds: [ground, other] } };
        for (const [steps, situation] of [
          [BEFORE, caseOf(alone, undefined)],
          [AFTER, caseOf(beside, ground)],
        ] as const)
          for (const { act, section, under } of steps) {
            const why = ACTS[act].refused(situation)?.text ?? null;
            const expected = under.includes(ground.regime);
            if (why === null ? !expected : expected || !/refused\.(regime|no-appeal)$/.test(why))
              wrong.push(`${id}, ${ground.regime}: ${act} (${section} §): ${why}`);
          }
      }
  }
  assert.deepEqual(wrong, []);
});
