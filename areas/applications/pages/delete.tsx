import { transaction } from '#platform/database/index.ts';
import { BackLink, Button, Columns } from '#platform/design/index.ts';
import { deleteDraftFiles } from '#platform/files/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { releaseSlots } from '../bookings.ts';
import { type Draft, deleteDraft, findDraft } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { draftToDelete, ownerOf } from '../owner.ts';
import { elsewhere } from '../sent.ts';
import { openRound } from '../signing/rounds.ts';
import { deleteSignatures } from '../signing/signature.ts';
import { end } from '../signing/take.ts';
import { checkUrl } from '../way.ts';

/** Asks before a draft is deleted: there is no way back from it. */
export async function askDelete(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await draftToDelete(request, options);
  if (opened === undefined) return elsewhere(request);
  const { draft, service } = opened;
  const { t } = request;
  const title = t('applications.delete.title');
  // What cannot be gone on with is left for where it was found.
  const back = service === undefined ? leftFor(request, draft) : checkUrl(request, draft);
  return {
    kind: 'page',
    frame: 'form',
    draft: true,
    title,
    body: (
      <>
        <BackLink href={back} />
        <Columns>
          <h1 class="govuk-heading-xl">{title}</h1>
          <p class="govuk-body-l">{t('applications.delete.text')}</p>
          <form
            method="post"
            action={request.url('application.delete', { service: draft.service, draft: draft.id })}
            novalidate
          >
            <input type="hidden" name="_csrf" value={request.csrf} />
            <div class="govuk-button-group">
              <Button text={t('applications.delete.yes')} classes="govuk-button--warning" preventDoubleClick />
              <a class="govuk-link" href={back}>
                {t('applications.delete.no')}
              </a>
            </div>
          </form>
        </Columns>
      </>
    ),
  };
}

/** Deletes the draft with its files, at once. */
export async function doDelete(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await draftToDelete(request, options);
  if (opened === undefined) return elsewhere(request);
  const { draft } = opened;
  await transaction(request.db, async (tx) => {
    // Whoever signs last or sends may have been first: then there is nothing to delete any more.
    if ((await findDraft(tx, ownerOf(request), draft.id, request.now, 'lock')) === undefined) return;
    await deleteDraftFiles(tx, draft.id);
    await releaseSlots(tx, draft.id);
    const round = await openRound(tx, draft.id);
    if (round !== undefined) await end(tx, options, round, { how: 'withdrawn', by: draft.party }, request.now);
    await deleteSignatures(tx, [draft.id]);
    await deleteDraft(tx, draft.id);
  });
  return { kind: 'redirect', to: leftFor(request, draft) };
}

/** Where one is after a draft. */
function leftFor({ url }: Request, { assistedBy, party, service }: Draft): string {
  if (assistedBy !== null) return url('desk.assist');
  return party === null ? url('service', { service }) : url('my-pages');
}
