import type { FieldError, Fields } from '@torget/form';
import { sql } from 'kysely';
import { type Db, isUuid, transaction } from '#platform/database/index.ts';
import { BackLink, Button, Columns } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { receiveDraftFiles } from '#platform/files/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { addAttachment, addStatement } from '../documents.ts';
import type { ReadForm } from '../forms.ts';
import { REVIEW } from '../house-process.ts';
import type { CasesOptions } from '../mount.ts';
import { type CaseView, oneCase } from '../queries/mine.ts';
import { reviewForm } from './form.ts';
import { type ReviewState, reviewState, reviewsSince } from './state.ts';

/** A case of the person whose last decision was automated; a review is for those. */
async function reviewable(request: Request): Promise<CaseView> {
  const id = request.params['case'] ?? '';
  const view = isUuid(id) ? await oneCase(request.db, request.actor, id) : undefined;
  const { rows } = await sql<{
    by: string;
  }>`select decided_by as by from cases.decision where case_id = ${view?.id ?? null}::uuid order by id desc limit 1`.execute(
    request.db,
  );
  if (view === undefined || rows[0]?.by !== 'automated')
    throw new NotFound(`no automated decision in case ${id} for this party`);
  return view;
}

/** "Låt en handläggare pröva" (GDPR article 22): what it means, what the person wants to say, and the button. */
export async function showReview(request: Request, options: CasesOptions): Promise<Answer> {
  const view = await reviewable(request);
  return page(request, options, view, await reviewState(request.db, view.id));
}

async function page(
  request: Request,
  options: CasesOptions,
  view: CaseView,
  state: ReviewState,
  shown: { readonly typed?: Fields; readonly errors: readonly FieldError[] } = { errors: [] },
): Promise<Answer> {
  const { t, url, csrf } = request;
  const form = await reviewForm();
  const lead = <p class="govuk-body">{t('cases.review.appeal')}</p>;
  return {
    kind: 'page',
    status: shown.errors.length > 0 ? 422 : 200,
    frame: 'form',
    title: t('cases.review.title'),
    body: (
      <>
        <BackLink text={t('cases.task.application')} href={url('my-pages.case', { case: view.id })} />
        <Columns>
          {state === 'none' ? (
            <form
              method="post"
              action={url('my-pages.review', { case: view.id })}
              enctype="multipart/form-data"
              novalidate
            >
              <input type="hidden" name="_csrf" value={csrf} />
              {options.forms.fields(request, form, { facts: {}, answers: {}, lead, ...shown })}
              <Button text={t('cases.review.ask')} preventDoubleClick />
            </form>
          ) : (
            <>
              <h1 class="govuk-heading-xl">{t('cases.review.title')}</h1>
              <p class="govuk-body-l">{t(`cases.review.${state}`)}</p>
            </>
          )}
        </Columns>
      </>
    ),
  };
}

/** Opens the task for an officer, once for a decision: a second process on the same case. */
export async function askReview(request: Request, options: CasesOptions): Promise<Answer> {
  const view = await reviewable(request);
  const { actor } = request;
  if (actor.kind !== 'citizen') throw new NotFound(`no review for ${actor.kind}`);
  const service = await options.catalogue.version(request.db, view.version);
  const asked = { facts: {}, owner: view.id, person: actor.party };
  const read = await options.forms.read(request, await reviewForm(), asked);
  if (!read.ok) return page(request, options, view, 'none', read);
  await transaction(request.db, async (tx) => {
    await sql`select from cases.case where id = ${view.id} for update`.execute(tx);
    const { rows } = await reviewsSince(tx, view.id);
    if (rows.length > 0) return;
    await keep(tx, request, { caseId: view.id, by: actor.party }, read);
    await options.runtime.start(tx, {
      service,
      businessKey: view.id,
      actor,
      process: REVIEW,
      variables: { unit: view.unit, part: actor.principal },
    });
  });
  return { kind: 'redirect', to: request.url('my-pages.case', { case: view.id }) };
}

/** What the person says about the decision, in words and files: documents that came in (GDPR article 22.3). */
async function keep(
  tx: Db,
  { t, now: at }: Request,
  of: { readonly caseId: string; readonly by: string },
  read: Extract<ReadForm, { ok: true }>,
): Promise<void> {
  const said = read.json['fel_i_beslutet'];
  const text = typeof said === 'string' && said !== '' ? said : t('cases.review.said');
  await addStatement(tx, { ...of, title: t('cases.review.document'), text, direction: 'in', at });
  const named = read.files.map(({ id }) => id);
  const taken = await receiveDraftFiles(tx, { draft: of.caseId, person: of.by }, of.caseId, named);
  for (const { id, title } of read.files.filter((file) => taken.has(file.id)))
    await addAttachment(tx, { ...of, fileId: id, title, at });
}
