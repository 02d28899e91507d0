import type { ComponentChildren } from 'preact';
import { Button, DeskSection, DeskTable, Details, Split, Textarea, TimeLine } from '#platform/design/index.ts';
import { formatDate, formatDateTime, formatMoney, formatReceived, houseLanguage } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { legalSteps } from '../legal-steps.ts';
import { linesOf, outcomeText, saidIn } from '../outcome.ts';
import { documentFrom, documentName, kindName } from '../pages/document-names.ts';
import { Previews } from '../pages/previews.tsx';
import type { CaseFile, DecisionRow, DocumentRow, NoteRow } from '../queries/file.ts';
import type { Related } from '../related/related.ts';
import { type Versions, versionsOf } from '../versions.ts';
import type { CaseError } from './case-error.ts';
import { documentAddress } from './document-address.ts';
import { eventsOf } from './events.ts';
import { unitName } from './names.ts';
import type { ReadCase } from './open.ts';

export interface FileProps {
  readonly request: Request;
  readonly opened: ReadCase;
  readonly file: CaseFile;
}

/** Decisions that have been made, newest last, and what other areas say of them. */
export function Decisions({
  request,
  opened: { view, service },
  file,
  children,
}: FileProps & { readonly children: ComponentChildren }) {
  const { t, url, language } = request;
  if (file.decisions.length === 0) return null;
  return (
    <DeskSection id="beslut" title={t('cases.case.decision')}>
      <DeskTable
        caption={t('cases.case.decision')}
        columns={[
          { text: t('cases.desk.outcome') },
          { text: t('cases.desk.by-whom') },
          { text: t('cases.case.when'), wide: true },
          { text: t('cases.desk.amount'), numeric: true },
        ]}
        rows={file.decisions.map((decision) => {
          const amount = decision.values['belopp'];
          return {
            cells: [
              <>
                <strong>{outcomeText(t, decision.outcome)}</strong>
                {decision.takenUp ? `. ${t('cases.desk.taken-up')}` : null}
                {decision.evaluationId === null ? null : (
                  <>
                    {' · '}
                    <a
                      class="govuk-link"
                      href={url('desk.rules', { case: view.id, evaluation: decision.evaluationId })}
                    >
                      {t('cases.desk.rule-by-rule')}
                    </a>
                  </>
                )}
              </>,
              decision.decidedBy === 'automated'
                ? [
                    t('cases.desk.automated', { delegation: decision.delegation ?? '' }),
                    t('cases.handling.alone'),
                  ].join('. ')
                : decidedBy(request, decision),
              formatDateTime(decision.at, language, { short: true }),
              typeof amount === 'string' || typeof amount === 'number'
                ? formatMoney(String(amount), language, { unit: 'kr' })
                : '–',
            ],
          };
        })}
      />
      {children}
      <Says request={request} decisions={file.decisions} />
      {service === undefined ? <WrittenReasons request={request} decisions={file.decisions} /> : null}
    </DeskSection>
  );
}

/** What decisions say beside the outcome, as an officer wrote it (FL 31 §). */
function Says(props: { readonly request: Request; readonly decisions: readonly DecisionRow[] }) {
  const { t, language } = props.request;
  return (
    <>
      {props.decisions.map(({ values, day }) => {
        const says = saidIn(values);
        return says === undefined ? null : (
          <div class="d-reasons">
            <p class="govuk-body">
              <strong>{t('cases.desk.says', { day: formatDate(day, language) })}</strong>
            </p>
            {linesOf(says).map((line) => (
              <p class="govuk-body">{line}</p>
            ))}
          </div>
        );
      })}
    </>
  );
}

/** What was written as reasons (FL 32 §), where no model is there to tell them rule by rule. */
function WrittenReasons(props: { readonly request: Request; readonly decisions: readonly DecisionRow[] }) {
  const { t, language } = props.request;
  return (
    <>
      {props.decisions.map(({ reasons, day }) =>
        (reasons ?? '') === '' ? null : (
          <div class="d-reasons">
            <p class="govuk-body">
              <strong>{t('cases.gone.reasons', { day: formatDate(day, language) })}</strong>
            </p>
            {reasons?.split(/\n\s*\n/).map((text) => (
              <p class="govuk-body">{text}</p>
            ))}
          </div>
        ),
      )}
    </>
  );
}

