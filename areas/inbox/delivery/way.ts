import type { Reach } from '#platform/messages/index.ts';

/** How somebody can be told. */
export interface Told {
  /** Protected identity: no address of ours, and nothing by e-mail. */
  readonly protected: boolean;
  /** Has chosen letters on paper. */
  readonly paper: boolean;
  /** Has an address that the notice of the inbox goes to. */
  readonly email: boolean;
}

export type Paper =
  | { readonly way: 'print'; readonly why: 'no-mailbox' | 'declined' | 'opted-out' | 'refused' }
  | { readonly way: 'forwarding'; readonly why: 'protected' };
export type Way = { readonly way: 'inbox' } | { readonly way: 'mailbox'; readonly operator: string } | Paper;

/** Whether a mailbox is to be asked for at all. */
export function asksMailbox(told: Told): boolean {
  return !told.protected && !told.paper;
}

/**
 * The way of a letter beside the inbox. Who is protected is written to through Skatteverket, which alone knows where they
 * live. Who has chosen paper gets paper; else a mailbox that takes us, else the inbox with its notice, and where there is
 * neither, paper.
 */
export function wayOf(told: Told, reach: Reach | undefined): Way {
  if (told.protected) return { way: 'forwarding', why: 'protected' };
  if (told.paper) return { way: 'print', why: 'opted-out' };
  if (reach?.reachable) return { way: 'mailbox', operator: reach.operator };
  if (told.email) return { way: 'inbox' };
  return { way: 'print', why: reach?.why === 'declined' ? 'declined' : 'no-mailbox' };
}
