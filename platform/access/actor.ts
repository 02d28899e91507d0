/** A party's id of our own (UUIDv7). Personal numbers are attributes of a party, never keys. */
export type PartyId = string & { readonly partyId: unique symbol };
export type CaseId = string & { readonly caseId: unique symbol };

/**
 * Who acts. A session is a citizen or one staff assignment, never both (settled.md, Web).
 * `acting` is the person at the keyboard; `principal` whom they act for, the same unless they represent someone.
 */
export type Actor =
  | {
      readonly kind: 'citizen';
      readonly party: PartyId;
      readonly principal: PartyId;
      readonly mandate?: string;
      readonly name: string;
      /** `loa2` … `loa4`: what the sign-in proved. */
      readonly assurance: string;
      readonly session: string;
    }
  | {
      readonly kind: 'staff';
      readonly party: PartyId;
      readonly name: string;
      readonly assignment: string;
      readonly unit: string;
      readonly roles: readonly string[];
      /** What the roles allow, resolved at sign-in from town.yaml. */
      readonly may: readonly string[];
      readonly session: string;
    }
  | { readonly kind: 'system'; readonly function: string }
  | { readonly kind: 'anonymous' };
