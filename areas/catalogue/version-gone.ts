import { type PublicMessage, TorgetError } from '#platform/errors.ts';

const GONE: PublicMessage = {
  sv: 'Den version av tjänsten som ärendet följer går inte att läsa. Utan den är det inte känt vad som får göras i ärendet och på vilken grund, och därför görs ingenting (5 § förvaltningslagen). Handlingarna är bevarade och lämnas ut på begäran (2 kap. 15 § tryckfrihetsförordningen). Kontakta den som sköter systemet.',
  en: 'The version of the service that the case follows cannot be read. Without it nobody knows what may be done in the case and on which ground, so nothing is done (Section 5 of the Administrative Procedure Act). The documents are kept and are given out on request (Chapter 2 Section 15 of the Freedom of the Press Act). Contact whoever runs the system.',
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
