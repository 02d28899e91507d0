import { oneCase, openRequests, type ReadCase, readForStaff, strongest } from '#areas/cases/index.ts';
import { kinOf } from '#platform/access/index.ts';
import { Button, DeskPage, DeskTitle, ErrorSummary } from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Masks } from '#platform/masking/index.ts';
import { houseLanguage, lawSpaces } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { CHOSEN_FOR } from '../find.ts';
import { HELD, heldWords, SHOWN, type Standing, standingMarks } from '../marked.ts';
import { type Chosen, makeCopy, type Source, sourceOf } from '../mask.ts';
import { type DisclosureOptions, REQUEST_SERVICE } from '../mount.ts';
import { releaseWhole, TESTED } from '../whole.ts';
import { Marked, What, Why, wordsIn } from './mask-fields.tsx';
import { Whole } from './whole-fields.tsx';

/** Name of the field that says when the page was read. */
const SEEN = 'sett';
/** Open requests to choose from. */
const REQUESTS = 200;

/** The field that an error is about; what else may be wrong is what was chosen to be masked. */
const FIELD_OF: { readonly [code: string]: string } = {
  'mask-without-law': 'basis',
  'no-request': 'request',
  'mark-not-tested': HELD,
};

/** What is in a document, and what shall not be in the copy. */
export async function maskPage(request: Request, options: DisclosureOptions): Promise<Answer> {
  const opened = await readForStaff(request, options);
  const source = await sourceOf(request, options);
  return show(request, opened, { source, marks: await standingMarks(request, opened, source) }, undefined);
}

/** Makes the copy, and leads to it: a masked one is to be read before it goes out. What goes out whole leads back to the case. */
export async function doMask(request: Request, options: DisclosureOptions): Promise<Answer> {
  const opened = await readForStaff(request, options);
  const source = await sourceOf(request, options);
  const marks = await standingMarks(request, opened, source);
  try {
    const { url, fields } = request;
    const home: Answer = { kind: 'redirect', to: url('desk.case', { case: opened.view.id }) };
    if (fields['whole'] !== undefined) {
      const { caseId } = await releaseWhole(request, options, opened, source, marks);
      return (await backTo(request, caseId)) ?? home;
    }
    const { caseId, document } = await makeCopy(request, options, opened, source, chosenIn(request, marks));
    // The officer of this case need not be one of the case that asked.
    if (caseId !== opened.view.id) return (await backTo(request, caseId)) ?? home;
    return { kind: 'redirect', to: url('desk.document', { case: caseId, document }) };
  } catch (error) {
    if (error instanceof TorgetError && [409, 422].includes(error.status))
      return show(request, opened, { source, marks }, error);
    throw error;
  }
}

/** Whoever came from the page of the request goes back there, where the copy lies now. */
async function backTo({ db, actor, query, url }: Request, caseId: string): Promise<Answer | undefined> {
  if (query[CHOSEN_FOR] === undefined || actor.kind !== 'staff') return undefined;
  const view = await oneCase(db, actor, caseId, await kinOf(db, actor.party));
  return view && { kind: 'redirect', to: `${url('desk.case', { case: view.id })}#maskera` };
}

function chosenIn(request: Request, marks: readonly Standing[]): Chosen {
  const { fields } = request;
  const words = wordsIn(fields)
    .split(/\r?\n/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const numbers = (name: string, pattern: RegExp) =>
    (fields[name] ?? []).filter((value) => pattern.test(value)).map((value) => value.split('-').map(Number));
  const masks: Masks = {
    words: [...new Set([...words, ...heldWords(request, marks)])],
    lines: numbers('line', /^\d{1,3}-\d{1,4}$/).map(([page = 0, line = 0]) => ({ page, line })),
    pages: numbers('page', /^\d{1,3}$/).map(([page = 0]) => page),
  };
  const seen = field(fields, SEEN, 40);
  return {
    masks,
    basis: field(fields, 'basis', 60),
    request: field(fields, 'request', 40),
    seen: isInstant(seen) ? seen : '',
    tested: marks.map(({ id }) => id).filter((id) => fields[SHOWN]?.includes(id)),
  };
}

function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}

async function show(
  request: Request,
  { view, service }: ReadCase,
  { source, marks }: { readonly source: Source; readonly marks: readonly Standing[] },
  problem: TorgetError | undefined,
): Promise<Answer> {
  const { t, db, url, csrf, language } = request;
  const requests = await openRequests(db, REQUEST_SERVICE, REQUESTS);
  const ofWhole = request.fields['whole'] !== undefined && problem?.code === 'mark-not-tested';
  const at = problem === undefined ? undefined : ofWhole ? TESTED : (FIELD_OF[problem.code] ?? 'words');
  const wrong = (name: string) =>
    problem === undefined || at !== name ? {} : { errorMessage: { text: problem.public[houseLanguage(language)] } };
  const reminder = strongest(request.town.provisions, [
    ...(service?.definition.secrecy ?? view.secrecy),
    ...marks.map(({ basis }) => basis),
  ]);
  // When it was read which copies there are: anew only when a newer one has been told of.
  const before = problem?.code === 'copied-meanwhile' ? '' : field(request.fields, SEEN, 40);
  const seen = before === '' ? request.now : before;
  const title = t('disclosure.mask.title');
  return {
    kind: 'page',
    status: problem?.status ?? 200,
    frame: 'desk',
    title: `${title} ${view.number}`,
    navigation: 'desk',
    body: (
      <DeskPage>
        {problem === undefined ? null : (
          <ErrorSummary
            titleText={t('disclosure.problem')}
            errorList={[{ text: problem.public[houseLanguage(language)], href: `#${at}` }]}
          />
        )}
        <DeskTitle title={title}>
          {source.title} ·{' '}
          <a class="govuk-link" href={url('desk.case', { case: view.id })}>
            {t('disclosure.back', { number: view.number })}
          </a>
        </DeskTitle>
        <p class="govuk-body">
          {reminder === null
            ? t('disclosure.mask.unmarked')
            : t('disclosure.mask.marked', { basis: lawSpaces(reminder) })}
        </p>
        <p class="govuk-body">{t('disclosure.mask.about')}</p>
        <form class="d-do" method="post" novalidate>
          <input type="hidden" name="_csrf" value={csrf} />
          <input type="hidden" name={SEEN} value={seen} />
          {marks.map(({ id }) => (
            <input type="hidden" name={SHOWN} value={id} />
          ))}
          <Marked request={request} marks={marks} wrong={wrong} />
          <What request={request} source={source} wrong={wrong} />
          <Why request={request} requests={requests} wrong={wrong} />
          <Button text={t('disclosure.mask.button')} preventDoubleClick />
          <Whole request={request} marks={marks} wrong={wrong} />
        </form>
      </DeskPage>
    ),
  };
}