/** Unit, delegation, and who presented and took part (FL 31 §). */
function decidedBy(request: Request, decision: DecisionRow): string {
  const { t } = request;
  const { decidedBy: by, deciders, meeting, minutes, delegation, presentedBy, tookPart, dissent, unheard } = decision;
  const exception = legalSteps.get('fl-25')?.exceptions.find(({ code }) => code === unheard);
  const decided = () => {
    if (by === 'board' && meeting !== null && minutes !== null)
      return [
        t('cases.desk.by-board', {
          day: (language) => formatDate(meeting, language),
          minutes,
          names: deciders.join(', '),
        }),
      ];
    if (by === 'chair') return [t('cases.desk.by-chair', { name: deciders.join(', '), delegation: delegation ?? '' })];
    return [unitName(request, decision.unit), delegation];
  };
  return [
    ...decided(),
    presentedBy === null && tookPart.length === 0 ? t('cases.handling.alone') : null,
    presentedBy === null ? null : t('cases.desk.presented-by', { name: presentedBy }),
    tookPart.length === 0 ? null : t('cases.desk.took-part', { names: tookPart.join(', ') }),
    dissent === null ? null : t('cases.desk.dissent', { said: dissent }),
    exception === undefined
      ? null
      : t('cases.desk.unheard', {
          why: exception.text[houseLanguage(request.language)].replace(/\.$/, ''),
          basis: exception.source ?? '',
        }),
  ]
    .filter((part) => part !== null)
    .join('. ');
}

/** The application as it was sent. */
export function Application(props: Pick<FileProps, 'request' | 'opened'> & { readonly children: ComponentChildren }) {
  const { t, language } = props.request;
  const { view } = props.opened;
  return (
    <DeskSection
      id="ansokan"
      title={t('cases.desk.application')}
      note={formatReceived(view.receivedAt.toString(), language)}
    >
      <div class="d-answers">{props.children}</div>
    </DeskSection>
  );
}

/** Documents and events, side by side. */
export function FileAndEvents(props: FileProps & { readonly related: readonly Related[] }) {
  const { request, opened, file, related } = props;
  const { t } = request;
  return (
    <Split>
      <Documents {...props} />
      <DeskSection id="handelser" title={t('cases.desk.events')}>
        <TimeLine items={eventsOf(request, opened, file, related)} />
      </DeskSection>
    </Split>
  );
}

function Documents({ request, opened: { view, service }, file }: FileProps) {
  const { t, url } = request;
  const versions = versionsOf(file.documents);
  return (
    <DeskSection id="handlingar" title={t('cases.desk.documents')} note={String(versions.length)}>
      <DeskTable
        caption={t('cases.desk.documents')}
        columns={[
          { text: t('cases.case.document') },
          { text: t('cases.document.from'), wide: true },
          { text: t('cases.case.when'), numeric: true },
        ]}
        rows={versions.map((one) => ({ cells: cellsOf(request, view, one) }))}
      />
      <Previews
        request={request}
        documents={file.documents}
        address={(document) => url('desk.document', { case: view.id, document })}
      />
      {service !== undefined ? (
        <p class="govuk-body-s">
          <a class="govuk-link" href={url('desk.act', { case: view.id, act: 'lagg-till-handling' })}>
            {t('cases.desk.add-document')}
          </a>
          {' · '}
          <a class="govuk-link" href={url('desk.act', { case: view.id, act: 'registrera-inkommen' })}>
            {t('cases.desk.register-in')}
          </a>
          {' · '}
          <a class="govuk-link" href={url('desk.act', { case: view.id, act: 'registrera-utgaende' })}>
            {t('cases.desk.register-out')}
          </a>
        </p>
      ) : null}
    </DeskSection>
  );
}

