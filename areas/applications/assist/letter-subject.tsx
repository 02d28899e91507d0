import { sql } from 'kysely';
import { SUBJECT_LIMIT, type SubjectFault, subjectFault, subjectLine } from '#areas/cases/index.ts';
import { ErrorSummary, Input } from '#platform/design/index.ts';
import { field, type Request } from '#platform/web/index.ts';
import type { Opened } from '../owner.ts';

const FIELD = 'arendemening';
const FAULTS = ['empty', 'long', 'number', 'name'] as const satisfies readonly SubjectFault[];

/** What is wrong with what a letter is said to be about. */
export type SubjectOutcome = `subject-${SubjectFault}`;

/** Whether it is asked, as the letter is registered, what it is about: where the service's title alone does not say it. */
export function asksSubject({ draft, service: { definition } }: Opened): boolean {
  return draft.assisted?.letter !== undefined && definition.subject !== undefined && definition.register === 'diarium';
}

/** OSL 5 kap. 2 § p. 4: what was written, or what hinders that it stands in the registry. */
export async function subjectIn(
  { db, fields }: Request,
  { draft }: Opened,
): Promise<{ readonly subject?: string; readonly fault?: SubjectOutcome }> {
  const words = subjectLine(field(fields, FIELD, SUBJECT_LIMIT + 1));
  const { rows } = await sql<{ name: string }>`select name from identity.party
    where id = ${draft.principal}::uuid and kind = 'person'`.execute(db);
  const fault = subjectFault(
    words,
    rows.map(({ name }) => name),
  );
  return fault === undefined ? { subject: words } : { fault: `subject-${fault}` };
}

/** The same in words; undefined when the page is shown again for another reason. */
export function saidOfSubject(
  { t }: Request,
  again: SubjectOutcome | 'changed' | 'fault' | 'look',
): string | undefined {
  const fault = FAULTS.find((one) => again === `subject-${one}`);
  return fault === undefined ? undefined : t(`applications.letter.mend.subject.${fault}`, { n: SUBJECT_LIMIT });
}

export function SubjectError({ request: { t }, text }: { readonly request: Request; readonly text: string }) {
  return <ErrorSummary titleText={t('applications.page.errors', { n: 1 })} errorList={[{ text, href: `#${FIELD}` }]} />;
}

/** What the registry will say of the letter: as the registrar has just called it, until she writes something else. */
export function SubjectField(props: {
  readonly request: Request;
  readonly opened: Opened;
  readonly wrong: string | undefined;
}) {
  const { request, opened, wrong } = props;
  const { t, fields } = request;
  const { subject = '' } = opened.service.definition;
  const said = opened.draft.answers[subject];
  return (
    <Input
      id={FIELD}
      name={FIELD}
      label={{ text: t('applications.letter.subject') }}
      hint={{ text: t('applications.letter.subject-hint') }}
      value={
        fields[FIELD] === undefined
          ? subjectLine(typeof said === 'string' ? said : '')
          : field(fields, FIELD, SUBJECT_LIMIT + 1)
      }
      {...(wrong === undefined ? {} : { errorMessage: { text: wrong } })}
    />
  );
}
