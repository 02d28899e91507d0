import { Faults } from '../faults.ts';
import type { Board, NameWithheld, Role, StaffPerson, Unit } from '../types.ts';
import { type Fields, rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';
import { isPersonalNumber } from './number.ts';

/** Reads `registers/staff.yaml`: who has which assignment. Boards, units and roles must stand in town.yaml. */
export function readStaff(
  text: string,
  boards: readonly Board[],
  units: readonly Unit[],
  roles: readonly Role[],
): { readonly value?: readonly StaffPerson[]; readonly faults: Faults } {
  const faults = new Faults('registers/staff.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { faults };
  const ids = new Set<string>();
  const value = root.maps('staff').map((fields) => {
    const number = fields.text('number');
    const about = fields.maybeBilingual('about');
    const person: StaffPerson = {
      number,
      name: fields.text('name'),
      assignments: fields.maps('assignments').map((assignment) => readAssignment(assignment, units, roles, ids)),
      namesWithheld: fields.maps('name-withheld').map((one) => readWithheld(one, boards)),
      ...(about === undefined ? {} : { about }),
    };
    fields.end();
    if (number !== '' && !isPersonalNumber(number)) {
      faults.error(
        fields.where('number'),
        'person-number',
        { sv: `${number} är inget giltigt nummer.`, en: `${number} is no valid number.` },
        { sv: 'Tolv siffror, och bara publicerade testnummer.', en: 'Twelve digits, and only published test numbers.' },
      );
    }
    return person;
  });
  root.end();
  return faults.failed ? { faults } : { value, faults };
}

/** Never without an end: whether the risk is still there is tested again. */
function readWithheld(fields: Fields, boards: readonly Board[]): NameWithheld {
  const withheld = {
    board: fields.text('board'),
    from: fields.date('from'),
    to: fields.date('to'),
    grounds: fields.text('grounds'),
  };
  fields.end();
  if (!boards.some(({ id }) => id === withheld.board))
    unknown(fields, 'board', 'Nämnden finns inte i town.yaml', 'The board is not in town.yaml', withheld.board);
  if (withheld.to !== '' && withheld.to < withheld.from)
    unknown(fields, 'to', 'Sista dagen är före den första', 'The last day is before the first', withheld.to);
  return withheld;
}

function readAssignment(
  fields: Fields,
  units: readonly Unit[],
  roles: readonly Role[],
  ids: Set<string>,
): StaffPerson['assignments'][number] {
  const title = fields.maybeBilingual('title');
  const assignment = {
    id: fields.text('id'),
    unit: fields.text('unit'),
    roles: fields.texts('roles'),
    ...(title === undefined ? {} : { title }),
  };
  fields.end();
  if (ids.has(assignment.id))
    unknown(fields, 'id', 'Uppdraget finns redan', 'The assignment exists already', assignment.id);
  ids.add(assignment.id);
  if (!units.some((unit) => unit.id === assignment.unit)) {
    unknown(fields, 'unit', 'Enheten finns inte i town.yaml', 'The unit is not in town.yaml', assignment.unit);
  }
  for (const role of assignment.roles) {
    if (!roles.some((known) => known.id === role)) {
      unknown(fields, 'roles', 'Rollen finns inte i town.yaml', 'The role is not in town.yaml', role);
    }
  }
  return assignment;
}

function unknown(fields: Fields, key: string, sv: string, en: string, what: string): void {
  fields.faults.error(
    fields.where(key),
    'staff-assignment',
    { sv: `${sv}: ${what}.`, en: `${en}: ${what}.` },
    { sv: 'Rätta stavningen eller lägg till det som saknas.', en: 'Correct the spelling or add what is missing.' },
  );
}
