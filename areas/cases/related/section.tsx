import { Button, DeskSection, DeskTable, Details, Input, LinkButton, Select } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { CaseError } from '../desk/case-error.ts';
import { RELATION_KINDS, type Related } from './related.ts';

export interface RelatedCase extends Related {
  /** Undefined where the version of the other case cannot be read. */
  readonly service: Service | undefined;
}

interface RelatedProps {
  readonly request: Request;
  readonly caseId: string;
  readonly related: readonly RelatedCase[];
  readonly error: CaseError | undefined;
}

/** Cases that belong together with this one, and the form for one more. */
export function RelatedCases(props: RelatedProps) {
  const { t } = props.request;
  const open = props.related.filter(({ ended }) => ended === null);
  return (
    <DeskSection id="hor-ihop" title={t('cases.related.title')} note={String(open.length)}>
      {open.length === 0 ? null : (
        <DeskTable
          caption={t('cases.related.title')}
          columns={[
            { text: t('cases.related.case') },
            { text: t('cases.related.how') },
            { text: t('cases.related.since'), wide: true },
            { text: t('cases.related.end'), hidden: true },
          ]}
          rows={open.map((one) => ({ cells: cellsOf(props, one) }))}
        />
      )}
      <Relate {...props} />
    </DeskSection>
  );
}

function cellsOf(
  { request, caseId }: RelatedProps,
  { pair, kind, caseId: other, number, service, at, ...one }: RelatedCase,
) {
  const { t, url, language, csrf } = request;
  return [
    <>
      <a class="govuk-link t-nowrap" href={url('desk.case', { case: other })}>
        {number}
      </a>{' '}
      {service === undefined ? t('cases.version-gone') : text(service.definition.title, language)}
      {one.closed ? `, ${t('cases.desk.closed').toLowerCase()}` : ''}
    </>,
    t(`cases.related.kind.${kind}`),
    formatDate(at, language, { short: true }),
    <form method="post" action={url('desk.relate', { case: caseId })}>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="koppling" value={pair} />
      <LinkButton about={number}>{t('cases.related.end')}</LinkButton>
    </form>,
  ];
}

function Relate({ request, caseId, error }: RelatedProps) {
  const { t, url, csrf, fields } = request;
  const wrong = error?.at === 'related' ? error : undefined;
  return (
    <Details summaryText={t('cases.related.add')} open={wrong !== undefined}>
      <form class="d-do" method="post" action={url('desk.relate', { case: caseId })} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <Input
          id="nummer"
          name="nummer"
          classes="govuk-input--width-20"
          label={{ text: t('cases.related.number') }}
          hint={{ text: t('cases.related.number-hint') }}
          value={wrong?.typed ?? ''}
          autocomplete="off"
          {...(wrong === undefined ? {} : { errorMessage: { text: wrong.text } })}
        />
        <Select
          id="hur"
          name="hur"
          label={{ text: t('cases.related.how-other') }}
          value={wrong === undefined ? 'same-matter' : String(fields['hur'] ?? '')}
          items={RELATION_KINDS.map((kind) => ({ value: kind, text: t(`cases.related.kind.${kind}`) }))}
        />
        <Button text={t('cases.related.do')} classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}
