import { outcomeText } from '#areas/cases/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Judged } from '../retention/lists.ts';
import type { Verdict } from '../retention/retention.ts';

export function day({ language }: Pick<Request, 'language'>, at: string): string {
  return formatDate(at, language, { short: true, year: true });
}

/** `Återansök om ekonomiskt bistånd, bifall`. */
export function caseAbout({ t, language }: Request, { found, service }: Judged): string {
  const title = text(service.definition.title, language);
  return found.outcome === null ? title : `${title}, ${outcomeText(t, found.outcome).toLowerCase()}`;
}

/** Why it is kept, or when it goes, in a few words. */
export function verdictText(request: Pick<Request, 't' | 'language'>, verdict: Verdict): string {
  const { t } = request;
  switch (verdict.kind) {
    case 'open':
      return t('archive.verdict.open');
    case 'held':
      return t('archive.verdict.held');
    case 'keep':
      return t(`archive.verdict.keep-${verdict.why}`);
    case 'unknown':
      return t(`archive.verdict.unknown-${verdict.missing}`);
    case 'wait':
    case 'destroy':
      return verdict.doneBy === null
        ? t('archive.verdict.due', { day: day(request, verdict.due) })
        : t('archive.verdict.due-by', { day: day(request, verdict.due), by: day(request, verdict.doneBy) });
  }
}
