import { type PublicMessage, TorgetError } from '#platform/errors.ts';

const CHANGED: PublicMessage = {
  sv: 'Ärendet har ändrats medan du skrev. Läs igenom det och försök igen.',
  en: 'The case has changed while you wrote. Read it through and try again.',
};

/** Somebody did something in the case meanwhile that what was asked for cannot stand beside. */
export class CaseChanged extends TorgetError {
  constructor(detail: string) {
    super('case-changed', 409, CHANGED, detail);
  }
}
