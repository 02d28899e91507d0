import { draftFromExample } from '@torget/form';
import { dataOf } from '#areas/applications/index.ts';
import { changed, fieldChanges, mayEditFields, readFacts, valuesAfter, writeFields } from '#areas/cases/index.ts';
import { transaction } from '#platform/database/index.ts';
import type { ExampleStep } from '#platform/town/index.ts';
import { type Mismatch, stuck } from './mismatch.ts';
import { someone } from './people.ts';
import type { Path } from './places.ts';
import type { Stage } from './stage.ts';

/** An officer changes staff fields: those that the step names, the others stay as they are. */
export async function changeFields(
  stage: Stage,
  step: Extract<ExampleStep, { readonly kind: 'fields' }>,
  at: Path,
): Promise<readonly Mismatch[]> {
  const { db, town, caseId, house, clock, service } = stage;
  const form = service.staffFields;
  const actor = await someone(db, town, step.by, clock.now());
  if (caseId === undefined || form === undefined || actor.kind !== 'staff' || !mayEditFields(actor, service))
    return [
      stuck(at, 'example-fields', {
        sv: `${step.by} kan inte ändra handläggarfält här.`,
        en: `${step.by} cannot change staff fields here.`,
      }),
    ];
  const changes = await fieldChanges(db, caseId);
  const options = { at: clock.now(), facts: (await readFacts(db, town, caseId, service)).context };
  const wanted = { ...valuesAfter(changes), ...step.values };
  const read = dataOf(form, draftFromExample(form, wanted, options), options);
  if (!read.ok)
    return read.error.map(({ pointer, rule, message: { sv, en } }) =>
      stuck([...at, 'fields', ...pointer.split('/').slice(1)], 'example-answer', {
        sv: `${pointer}: ${sv} (${rule}).`,
        en: `${pointer}: ${en} (${rule}).`,
      }),
    );
  const values = read.value.json;
  const { mine: fields } = changed(changes, { form, values, seen: changes.at(-1)?.id ?? '' });
  await transaction(db, async (tx) => {
    await writeFields(tx, { caseId, fields, values, by: actor.party, unit: actor.unit, at: clock.now() });
    await house.runtime.factsChanged(tx, caseId, ['case'], actor);
  });
  await stage.settle();
  return [];
}
