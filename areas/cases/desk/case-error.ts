/** What could not be saved on the case page: where, what to mend, and as it was typed. */
export interface CaseError {
  readonly at: 'note' | 'related' | 'comment' | 'subject';
  readonly text: string;
  readonly typed: string;
  /** Nothing is wrong in it: somebody, or another page of one's own, was first. */
  readonly late?: true;
}

/** The field that each is about. */
export const FIELD_OF: { readonly [at in CaseError['at']]: string } = {
  note: 'note',
  related: 'nummer',
  comment: 'kommentar',
  subject: 'arendemening',
};
