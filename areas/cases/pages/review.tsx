import { sql } from 'kysely';
import { isUuid, transaction } from '#platform/database/index.ts';
import { Button, Columns } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { REVIEW } from '../house-process.ts';
import type { CasesOptions } from '../mount.ts';
import { type CaseView, oneCase } from '../queries/mine.ts';

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

/** "Låt en handläggare pröva" (GDPR article 22): what it means, and the button. */
export async function showReview(request: Request, _options: CasesOptions): Promise<Answer> {
  const { t, url, csrf } = request;
  const view = await reviewable(request);
  return {
    kind: 'page',
    frame: 'form',
    title: t('cases.review.title'),
    body: (
      <Columns>
        <h1 class="govuk-heading-xl">{t('cases.review.title')}</h1>
        <p class="govuk-body-l">{t('cases.review.about')}</p>
        <p class="govuk-body">{t('cases.review.appeal')}</p>
        <form method="post" action={url('my-pages.review', { case: view.id })} novalidate>
          <input type="hidden" name="_csrf" value={csrf} />
          <Button text={t('cases.review.ask')} preventDoubleClick />
        </form>
      </Columns>
    ),
  };
}

/** Opens the task for an officer, once while one is open: a second process on the same case. */
export async function askReview(request: Request, options: CasesOptions): Promise<Answer> {
  const view = await reviewable(request);
  const service = await options.catalogue.version(request.db, view.version);
  await transaction(request.db, async (tx) => {
    await sql`select from cases.case where id = ${view.id} for update`.execute(tx);
    const { rows } = await sql`select from runtime.task where business_key = ${view.id} and form = ${REVIEW}`.execute(
      tx,
    );
    if (rows.length > 0) return;
    await options.runtime.start(tx, {
      service,
      businessKey: view.id,
      actor: request.actor,
      process: REVIEW,
      variables: { unit: view.unit },
    });
  });
  return { kind: 'redirect', to: request.url('my-pages.case', { case: view.id }) };
}
