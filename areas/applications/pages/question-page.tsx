import {
  type Accepted,
  accept,
  DO,
  type FieldError,
  type Fields,
  type Journey,
  journey,
  OPEN,
  type Open,
  type Page,
  SHOWN,
  titleOf,
  view,
} from '@torget/form';
import { transaction } from '#platform/database/index.ts';
import { Button, NotificationBanner } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { closingOf, stepsOf } from '../closing.ts';
import { keepTyped, saveAnswers, saveFacts, saveUnasked } from '../draft.ts';
import { errorsMet, stepTaken } from '../happened.ts';
import { wayOf } from '../kept.ts';
import { choicesIn, factsToKeep, GONE, holdTimes, withLookUps, withTimes } from '../look-ups.ts';
import { mapFields } from '../map/click.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { type Opened, openDraft } from '../owner.ts';
import { forgetRefused, takeOutLate } from '../refused.ts';
import { elsewhere } from '../sent.ts';
import { voidIfChanged } from '../signing/void.ts';
import { fileFields, filesTyped, storeUploads } from '../uploads.ts';
import { backwards, FROM_CHECK, isFromCheck, nextUrl, onwards, pageUrl, STOP, stations } from '../way.ts';
import { PageFields } from './fields.tsx';
import { Errors, Frame } from './frame.tsx';
import { canSave, saveUrl } from './save.tsx';
import { stopPage } from './stop.tsx';

/** A page of the draft, asked for by its address. */
export async function showPage(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await openDraft(request, options);
  if (opened === undefined) return elsewhere(request);
  const { draft } = opened;
  const way = wayOf(opened);
  const steps = stepsIn(opened, way);
  const id = request.params['page'] ?? '';
  if (id === STOP && 'stop' in way.next) return stopPage(request, opened, way.next);
  const page = reached(opened, steps, id);
  // Beyond what is answered, or a page that other answers hide: to where the journey stands.
  if (page === undefined) return { kind: 'redirect', to: nextUrl(request, draft, steps.next) };
  const timed = await withTimes(request.db, opened, page, options);
  return render(request, options, timed, way, page, shownOn(request, timed, way, page));
}

/** What the page shows: what was typed there and not saved, with its errors; else the answers, open as the address says. */
function shownOn(request: Request, opened: Opened, way: Journey, page: Page): Shown {
  const { draft, service } = opened;
  if (draft.typed?.page !== page.id) {
    const errors = way.errors.filter((error) => error.page === page.id);
    return { errors: seen(opened, page) ? errors : [], open: openIn(request) };
  }
  // The engine is pure: the same fields give the same errors, so only the fields are kept.
  const { fields, errors } = draft.typed;
  const accepted = accept(service.form, page.id, fields, { ...opened.options, answers: draft.answers, since: way });
  const again = accepted.kind === 'again' ? accepted : { errors: [], open: [] };
  return { fields, open: again.open, errors: merged(errors, again.errors) };
}

function stepsIn({ draft, service }: Opened, way: Journey): Journey {
  return stepsOf(way, closingOf(service.form, draft));
}

function seen({ draft }: Opened, page: Page): boolean {
  return page.questions.some((question) => draft.answers[question.id] !== undefined);
}

/** The page, when the person may be on it: everything before it is answered. */
function reached({ service }: Opened, way: Journey, id: string): Page | undefined {
  if (id !== STOP && !service.form.pages.some((page) => page.id === id)) throw new NotFound(`no page ${id}`);
  const found = way.pages.find(({ page }) => page.id === id);
  return found === undefined || found.state === 'ahead' ? undefined : found.page;
}

/** Which entries stand open, from the address: `?oppen=inkomster:new`. */
function openIn(request: Request): readonly Open[] {
  const [group, entry = ''] = (request.query['oppen'] ?? '').split(':');
  if (group === undefined || !/^(new|\d{1,4})$/.test(entry)) return [];
  return [{ group, entry: entry === 'new' ? 'new' : Number(entry) }];
}

