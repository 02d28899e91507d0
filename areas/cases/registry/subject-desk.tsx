import { Button, DeskSection, Input, TimeLine } from '#platform/design/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { CaseError } from '../desk/case-error.ts';
import { unitName } from '../desk/names.ts';
import type { ReadCase } from '../desk/open.ts';
import type { FieldValues } from '../staff-fields/fields.ts';
import { inRegistry, SUBJECT_LIMIT, subjectLine, subjectsOf } from './subject.ts';

interface Props {
  readonly request: Request;
  readonly opened: ReadCase;
  readonly application: FieldValues;
  readonly error: CaseError | undefined;
}

/** What the registry says that the case is about, with earlier wordings, and a field to write another; nothing of a case in no registry. */
export async function subjectSection({ request, opened, application, error }: Props) {
  const { db, t, url, csrf } = request;
  const { view, service } = opened;
  const [{ entered, shown }, [now, ...before]] = await Promise.all([inRegistry(db, view.id), subjectsOf(db, view.id)]);
  if (!entered) return null;
  const wrong = error?.at === 'subject' ? error : undefined;
  return (
    <DeskSection id="diariet" title={t('cases.subject.title')}>
      <p class="govuk-body">{t(shown ? 'cases.subject.about' : 'cases.subject.about-secret')}</p>
      <form class="d-write" method="post" action={url('desk.subject', { case: view.id })} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <Input
          id="arendemening"
          name="arendemening"
          label={{ text: t('cases.subject.label') }}
          hint={{ text: t('cases.subject.hint') }}
          value={wrong?.typed ?? now?.words ?? suggested(service?.definition.subject, application)}
          {...(wrong === undefined ? {} : { errorMessage: { text: wrong.text } })}
        />
        <Button text={t('cases.subject.do')} classes="govuk-button--secondary" preventDoubleClick />
      </form>
      {now === undefined ? null : (
        <TimeLine
          items={[now, ...before].map(({ at, words, by, unit }) => ({
            at,
            text: words,
            note: `${by}, ${unitName(request, unit)}`,
          }))}
        />
      )}
    </DeskSection>
  );
}

/** What the sender says that it is about, for the registrar to read before it is anybody's. */
function suggested(question: string | undefined, application: FieldValues): string {
  const said = question === undefined ? undefined : application[question];
  return typeof said === 'string' ? subjectLine(said).slice(0, SUBJECT_LIMIT) : '';
}
