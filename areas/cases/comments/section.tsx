import { Button, DeskSection, LinkButton, Textarea, TimeLine } from '#platform/design/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { CaseError } from '../desk/case-error.ts';
import { unitName } from '../desk/names.ts';
import type { ReadCase } from '../desk/open.ts';
import { NotTaken } from '../late/not-taken.tsx';
import type { Comment } from './comments.ts';

interface Props {
  readonly request: Request;
  readonly opened: ReadCase;
  readonly comments: readonly Comment[];
  readonly error: CaseError | undefined;
}

/** What colleagues note for the handling, which is no document of the file (TF 2 kap. 12 §), and a field for more. */
export function Comments({ request, opened: { view }, comments, error }: Props) {
  const { t, url, csrf, language, town } = request;
  const wrong = error?.at === 'comment' ? error : undefined;
  if (view.closedAt !== null && comments.length === 0 && wrong === undefined) return null;
  const action = url('desk.comment', { case: view.id });
  return (
    <DeskSection id="kommentarer" title={t('cases.comment.title')} note={String(comments.length)}>
      {comments.length === 0 ? null : (
        <TimeLine
          items={comments.map((comment) => ({
            at: comment.at,
            text: comment.text,
            note: `${comment.by}, ${unitName({ t, town, language }, comment.unit)}`,
            after: <Ends request={request} action={action} comment={comment} />,
          }))}
        />
      )}
      {view.closedAt === null ? (
        <form class="d-write" method="post" action={action} novalidate>
          <input type="hidden" name="_csrf" value={csrf} />
          <Textarea
            id="kommentar"
            name="kommentar"
            rows={2}
            label={{ text: t('cases.comment.new') }}
            hint={{ text: t('cases.comment.hint') }}
            value={wrong?.typed ?? ''}
            {...(wrong === undefined ? {} : { errorMessage: { text: wrong.text } })}
          />
          <Button text={t('cases.comment.do')} classes="govuk-button--secondary" preventDoubleClick />
        </form>
      ) : (
        <NotTaken request={request} rows={[{ label: t('cases.comment.new'), value: wrong?.typed ?? '' }]} />
      )}
    </DeskSection>
  );
}

/** Anybody who may open the case makes a comment a note of the file; its author takes it away. */
function Ends({ request, action, comment }: { request: Request; action: string; comment: Comment }) {
  const { t, csrf, actor } = request;
  const about = comment.text.slice(0, 60);
  const own = actor.kind === 'staff' && actor.party === comment.byParty;
  return (
    <form method="post" action={action}>
      <input type="hidden" name="_csrf" value={csrf} />
      <LinkButton name="anteckna" value={comment.id} about={about}>
        {t('cases.comment.to-note')}
      </LinkButton>
      {own ? (
        <>
          {' · '}
          <LinkButton name="bort" value={comment.id} about={about}>
            {t('cases.comment.remove')}
          </LinkButton>
        </>
      ) : null}
    </form>
  );
}
