import { logLook } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { isUuid, transaction } from '#platform/database/index.ts';
import {
  Button,
  Checkboxes,
  DeskPage,
  DeskSection,
  DeskTable,
  DeskTitle,
  ErrorSummary,
  Pagination,
  Scroll,
  Views,
} from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { zipStream } from '#platform/files/index.ts';
import { formatDateTime, houseLanguage } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { archivist, propose } from '../destruction/propose.ts';
import { type Proposal, proposals, proposedCases } from '../destruction/read.ts';
import { handedOverFiles, handOverCase } from '../handover/desk.ts';
import { type HandOver, handOversOf } from '../handover/read.ts';
import type { ArchiveMount, ArchiveOptions } from '../mount.ts';
import { type Judged, type ListKind, type ListPage, listed } from '../retention/lists.ts';
import { KeptCases } from './kept.tsx';
import { caseAbout, verdictText } from './words.ts';

const PAGE = 50;
const PROPOSALS = 20;
const KINDS = { gallra: 'destroy', bevara: 'keep', vanta: 'wait', oklart: 'unknown' } as const satisfies {
  readonly [view: string]: ListKind;
};
type View = keyof typeof KINDS;

function viewOf({ query }: Request): View {
  return (Object.keys(KINDS) as View[]).find((view) => view === query['vy']) ?? 'gallra';
}

/** What is to be destroyed, kept, waited for or found out: closed cases by the rules of their own version. */
export async function archivePage(request: Request, options: ArchiveOptions): Promise<Answer> {
  return show(request, options, undefined);
}

async function show(
  request: Request,
  options: ArchiveOptions,
  problem: TorgetError | undefined,
  view = viewOf(request),
): Promise<Answer> {
  const { t, url, language } = request;
  archivist(request.actor);
  const { page, proposed, made, handed } = await read(request, options, view);
  return {
    kind: 'page',
    status: problem?.status ?? 200,
    frame: 'desk',
    title: t('archive.title'),
    navigation: 'archive',
    body: (
      <DeskPage>
        {problem === undefined ? null : (
          <ErrorSummary
            titleText={t('archive.problem')}
            errorList={[{ text: problem.public[houseLanguage(language)], href: '#arenden' }]}
          />
        )}
        <DeskTitle title={t('archive.title')}>{t('archive.lead')}</DeskTitle>
        <Views
          label={t('archive.views')}
          items={(Object.keys(KINDS) as View[]).map((each) => ({
            text: t(`archive.view.${KINDS[each]}`),
            href: url('desk.archive', each === 'gallra' ? {} : { vy: each }),
            current: each === view,
          }))}
        />
        <DeskSection id="arenden" title={t(`archive.view.${KINDS[view]}`)}>
          <p class="govuk-body">{t(`archive.about.${KINDS[view]}`)}</p>
          {page.cases.length === 0 ? (
            <p class="govuk-body">{t('archive.none')}</p>
          ) : view === 'gallra' ? (
            <Propose request={request} cases={page.cases} proposed={proposed} />
          ) : view === 'bevara' ? (
            <KeptCases request={request} cases={page.cases} handed={handed} />
          ) : (
            <Cases request={request} cases={page.cases} />
          )}
          <More request={request} view={view} next={page.next} />
        </DeskSection>
        <Proposals request={request} made={made} />
      </DeskPage>
    ),
  };
}

async function read(request: Request, options: ArchiveOptions, view: View) {
  const { db, town, actor, now, requestId, query } = request;
  const [closedAt = '', id = ''] = (query['efter'] ?? '').split('~');
  const after = isUuid(id) && /^\d{4}-\d\d-\d\d[ T][\d:.+]+$/.test(closedAt) ? { after: { closedAt, id } } : {};
  return transaction(db, async (tx) => {
    const of = { town, catalogue: options.catalogue, kind: KINDS[view], today: legalDay(now).toString() };
    const page = await listed(tx, of, { limit: PAGE, ...after });
    const subjects = page.cases.flatMap(({ found }) => found.parties);
    await logLook(tx, [{ kind: 'LISTED', actor, at: now, purpose: 'archive', subjects, requestId }]);
    const ids = view === 'bevara' ? page.cases.map(({ found }) => found.id) : [];
    const handed: ReadonlyMap<string, HandOver> = await handOversOf(tx, ids);
    return { page, handed, proposed: await proposedCases(tx), made: await proposals(tx, PROPOSALS) };
  });
}

