import { looksAt, staffNames } from '#platform/access/index.ts';
import { Breadcrumbs, Columns, DueList, Line, Say, Section, Sheet, StackTable } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { matterOf, VersionMissing } from '../gone.tsx';
import { partyWritten } from '../insight/party-written.tsx';
import { PartyNotes, Withheld } from '../insight/section.tsx';
import { type CaseSubject, type CasesOptions, partsAt } from '../mount.ts';
import { isOtherSide } from '../parties.ts';
import { type CaseFile, caseFile } from '../queries/file.ts';
import { myTasks } from '../queries/tasks.ts';
import { reviewState } from '../review/state.ts';
import { lineOf } from '../steps.ts';
import { versionsOf } from '../versions.ts';
import { CaseActions } from './case-actions.tsx';
import { documentFrom, documentName } from './document-names.ts';
import { dueItems } from './due.tsx';
import { looksTable } from './looks.tsx';
import { fromParty } from './named.ts';
import { openForParty } from './open.ts';
import { OutcomeSheet } from './outcome-sheet.tsx';
import { Previews } from './previews.tsx';

const LOOKS = 20;

/** One case for its party: the outcome, what is due, where it stands, letters, documents, and who has looked. */
export async function citizenCase(request: Request, options: CasesOptions): Promise<Answer> {
  const { t, db, actor, language, url, town } = request;
  const { view, shows, withheld, insight } = await openForParty(request);
  const { id } = view;
  if (actor.kind !== 'citizen') throw new NotFound(`no case ${id} for this party`);
  const service = await options.catalogue.readable(db, view.version);
  const subject = { view, service };
  const [file, written, tasks, due, lead, replaced, parts, atDecision, decided, more, looks, review] =
    await Promise.all([
      caseFile(db, id),
      partyWritten({ request, options, subject, shows }),
      myTasks(db, actor),
      partsAt(options, request, 'citizen-case-due', subject),
      partsAt(options, request, 'citizen-case-lead', subject),
      partsAt(options, request, 'citizen-case-replaced', subject),
      partsAt(options, request, 'citizen-case', subject),
      partsAt(options, request, 'citizen-case-decision', subject),
      partsAt(options, request, 'citizen-case-decided', subject),
      partsAt(options, request, 'citizen-case-actions', subject),
      looksAt(db, town, actor.principal, { limit: LOOKS, now: request.now, caseId: id }),
      reviewState(db, id),
    ]);
  const notes = file.notes.filter((one) => shows(one.id));
  const wrote = notes.map(({ byParty: party, unit, at }) => ({ party, unit, at }));
  const names = await staffNames(db, town, wrote, request.now);
  // Without the version nothing can be done: the words on top say so.
  const mine = service === undefined ? [] : tasks.filter((task) => task.caseId === id);
  const title = text(matterOf(subject), language);
  const other = isOtherSide(view.parties, file.agents, actor.principal);
  return {
    kind: 'page',
    frame: 'citizen',
    title: `${title} ${view.number}`,
    navigation: 'my-pages',
    body: (
      <>
        <Breadcrumbs items={[{ text: t('cases.mine.title'), href: url('my-pages') }]} />
        <Columns
          labelledby="gora"
          side={<CaseActions {...{ request, subject, file, review, more }} />}
          after={
            <>
              {parts}
              <Documents
                request={request}
                subject={subject}
                documents={file.documents.filter((one) => shows(one.id))}
              />
              <PartyNotes request={request} notes={notes} names={names} />
              {written}
              <Withheld request={request} items={withheld} insight={insight} ask={askFor(options)} />
              <Section id="last" title={t('cases.case.looks')}>
                {looks.length === 0 ? <p class="govuk-body">{t('cases.case.no-looks')}</p> : looksTable(request, looks)}
              </Section>
            </>
          }
        >
          <h1 class="govuk-heading-xl">
            <span class="govuk-caption-xl">
              {t('cases.case.caption')} <span class="t-nowrap">{view.number}</span>
            </span>{' '}
            <Say text={matterOf(subject)} />
          </h1>
          <VersionMissing request={request} subject={subject} />
          {mine.length > 0 || due.length > 0 ? (
            <Sheet id="attgora" title={t('cases.mine.due')}>
              {mine.length > 0 ? <DueList items={await dueItems(request, options, mine)} /> : null}
              {due}
            </Sheet>
          ) : null}
          {lead}
          {replaced}
          <OutcomeSheet
            request={request}
            file={file}
            closed={view.closedAt !== null}
            reader={actor.principal}
            other={other}
            replaced={replaced.length > 0}
          >
            {atDecision}
          </OutcomeSheet>
          <Section id="star" title={t('cases.case.where')}>
            {other ? <p class="govuk-body">{t('cases.case.where-other')}</p> : null}
            <Line steps={lineOf(service, view, language)} />
          </Section>
          {file.decisions.length === 0 || decided.length === 0 ? null : <div class="t-section">{decided}</div>}
        </Columns>
      </>
    ),
  };
}

/** The service with which documents are asked for, where the town has it open. */
function askFor({ catalogue, askService }: CasesOptions): string | undefined {
  return askService !== undefined && catalogue.find(askService) !== undefined ? askService : undefined;
}

interface DocumentsProps {
  readonly request: Request;
  readonly subject: CaseSubject;
  readonly documents: CaseFile['documents'];
}

function Documents({ request, subject: { view }, documents }: DocumentsProps) {
  const { t, language, url } = request;
  // What has a newer version stands below it, and is still there to read (FL 10 §).
  const ordered = versionsOf(documents)
    .toReversed()
    .flatMap(({ current, older }) => [
      { document: current, replaced: false },
      ...older.map((document) => ({ document, replaced: true })),
    ]);
  return (
    <Section id="handlingar" title={t('cases.case.documents')}>
      <StackTable
        head={[t('cases.case.document'), t('cases.document.from'), t('cases.document.date')]}
        rows={ordered.map(({ document, replaced }) => [
          <a
            class="govuk-link"
            href={
              document.letterId
                ? url('inbox.letter', { letter: document.letterId })
                : url('my-pages.document', { case: view.id, document: document.id })
            }
          >
            {documentName(request, document)}
            {replaced ? `, ${t('cases.document.replaced')}` : ''}
          </a>,
          documentFrom(request, document, view, fromParty(request, view.parties, document.byParty)),
          <span class="t-nowrap">
            {formatDate(document.day ?? document.at, language, { short: true, year: true })}
          </span>,
        ])}
      />
      <Previews
        request={request}
        documents={documents}
        address={(document) => url('my-pages.document', { case: view.id, document })}
      />
    </Section>
  );
}
