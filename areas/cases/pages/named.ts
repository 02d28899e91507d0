import type { Request } from '#platform/web/index.ts';
import { roleName } from '../desk/names.ts';
import type { CaseView } from '../queries/mine.ts';

type Named = CaseView['parties'][number];

/** Another party, as a party reads of her: by name and role; one who is protected by neither. */
export function namedByRole(request: Pick<Request, 't' | 'town' | 'language'>, other: Omit<Named, 'party'>): string {
  const { t } = request;
  const { name, role, protected: kept } = other;
  if (kept) return t('cases.insight.another');
  return t('cases.document.from-party', { name, role: roleName(request, role).toLowerCase() });
}

/** Who of the parties something came from, as the reader says it; what came from nobody who is kept is the applicant's. */
export function fromParty(
  request: Pick<Request, 't' | 'actor' | 'town' | 'language'>,
  parties: readonly Named[],
  byParty: string | null,
): string {
  const { t, actor } = request;
  if (actor.kind !== 'citizen') return t('cases.role.applicant');
  const sender = byParty ?? parties.find(({ role }) => role === 'applicant')?.party;
  if (sender === undefined || sender === actor.principal || sender === actor.party) return t('cases.document.you');
  const other = parties.find(({ party }) => party === sender);
  return other === undefined ? t('cases.insight.another') : namedByRole(request, other);
}
