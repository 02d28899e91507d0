import { type Db, transaction } from '#platform/database/index.ts';
import { Button, DeskSection, Details, Select, TimeLine } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { houseLanguage, lawSpaces, text } from '#platform/text/index.ts';
import { type Answer, field, type Request, type Section } from '#platform/web/index.ts';
import { readForStaff } from '../desk/open.ts';
import type { CaseSubject, CasesOptions } from '../mount.ts';
import { documentName } from '../pages/document-names.ts';
import { type CaseFile, caseFile } from '../queries/file.ts';
import { fieldChanges, valuesAfter } from '../staff-fields/fields.ts';
import { type Markable, markables } from './marked.ts';
import { addMark, endedMarks, endMark, MARK_ENDS, type Mark, marksOf } from './marks.ts';
import { provisionInWords, strongest } from './provisions.ts';
import { subjectsOf } from './subject.ts';

/** Secrecy marks on the officer's case page: those that stand, the one that decides, and the form for another. */
export const markSection: Section<CaseSubject | null> = { place: 'desk-case', order: 8, load: onDesk };

async function onDesk(request: Request, subject: CaseSubject | null) {
  if (subject === null) return null;
  const { t, db, url, csrf, language, town } = request;
  const { view, service } = subject;
  const [marks, ended, file] = await Promise.all([
    marksOf(db, view.id),
    endedMarks(db, view.id),
    caseFile(db, view.id),
  ]);
  const fields = await fieldsToMark(db, subject, file);
  const named = (mark: Mark) => `${markName(request, mark, fields)}: ${lawSpaces(mark.basis)}`;
  const deciding = strongest(town.provisions, [
    ...(service?.definition.secrecy ?? view.secrecy),
    ...marks.map(({ basis }) => basis),
  ]);
  const unit = (id: string) => text(town.units.find((each) => each.id === id)?.title ?? { sv: id }, language);
  return (
    <DeskSection id="sekretess" title={t('cases.mark.title')} note={String(marks.length)}>
      <p class="govuk-body">
        {deciding === null ? t('cases.mark.open') : t('cases.mark.strongest', { basis: deciding })}
      </p>
      {marks.length + ended.length === 0 ? null : (
        <TimeLine
          items={[
            ...marks.map((mark) => ({ at: mark.at, text: named(mark), note: unit(mark.unit) })),
            ...ended.map((mark) => ({
              at: mark.endedAt,
              text: t(`cases.mark.ended.${mark.reason}`, { mark: named(mark) }),
              note: unit(mark.unit),
            })),
          ]}
        />
      )}
      {marks.length === 0 ? null : (
        <EndMark request={request} subject={subject} marks={marks.map((mark) => ({ ...mark, name: named(mark) }))} />
      )}
      <Details summaryText={t('cases.mark.add')}>
        <form class="d-do" method="post" action={url('desk.mark', { case: view.id })} novalidate>
          <input type="hidden" name="_csrf" value={csrf} />
          <Select
            id="mark-document"
            name="document"
            label={{ text: t('cases.mark.what') }}
            items={[
              { value: '', text: t('cases.mark.whole') },
              ...file.documents.map((one) => ({ value: one.id, text: documentName(request, one) })),
              ...fields.map((one) => ({ value: one.field, text: fieldName(request, one) })),
            ]}
          />
          <Select
            id="mark-basis"
            name="basis"
            label={{ text: t('cases.mark.basis') }}
            items={[
              { value: '', text: t('cases.mark.choose') },
              ...town.provisions.map((one) => ({
                value: one.basis,
                text: `${lawSpaces(one.basis)}, ${provisionInWords(one)[houseLanguage(language)]}`,
              })),
            ]}
          />
          <Button text={t('cases.mark.button')} preventDoubleClick />
        </form>
      </Details>
    </DeskSection>
  );
}

/** A mark ends for a reason, and the registry shows again what it kept. */
function EndMark(props: {
  readonly request: Request;
  readonly subject: CaseSubject;
  readonly marks: readonly { readonly id: string; readonly name: string }[];
}) {
  const { request, subject, marks } = props;
  const { t, url, csrf } = request;
  return (
    <Details summaryText={t('cases.mark.end')}>
      <form class="d-do" method="post" action={url('desk.mark', { case: subject.view.id })} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <Select
          id="mark-ends"
          name="ends"
          label={{ text: t('cases.mark.which') }}
          items={marks.map(({ id, name }) => ({ value: id, text: name }))}
        />
        <Select
          id="mark-reason"
          name="reason"
          label={{ text: t('cases.mark.why') }}
          items={[
            { value: '', text: t('cases.mark.choose-why') },
            ...MARK_ENDS.map((reason) => ({ value: reason, text: t(`cases.mark.reason.${reason}`) })),
          ]}
        />
        <Button text={t('cases.mark.end-button')} name="end" value="yes" preventDoubleClick />
      </form>
    </Details>
  );
}

/** What of a case may be marked beside the whole of it and its documents. */
export async function fieldsToMark(
  db: Db,
  { view, service }: CaseSubject,
  { application }: Pick<CaseFile, 'application'>,
): Promise<readonly Markable[]> {
  const staff =
    service !== undefined && service.staffFields === undefined ? {} : valuesAfter(await fieldChanges(db, view.id));
  const [subject] = await subjectsOf(db, view.id);
  return markables({ view, service, application, staff, subject: subject?.words });
}

const fieldName = ({ t, language }: Request, { kind, name }: Markable) =>
  t(`cases.mark.field.${kind}`, { name: text(name, language) });

/** What a mark is about; of a field that is not there any more, as the mark keeps it. */
export function markName(request: Request, { document, field }: Mark, fields: readonly Markable[]): string {
  const found = fields.find((one) => one.field === field);
  return found === undefined ? (field ?? document ?? request.t('cases.mark.whole')) : fieldName(request, found);
}

/** OSL 5 kap. 5 §: provision, day and authority. Without a provision nothing is marked, and without a reason no mark ends. */
export async function doMark(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await readForStaff(request, options);
  const { id } = opened.view;
  const { db, actor, now: at, fields, url } = request;
  const back = { kind: 'redirect', to: `${url('desk.case', { case: id })}#sekretess` } as const;
  if (fields['end'] !== undefined) {
    const mark = field(fields, 'ends', 40);
    // Who presses twice finds it ended, which is no fault.
    const all = [...(await marksOf(db, id)), ...(await endedMarks(db, id))];
    if (!all.some((one) => one.id === mark)) throw new NotFound(`no mark ${mark} to end`);
    await transaction(db, (tx) => endMark(tx, actor, { caseId: id, mark, reason: field(fields, 'reason', 20), at }));
    return back;
  }
  const what = field(fields, 'document', 80);
  const basis = field(fields, 'basis', 60);
  const file = await caseFile(db, id);
  const documentId = file.documents.some((one) => one.id === what) ? what : null;
  const marked = (await fieldsToMark(db, opened, file)).find((one) => one.field === what)?.field ?? null;
  // Nothing else is marked in place of what is not there.
  if (what !== '' && documentId === null && marked === null) throw new NotFound(`nothing to mark as ${what}`);
  await transaction(db, (tx) => addMark(tx, request, { caseId: id, documentId, field: marked, basis, at }));
  return back;
}
