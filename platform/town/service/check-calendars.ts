import type { Fault } from '@torget/feel';
import type { Form } from '@torget/form';
import { Faults, START } from '../faults.ts';
import type { Town } from '../types.ts';

/** A time is held for a draft until it is sent: a task has no draft, and nothing that would let go of the time. */
export function checkTaskTimes(forms: ReadonlyMap<string, Form>): readonly Fault[] {
  return [...forms].flatMap(([name, form]) => {
    const faults = new Faults(`forms/${name}.yaml`);
    for (const { id, calendar } of form.pages.flatMap((page) => page.questions)) {
      if (calendar === undefined) continue;
      faults.error(
        START,
        'task-calendar',
        {
          sv: `Frågan ${id} bokar en tid, och det går bara i ansökan.`,
          en: `The question ${id} books a time, and only an application can.`,
        },
        {
          sv: 'Flytta frågan till form.yaml, eller fråga efter datum och tid.',
          en: 'Move it to form.yaml, or ask for a date and a time.',
        },
        { element: id },
      );
    }
    return faults.list;
  });
}

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
