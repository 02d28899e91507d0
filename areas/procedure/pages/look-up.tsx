import type { CaseSubject } from '#areas/cases/index.ts';
import { Button, Input } from '#platform/design/index.ts';
import type { Request } from '#platform/web/index.ts';
import { addParty, lookedUpBy } from '../acts/parties.ts';
import { LOOK_UP } from './asked.ts';

/**
 * Beside the parties: the number of who is to be one. The page that it leads to says who that is and asks the rest, so that
 * a party is added in two presses. The number goes in the body of the form: an address is kept by browsers and logs.
 */
export async function partyLookUp(request: Request, subject: CaseSubject | null) {
  // Nothing is done in a case whose version cannot be read.
  if (subject?.service === undefined) return null;
  const { t, url, csrf, town } = request;
  const { view } = subject;
  if (view.closedAt !== null || view.parties.length === 0) return null;
  return (
    <form
      class="d-do"
      method="post"
      action={url('desk.act', { case: view.id, act: addParty.path })}
      novalidate
      autocomplete="off"
    >
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name={LOOK_UP} value="ja" />
      {lookedUpBy(town).map(({ name, label }) => (
        <Input id={`ny-part-${name}`} name={name} autocomplete="off" label={{ text: t(label) }} />
      ))}
      <Button text={t('procedure.join.find')} classes="govuk-button--secondary" />
    </form>
  );
}