/** What was sent for a page: saved and onwards, or shown again with what to mend and all that was typed. */
export async function savePage(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await openDraft(request, options);
  if (opened === undefined) return elsewhere(request);
  const { draft, service } = opened;
  const way = wayOf(opened);
  const steps = stepsIn(opened, way);
  const page = reached(opened, steps, request.params['page'] ?? '');
  if (page === undefined) return { kind: 'redirect', to: nextUrl(request, draft, steps.next) };
  const uploads = await storeUploads(request, { draft: draft.id }, page, options.files);
  const fields = mapFields(uploads.fields, options.map);
  const asked = await withLookUps(await withTimes(request.db, opened, page, options), page, fields, options);
  const around = { ...asked.opened.options, answers: draft.answers, since: way };
  const accepted = accept(service.form, page.id, fields, around);
  const choices = accepted.kind === 'again' ? [] : choicesIn(draft.id, page.questions, accepted.answers);
  const gone = await holdTimes(request.db, choices, request.now);
  uploads.errors.push(...gone.map((question) => goneAt(question)));
  if (asked.found || choices.length > 0)
    await saveFacts(request.db, draft, factsToKeep(asked.opened, gone.length > 0 ? [] : choices));
  const failed = uploads.errors.filter(({ field }) => isVisible(field, accepted, opened, page));
  if (accepted.kind === 'again' || failed.length > 0) {
    errorsMet(request, options, opened, page, accepted.kind === 'again' ? [...failed, ...accepted.errors] : failed);
    const typed =
      accepted.kind === 'again' ? typedIn(page, accepted.fields, accepted.errors) : typedIn(page, fields, []);
    const kept = await keepTyped(request.db, draft, { page: page.id, fields: typed, errors: failed }, request.now);
    if (request.files.length > 0) await takeOutLate(request.db, draft.id, filesTyped(typed));
    if (!kept) return elsewhere(request);
    return { kind: 'redirect', to: leaves(request) ? saveUrl(request, draft) : stayUrl(request, opened, page, []) };
  }
  if (!(await save(request, options, opened, accepted.answers))) return elsewhere(request);
  if (draft.refused.length > 0)
    await forgetRefused(
      request.db,
      draft,
      page.questions.map(({ id }) => id),
    );
  // After the line above: what it takes out now is to be told.
  if (request.files.length > 0) await takeOutLate(request.db, draft.id, Object.values(accepted.answers));
  if (leaves(request)) return { kind: 'redirect', to: saveUrl(request, draft) };
  if (accepted.kind === 'stay') return { kind: 'redirect', to: stayUrl(request, opened, page, accepted.open) };
  const on = wayOf(asked.opened, accepted.answers);
  stepTaken(request, options, opened, page, on);
  return { kind: 'redirect', to: onwards(request, draft, stepsIn(opened, on), page.id) };
}

/** The button that saves what stands on the page and goes on another time. */
const LATER = '_later';

function leaves({ fields }: Request): boolean {
  return fields[LATER] !== undefined;
}

/**
 * What was sent after the session had ended: kept as it was typed, and there again on the same page once the person has
 * signed in. Nothing is accepted or shown before that.
 */
export async function keepLate(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const address = { service: request.params['service'] ?? '', draft: request.params['draft'] ?? '' };
  const id = request.params['page'];
  const till =
    id === undefined
      ? request.url('application.check', address)
      : request.url('application.page', { ...address, page: id });
  const signIn: Answer = { kind: 'redirect', to: request.url('sign-in', { till }) };
  const opened = await openDraft(request, options);
  const pages = opened?.service.form.pages;
  const page =
    id === undefined ? opened && closingOf(opened.service.form, opened.draft) : pages?.find((each) => each.id === id);
  if (opened === undefined || page === undefined) return signIn;
  // A press that declares nothing leaves what another page keeps.
  if (id === undefined && page.questions.every((question) => request.fields[question.id] === undefined)) return signIn;
  const uploads = await storeUploads(request, { draft: opened.draft.id }, page, options.files);
  const fields = typedIn(page, uploads.fields, []);
  await keepTyped(request.db, opened.draft, { page: page.id, fields, errors: uploads.errors }, request.now);
  return signIn;
}

/** Saves the answers; signatures of what they were are void in the same commit. */
async function save(
  { db, now, actor }: Request,
  options: ApplicationsOptions,
  { draft, service }: Opened,
  answers: Parameters<typeof saveAnswers>[2],
): Promise<boolean> {
  if (service.definition.signature === undefined) return saveAnswers(db, draft, answers, now);
  if (await saveUnasked(db, draft, answers, now)) return true;
  return transaction(db, async (tx) => {
    if (!(await saveAnswers(tx, draft, answers, now))) return false;
    await voidIfChanged(tx, options, { actor, secret: undefined }, draft, now);
    return true;
  });
}

/** Whether the question of a field is asked with these answers: what is hidden now has no error that anybody could mend. */
function isVisible(field: string, accepted: Accepted, { service, options }: Opened, page: Page): boolean {
  const visible =
    accepted.kind === 'again'
      ? accepted.visible
      : journey(service.form, accepted.answers, options).pages.find((each) => each.page.id === page.id)?.visible;
  return visible?.includes(field.split('-')[0] ?? '') === true;
}

