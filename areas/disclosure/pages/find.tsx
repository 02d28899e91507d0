import { Filter, FilterInput } from '#platform/design/index.ts';
import type { Request } from '#platform/web/index.ts';
import { CHOSEN_FOR, type FoundCase, LOOKED_IN } from '../find.ts';
import { Documents } from './documents.tsx';

interface FindProps {
  readonly request: Request;
  /** The request for a document. */
  readonly asking: { readonly id: string; readonly number: string };
  readonly found: FoundCase | undefined;
}

/**
 * On the page of a request: its documents are found by the number of their case, and chosen here. What is chosen is copied
 * into the request, where the secrecy test has it before it and the release sends it, so that nobody chooses it again.
 */
export function Find({ request, asking, found }: FindProps) {
  const { t, url, query } = request;
  const looked = query[LOOKED_IN] ?? '';
  const chosen = `${CHOSEN_FOR}=${encodeURIComponent(asking.number)}`;
  return (
    <>
      <h3 class="govuk-heading-s">{t('disclosure.find.title')}</h3>
      <p class="govuk-body">{t('disclosure.find.about')}</p>
      <Filter action={`${url('desk.case', { case: asking.id })}#maskera`} button={t('disclosure.find.button')}>
        <FilterInput id="find-number" name={LOOKED_IN} label={t('disclosure.find.number')} value={looked} />
      </Filter>
      {looked === '' ? null : found === undefined || found.documents.length === 0 ? (
        <p class="govuk-body">{t('disclosure.find.none', { number: asking.number })}</p>
      ) : (
        <Documents
          request={request}
          caption={t('disclosure.find.in', { number: found.view.number })}
          documents={found.documents}
          to={(document) => `${url('desk.mask', { case: found.view.id, document })}?${chosen}`}
        />
      )}
    </>
  );
}
