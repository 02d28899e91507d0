import { type PublicMessage, TorgetError } from '#platform/errors.ts';

const GONE: PublicMessage = {
  sv: 'Den version av tjänsten som ärendet eller utkastet följer går inte att läsa. Utan den är det inte känt vad som får göras och på vilken grund, och därför görs ingenting förrän den är publicerad igen (5 § förvaltningslagen). Det som redan finns i ärendet går att läsa, och handlingarna lämnas ut på begäran (2 kap. 15 § tryckfrihetsförordningen).',
  en: 'The version of the service that the case or the draft follows cannot be read. Without it nobody knows what may be done and on which ground, so nothing is done until it is published again (Section 5 of the Administrative Procedure Act). What is already in the case can be read, and the documents are given out on request (Chapter 2 Section 15 of the Freedom of the Press Act).',
};

/**
 * A version that a case started on is gone, or can no longer be read. A measure has to have support in the legal order
 * (FL 5 §, which applies under every regime), and the version is what says which grounds and delegations there are.
 */
export class VersionGone extends TorgetError {
  /** Whether its folder is there and cannot be read; false when there is none. */
  readonly kept: boolean;

  constructor(detail: string, kept: boolean) {
    super('version-gone', 409, GONE, detail);
    this.kept = kept;
  }
}