/** Somebody else was quicker between the page and the button. */
function goneAt(question: string): FieldError {
  return { field: question, pointer: `/${question}`, rule: 'appointment-gone', message: GONE };
}

/**
 * The fields of a page's own questions, and those that carry its state. Where nothing is wrong the button is "again":
 * what it asked for (another row, a place on the map) stands in the fields by now.
 */
function typedIn(page: Page, fields: Fields, errors: readonly FieldError[]): Fields {
  const names = page.questions.map(({ id }) => id);
  const own = Object.entries(fields).filter(
    ([name]) =>
      name === SHOWN || name === OPEN || name === DO || names.some((id) => name === id || name.startsWith(`${id}-`)),
  );
  // jsonb takes no U+0000, and no person types it.
  const clean = own.map(([name, values]) => [name, values.map((value) => value.replaceAll('\u0000', ''))]);
  return { ...Object.fromEntries(clean), ...(errors.length === 0 ? { [DO]: ['again'] } : {}) };
}

/** A file that could not be taken says why; that the answer is missing then is the same fault once more. */
function merged(uploads: readonly FieldError[], errors: readonly FieldError[]): readonly FieldError[] {
  return [...uploads, ...errors.filter(({ field }) => !uploads.some((upload) => upload.field === field))];
}

function stayUrl(request: Request, { draft }: Opened, page: Page, open: readonly Open[]): string {
  const [first] = open;
  return pageUrl(request, draft, page.id, {
    ...(isFromCheck(request) ? FROM_CHECK : {}),
    ...(first === undefined ? {} : { oppen: `${first.group}:${first.entry}` }),
  });
}

/** What happened to a file while the person was elsewhere. */
function TakenOut({ request, draft, page }: { request: Request; draft: Opened['draft']; page: Page }) {
  const { t } = request;
  const here = draft.refused.filter(({ question }) => page.questions.some(({ id }) => id === question));
  if (here.length === 0) return null;
  return (
    <NotificationBanner
      titleText={t('applications.check.important')}
      html={here.map(({ name }) => (
        <p class="govuk-notification-banner__heading">{t('applications.file.infected', { name })}</p>
      ))}
    />
  );
}

interface Shown {
  readonly errors: readonly FieldError[];
  readonly open: readonly Open[];
  readonly fields?: Fields;
}

/** The page of a question as it is answered: everything but fetching the draft and sending the answer. */
export function render(
  request: Request,
  options: Pick<ApplicationsOptions, 'map' | 'lookUp' | 'mailLink'>,
  opened: Opened,
  way: Journey,
  page: Page,
  shown: Shown,
): Answer {
  const { t, language } = request;
  const { draft, service } = opened;
  const { form } = service;
  const steps = stepsIn(opened, way);
  const drawn = view(form, page.id, { ...opened.options, ...shown, answers: draft.answers, since: way });
  if (drawn === undefined) throw new NotFound(`no page ${page.id}`);
  const action = pageUrl(request, draft, page.id, isFromCheck(request) ? FROM_CHECK : {});
  const uploads = fileFields(page).size > 0;
  return {
    kind: 'page',
    frame: 'form',
    draft: true,
    title: text(titleOf(page), language),
    body: (
      <Frame
        request={request}
        service={service}
        back={backwards(request, draft, steps, page.id)}
        saved={Object.keys(draft.answers).length > 0 ? draft.updated : undefined}
        helps={draft.assistedBy === null ? undefined : draft.assisted?.channel}
        stations={stations(request, form, steps, page.id)}
      >
        <TakenOut request={request} draft={draft} page={page} />
        <Errors request={request} errors={shown.errors} />
        <form method="post" action={action} enctype={uploads ? 'multipart/form-data' : undefined} novalidate>
          <input type="hidden" name="_csrf" value={request.csrf} />
          <PageFields
            request={request}
            form={form}
            view={drawn}
            errors={shown.errors}
            options={opened.options}
            map={options.map}
            lookups={options.lookUp?.names}
            previews={(file) => request.url('application.preview', { service: draft.service, draft: draft.id, file })}
          />
          <div class="govuk-button-group">
            <Button text={t('applications.page.continue')} name="_do" value="continue" preventDoubleClick />
            {canSave(draft, options) ? (
              <Button
                text={t('applications.save.later')}
                name={LATER}
                value="ja"
                classes="govuk-button--secondary"
                preventDoubleClick
              />
            ) : null}
          </div>
        </form>
      </Frame>
    ),
  };
}