function Propose(props: { request: Request; cases: readonly Judged[]; proposed: ReadonlySet<string> }) {
  const { request, cases, proposed } = props;
  const { t, url, csrf } = request;
  return (
    <form class="d-do" method="post" action={url('desk.archive.propose')} novalidate>
      <input type="hidden" name="_csrf" value={csrf} />
      <Checkboxes
        idPrefix="arende"
        name="arende"
        fieldset={{ legend: { text: t('archive.propose.legend'), classes: 'govuk-visually-hidden' } }}
        items={cases.map((one) => ({
          value: one.found.id,
          text: `${one.found.number} · ${caseAbout(request, one)}`,
          hint: {
            text: proposed.has(one.found.id)
              ? t('archive.propose.already')
              : `${verdictText(request, one.verdict)}. ${one.verdict.basis.join('; ')}`,
          },
          disabled: proposed.has(one.found.id),
        }))}
      />
      <p class="govuk-body t-soft">{t('archive.propose.two')}</p>
      <Button text={t('archive.propose.button')} preventDoubleClick />
    </form>
  );
}

function Cases({ request, cases }: { readonly request: Request; readonly cases: readonly Judged[] }) {
  const { t } = request;
  return (
    <Scroll label={t('archive.views')}>
      <DeskTable
        caption={t('archive.views')}
        stacked
        columns={[
          { text: t('archive.case') },
          { text: t('archive.service') },
          { text: t('archive.why') },
          { text: t('archive.rule'), wide: true },
        ]}
        rows={cases.map((one) => ({
          cells: [
            <span class="t-nowrap">{one.found.number}</span>,
            caseAbout(request, one),
            verdictText(request, one.verdict),
            one.verdict.basis.join('; '),
          ],
        }))}
      />
    </Scroll>
  );
}

function More({ request, view, next }: { request: Request; view: View; next: ListPage['next'] }) {
  if (next === null) return null;
  const efter = `${next.closedAt}~${next.id}`;
  return (
    <Pagination next={{ text: request.t('archive.next'), href: request.url('desk.archive', { vy: view, efter }) }} />
  );
}

function Proposals({ request, made }: { readonly request: Request; readonly made: readonly Proposal[] }) {
  const { t, url, language } = request;
  if (made.length === 0) return null;
  return (
    <DeskSection id="forslag" title={t('archive.proposals')}>
      <Scroll label={t('archive.proposals')}>
        <DeskTable
          caption={t('archive.proposals')}
          stacked
          columns={[
            { text: t('archive.proposal.when') },
            { text: t('archive.proposal.by') },
            { text: t('archive.proposal.cases'), numeric: true },
            { text: t('archive.proposal.state') },
          ]}
          rows={made.map((one) => ({
            cells: [
              <a class="govuk-link" href={url('desk.archive.proposal', { proposal: one.id })}>
                {formatDateTime(Temporal.Instant.from(one.at).toString(), language, { short: true })}
              </a>,
              one.byName,
              one.cases.length,
              t(`archive.proposal.is-${one.end?.how ?? 'open'}`),
            ],
            ...(one.end === null ? { kind: 'ask' as const } : {}),
          }))}
        />
      </Scroll>
    </DeskSection>
  );
}

/** Puts the chosen cases into a proposal that a second person reads. */
export async function doPropose(request: Request, options: ArchiveOptions): Promise<Answer> {
  const { db, town, actor, now: at, requestId, fields, url } = request;
  const ids = (fields['arende'] ?? []).filter(isUuid);
  try {
    const id = await transaction(db, (tx) => propose(tx, { ...options, town, actor, at, requestId }, ids));
    return { kind: 'redirect', to: url('desk.archive.proposal', { proposal: id }) };
  } catch (error) {
    if (error instanceof TorgetError && error.status === 409) return show(request, options, error);
    throw error;
  }
}

/** Makes and verifies the package of a case that is to be kept; the list says what came of it. */
export async function doHandOver(request: Request, options: ArchiveMount): Promise<Answer> {
  const { db, town, actor, now: at, requestId, fields, url } = request;
  try {
    const source = { ...options, town, schemas: await options.schemas() };
    await handOverCase(db, source, { ...options, town, actor, at, requestId }, field(fields, 'arende', 40));
  } catch (error) {
    if (error instanceof TorgetError && error.status === 409) return show(request, options, error, 'bevara');
    throw error;
  }
  return { kind: 'redirect', to: `${url('desk.archive', { vy: 'bevara' })}#arenden` };
}

/** The package that was handed over, to be laid in the archive. */
export async function packageFile(request: Request, options: ArchiveMount): Promise<Answer> {
  const { db, town, actor, now: at, requestId, params } = request;
  try {
    const source = { ...options, town, schemas: await options.schemas() };
    const acting = { ...options, town, actor, at, requestId };
    const { name, files } = await handedOverFiles(db, source, acting, params['handover'] ?? '');
    return { kind: 'file', type: 'application/zip', name: `${name}.zip`, body: zipStream(files) };
  } catch (error) {
    if (error instanceof TorgetError && error.status === 409) return show(request, options, error, 'bevara');
    throw error;
  }
}
