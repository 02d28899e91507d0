import { casesToKeep, outcomeText } from '#areas/cases/index.ts';
import { logLook } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import {
  Button,
  DeskPage,
  DeskSection,
  DeskTable,
  DeskTitle,
  Details,
  Dl,
  ErrorSummary,
  Scroll,
} from '#platform/design/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import { formatDateTime, houseLanguage, text } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { approve, withdraw } from '../destruction/approve.ts';
import { archivist } from '../destruction/propose.ts';
import { type Certificate, certificatesOf, type Proposal, proposalOf } from '../destruction/read.ts';
import type { ArchiveOptions } from '../mount.ts';
import { day } from './words.ts';

/** A proposal: what would go and why; for the second person the button; afterwards the certificates. */
export async function proposalPage(request: Request, options: ArchiveOptions): Promise<Answer> {
  return show(request, options, undefined);
}

async function show(request: Request, options: ArchiveOptions, problem: TorgetError | undefined): Promise<Answer> {
  const { t, language } = request;
  const { proposal, certificates } = await read(request);
  const title = t('archive.proposal.title', { n: proposal.cases.length });
  return {
    kind: 'page',
    status: problem?.status ?? 200,
    frame: 'desk',
    title,
    navigation: 'archive',
    body: (
      <DeskPage>
        {problem === undefined ? null : (
          <ErrorSummary
            titleText={t('archive.problem')}
            errorList={[{ text: problem.public[houseLanguage(language)], href: '#gor' }]}
          />
        )}
        <DeskTitle title={title}>
          {t('archive.proposal.about', { by: proposal.byName, when: moment(request, proposal.at) })} ·{' '}
          <a class="govuk-link" href={request.url('desk.archive')}>
            {t('archive.back')}
          </a>
        </DeskTitle>
        <DeskSection id="arenden" title={t('archive.proposal.cases')}>
          <Cases request={request} options={options} proposal={proposal} />
        </DeskSection>
        {proposal.end === null ? (
          <Settle request={request} proposal={proposal} />
        ) : (
          <Ended request={request} end={proposal.end} certificates={certificates} />
        )}
      </DeskPage>
    ),
  };
}

/** Whose cases stand in it is written down: those that are still there. */
async function read({ db, actor, now, requestId, params }: Request) {
  archivist(actor);
  return transaction(db, async (tx) => {
    const proposal = await proposalOf(tx, params['proposal'] ?? '');
    const cases = await casesToKeep(
      tx,
      proposal.cases.map(({ caseId }) => caseId),
    );
    const subjects = cases.flatMap(({ parties }) => parties);
    await logLook(tx, [{ kind: 'LISTED', actor, at: now, purpose: 'archive', subjects, requestId }]);
    return { proposal, certificates: await certificatesOf(tx, proposal.id) };
  });
}

function moment({ language }: Request, at: string): string {
  return formatDateTime(Temporal.Instant.from(at).toString(), language, { short: true });
}

function Cases(props: { request: Request; options: ArchiveOptions; proposal: Proposal }) {
  const { request, options, proposal } = props;
  const { t, language } = request;
  return (
    <Scroll label={t('archive.proposal.cases')}>
      <DeskTable
        caption={t('archive.proposal.cases')}
        stacked
        columns={[
          { text: t('archive.case') },
          { text: t('archive.service') },
          { text: t('archive.due') },
          { text: t('archive.rule') },
        ]}
        rows={proposal.cases.map((one) => {
          const title = options.catalogue.find(one.service)?.definition.title;
          const name = title === undefined ? one.service : text(title, language);
          return {
            cells: [
              <span class="t-nowrap">{one.number}</span>,
              one.outcome === null ? name : `${name}, ${outcomeText(t, one.outcome).toLowerCase()}`,
              one.doneBy === null
                ? day(request, one.due)
                : t('archive.due-by', { day: day(request, one.due), by: day(request, one.doneBy) }),
              one.basis.join('; '),
            ],
          };
        })}
      />
    </Scroll>
  );
}

function Settle({ request, proposal }: { readonly request: Request; readonly proposal: Proposal }) {
  const { t, url, csrf, actor } = request;
  const own = actor.kind === 'staff' && actor.party === proposal.by;
  return (
    <DeskSection id="gor" title={t('archive.settle.title')}>
      <form class="d-do" method="post" action={url('desk.archive.proposal.do', { proposal: proposal.id })} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <p class="govuk-body">{t(own ? 'archive.settle.own' : 'archive.settle.about')}</p>
        <div class="govuk-button-group">
          {own ? null : (
            <Button
              text={t('archive.settle.approve', { n: proposal.cases.length })}
              name="how"
              value="approve"
              classes="govuk-button--warning"
              preventDoubleClick
            />
          )}
          <Button
            text={t('archive.settle.withdraw')}
            name="how"
            value="withdraw"
            classes="govuk-button--secondary"
            preventDoubleClick
          />
        </div>
      </form>
    </DeskSection>
  );
}

function Ended(props: { request: Request; end: NonNullable<Proposal['end']>; certificates: readonly Certificate[] }) {
  const { request, end, certificates } = props;
  const { t } = request;
  const done = t(`archive.proposal.done-${end.how}`, { by: end.byName, when: moment(request, end.at) });
  return (
    <DeskSection id="gor" title={t(`archive.proposal.is-${end.how}`)}>
      <p class="govuk-body">{done}</p>
      {certificates.map((one) => (
        <Details summaryText={t('archive.certificate.of', { number: one.number })}>
          <Dl
            items={[
              { term: t('archive.certificate.id'), value: <span class="d-break">{one.id}</span> },
              { term: t('archive.certificate.at'), value: moment(request, one.destroyedAt) },
              { term: t('archive.certificate.proposed'), value: one.proposedBy },
              { term: t('archive.certificate.approved'), value: one.approvedBy },
              { term: t('archive.rule'), value: one.basis.join('; ') },
              { term: t('archive.certificate.entries'), value: summary(one) },
              { term: 'SHA-256', value: <span class="d-break">{one.sha256}</span> },
            ]}
          />
        </Details>
      ))}
    </DeskSection>
  );
}

/** `cases.document 3, cases.note 1 …`: what went, by where it stood. */
function summary({ entries }: Certificate): string {
  const counts = new Map<string, number>();
  for (const { table } of entries) counts.set(table, (counts.get(table) ?? 0) + 1);
  return [...counts].map(([table, n]) => `${table} ${n}`).join(', ');
}

/** Approves or takes back. What must be kept, and one's own proposal, are refused with the rule's reference. */
export async function settleProposal(request: Request, options: ArchiveOptions): Promise<Answer> {
  const { db, town, actor, now: at, requestId, fields, params, url } = request;
  const id = params['proposal'] ?? '';
  const how = field(fields, 'how', 20);
  if (how !== 'approve' && how !== 'withdraw') throw new NotFound(`no way "${how}" to settle`);
  try {
    const acting = { ...options, town, actor, at, requestId };
    await transaction(db, (tx) => (how === 'approve' ? approve : withdraw)(tx, acting, id));
  } catch (error) {
    if (error instanceof TorgetError && error.status === 409) return show(request, options, error);
    throw error;
  }
  return { kind: 'redirect', to: `${url('desk.archive.proposal', { proposal: id })}#gor` };
}
