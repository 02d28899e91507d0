import type { Fault } from '@torget/feel';
import type { Form } from '@torget/form';
import { Faults, START } from '../faults.ts';
import type { Town } from '../types.ts';

/** Questions that let people book a time need a calendar of the town: without one they have nothing to choose. */
export function checkCalendars(form: Form, town: Town, day: string): readonly Fault[] {
  const faults = new Faults('form.yaml');
  for (const { id, calendar } of form.pages.flatMap((page) => page.questions)) {
    if (calendar === undefined || (town.lookUps?.answers.calendar(calendar, day) ?? []).length > 0) continue;
    faults.error(
      START,
      'unknown-calendar',
      {
        sv: `Kommunen har ingen kalender ${calendar} med tider att boka`,
        en: `The town has no calendar ${calendar} with times to book`,
      },
      { sv: 'Lägg till den i registers/calendars.yaml.', en: 'Add it to registers/calendars.yaml.' },
      { element: id },
    );
  }
  return faults.list;
}
