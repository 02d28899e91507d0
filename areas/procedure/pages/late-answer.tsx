import type { CaseSubject } from '#areas/cases/index.ts';
import { Button, Section as Part, Textarea } from '#platform/design/index.ts';
import type { Request, Section } from '#platform/web/index.ts';
import { type Act, TEXT_LIMIT } from '../acts/act.ts';
import { write } from '../acts/messages.ts';
import { supplement } from '../acts/withdraw.ts';
import { situationOf } from '../situation.ts';

/** What a party that came second can send all the same. */
export const lateAnswerSections: readonly Section<CaseSubject | null>[] = [
  { place: 'citizen-late', order: 5, load: lateAnswer },
];

/** Added to the application where she may; else as a message: both are documents of the case (FL 10 §, OSL 5 kap. 1 §). */
const WAYS: readonly { readonly act: Act; readonly field: string; readonly as: 'supplement' | 'write' }[] = [
  { act: supplement, field: 'tillagg_text', as: 'supplement' },
  { act: write, field: 'meddelande_text', as: 'write' },
];

async function lateAnswer(request: Request, subject: CaseSubject | null) {
  if (subject?.service === undefined || subject.typed === undefined) return null;
  const { t, url, db, actor, now, csrf } = request;
  const { view, service, typed } = subject;
  const situation = await situationOf(db, { view, service }, actor, now);
  const way = WAYS.find(({ act }) => act.refused(situation) === null);
  if (way === undefined) return null;
  return (
    <Part id="skicka" title={t('procedure.late-answer.title')} size="m">
      <p class="govuk-body">{t(`procedure.late-answer.${way.as}`)}</p>
      <form
        method="post"
        action={url('my-pages.act.do', { case: view.id, act: way.act.path })}
        enctype="multipart/form-data"
        novalidate
      >
        <input type="hidden" name="_csrf" value={csrf} />
        <Textarea
          id={way.field}
          name={way.field}
          label={{ text: t('procedure.late-answer.text') }}
          value={typed.slice(0, TEXT_LIMIT)}
          rows={8}
        />
        <Button text={t('procedure.late-answer.do')} preventDoubleClick />
      </form>
    </Part>
  );
}
