import { journey } from '@torget/form';
import type { Db } from '#platform/database/index.ts';
import { canonical } from '#platform/identity/index.ts';
import { type Draft, findDraft, type Owner } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { openRound } from './rounds.ts';
import { end } from './take.ts';

/**
 * Ends the round of a draft whose answers are no longer those that are signed: the signatures count for nothing, and
 * whoever was asked is told. In the transaction that saves the answers.
 */
export async function voidIfChanged(
  tx: Db,
  options: ApplicationsOptions,
  owner: Owner,
  draft: Pick<Draft, 'id' | 'version'>,
  now: string,
): Promise<void> {
  const round = await openRound(tx, draft.id);
  if (round === undefined) return;
  const saved = await findDraft(tx, owner, draft.id, now);
  if (saved === undefined) return;
  const service = await options.catalogue.version(tx, draft.version);
  const { data } = journey(service.form, saved.answers, { at: now, facts: saved.facts });
  if (canonical(data.json) === canonical(round.frozen.data)) return;
  await end(tx, options, round, { how: 'changed', by: round.applicant }, now);
}
