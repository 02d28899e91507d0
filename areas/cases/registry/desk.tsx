import { isUuid, transaction } from '#platform/database/index.ts';
import { Button, DeskSection, Details, Select, TimeLine } from '#platform/design/index.ts';
import { houseLanguage, lawSpaces, text } from '#platform/text/index.ts';
import { type Answer, field, type Request, type Section } from '#platform/web/index.ts';
import { openForStaff } from '../desk/open.ts';
import type { CaseSubject, CasesOptions } from '../mount.ts';
import { documentName } from '../pages/document-names.ts';
import { caseFile } from '../queries/file.ts';
import { addMark, marksOf } from './marks.ts';
import { PROVISIONS, strongest } from './provisions.ts';

/** Secrecy marks on the officer's case page: those that stand, the one that decides, and the form for another. */
export const markSection: Section<CaseSubject | null> = { place: 'desk-case', order: 8, load: onDesk };

async function onDesk(request: Request, subject: CaseSubject | null) {
  if (subject === null) return null;
  const { t, db, url, csrf, language, town } = request;
  const { view, service } = subject;
  const [marks, { documents }] = await Promise.all([marksOf(db, view.id), caseFile(db, view.id)]);
  const deciding = strongest([...service.definition.secrecy, ...marks.map(({ basis }) => basis)]);
  const unit = (id: string) => text(town.units.find((each) => each.id === id)?.title ?? { sv: id }, language);
  return (
    <DeskSection id="sekretess" title={t('cases.mark.title')} note={String(marks.length)}>
      <p class="govuk-body">
        {deciding === null ? t('cases.mark.open') : t('cases.mark.strongest', { basis: deciding })}
      </p>
      {marks.length === 0 ? null : (
        <TimeLine
          items={marks.map((mark) => ({
            at: mark.at,
            text: `${mark.document ?? t('cases.mark.whole')}: ${lawSpaces(mark.basis)}`,
            note: unit(mark.unit),
          }))}
        />
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
              ...documents.map((one) => ({ value: one.id, text: documentName(request, one) })),
            ]}
          />
          <Select
            id="mark-basis"
            name="basis"
            label={{ text: t('cases.mark.basis') }}
            items={[
              { value: '', text: t('cases.mark.choose') },
              ...PROVISIONS.map(({ basis, about }) => ({
                value: basis,
                text: `${lawSpaces(basis)}, ${about[houseLanguage(language)]}`,
              })),
            ]}
          />
          <Button text={t('cases.mark.button')} preventDoubleClick />
        </form>
      </Details>
    </DeskSection>
  );
}

/** OSL 5 kap. 5 §: provision, day and authority. Without a provision nothing is marked. */
export async function doMark(request: Request, options: CasesOptions): Promise<Answer> {
  const { view } = await openForStaff(request, options);
  const { db, actor, now: at, fields, url } = request;
  const document = field(fields, 'document', 36);
  const basis = field(fields, 'basis', 60);
  const documentId = isUuid(document) ? document : null;
  await transaction(db, (tx) => addMark(tx, actor, { caseId: view.id, documentId, basis, at }));
  return { kind: 'redirect', to: `${url('desk.case', { case: view.id })}#sekretess` };
}