/** A document as its current version, with those before it folded away; each opens with a look in the log. */
function cellsOf(request: Request, view: ReadCase['view'], { current, number, older }: Versions) {
  const { t, language } = request;
  const address = (one: DocumentRow) => documentAddress(request, view.id, one);
  const kind = kindName(request, current);
  const version = older.length === 0 ? '' : t('cases.document.version', { n: number });
  const about = [kind, version].filter((part) => part !== '').join(', ');
  return [
    <>
      <a class="govuk-link" href={address(current)}>
        {documentName(request, current)}
      </a>
      {about === '' ? null : <span class="t-source">{about}</span>}
      {older.length === 0 ? null : (
        <Details
          summaryText={t('cases.document.older', { n: older.length })}
          html={
            <ul class="govuk-list">
              {older.map((one, index) => (
                <li>
                  <a class="govuk-link" href={address(one)}>
                    {`${documentName(request, one)}, ${t('cases.document.version', { n: number - 1 - index })}`}
                  </a>
                  <span class="t-source">
                    {[
                      formatDateTime(one.at, language, { short: true }),
                      one.enteredBy ?? documentFrom(request, one, view, t('cases.document.applicant')),
                    ].join(', ')}
                  </span>
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>,
    current.enteredBy === null
      ? (current.otherEnd ?? documentFrom(request, current, view, t('cases.document.applicant')))
      : t('cases.document.entered', { from: otherEnd(request, current, view), by: current.enteredBy }),
    formatDate(current.day ?? current.at, language, { short: true }),
  ];
}

/** From whom or to whom, of what an officer has registered (OSL 5 kap. 2 §). */
function otherEnd(request: Request, document: DocumentRow, view: FileProps['opened']['view']): string {
  const { otherEnd: who, direction } = document;
  const from = documentFrom(request, { ...document, toName: null }, view, '');
  if (who === null) return from;
  return direction === 'in' ? who : request.t('cases.document.sent-to', { from, to: who });
}

/** Notes of importance (FL 27 §), and a field for one more. */
export function Notes({
  request,
  opened: { view },
  file,
  error,
}: FileProps & { readonly error?: CaseError | undefined }) {
  const { t, url, csrf, language } = request;
  const wrong = error?.at === 'note' ? error : undefined;
  return (
    <DeskSection id="anteckningar" title={t('cases.desk.notes')} note={String(file.notes.length)}>
      {file.notes.length === 0 ? null : (
        <TimeLine
          items={file.notes.map((note) => ({
            at: note.at,
            text: note.text,
            note: [
              `${note.by}, ${unitName({ t, town: request.town, language }, note.unit)}`,
              ...versionText(request, note, file.notes),
            ].join('. '),
            after: <NewVersion request={request} caseId={view.id} note={note} notes={file.notes} />,
          }))}
        />
      )}
      <form class="d-write" method="post" action={url('desk.note', { case: view.id })} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <Textarea
          id="note"
          name="note"
          rows={3}
          label={{ text: t('cases.desk.note') }}
          hint={{ text: t('cases.desk.note-hint') }}
          value={wrong?.typed ?? ''}
          {...(wrong === undefined ? {} : { errorMessage: { text: wrong.text } })}
        />
        <Button text={t('cases.desk.note-do')} classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </DeskSection>
  );
}

interface VersionProps {
  readonly request: Request;
  readonly caseId: string;
  readonly note: NoteRow;
  readonly notes: readonly NoteRow[];
}

const isReplaced = (note: NoteRow, notes: readonly NoteRow[]) => notes.some((newer) => newer.replaces === note.id);

/** Which version a note is, in words. */
function versionText({ t }: Request, note: NoteRow, notes: readonly NoteRow[]): readonly string[] {
  if (isReplaced(note, notes)) return [t('cases.desk.note-replaced')];
  return note.replaces === null ? [] : [t('cases.desk.note-version')];
}

/** The author of a note can write a new version, and the old one stays as it was. */
function NewVersion({ request, caseId, note, notes }: VersionProps) {
  const { t, url, csrf, actor } = request;
  const own = actor.kind === 'staff' && actor.party === note.byParty;
  if (!own || isReplaced(note, notes)) return null;
  return (
    <Details summaryText={t('cases.desk.note-correct')}>
      <form method="post" action={url('desk.note', { case: caseId })} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="replaces" value={note.id} />
        <Textarea
          id={`note-${note.id}`}
          name="note"
          rows={3}
          label={{ text: t('cases.desk.note-new-version') }}
          value={note.text}
        />
        <Button text={t('cases.desk.note-do')} classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}
