import type { CaseSubject } from '#areas/cases/index.ts';
import { appealLastDay } from '#platform/calendar/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { appealGround, served } from '../appealable.ts';
import { replacedByCourt } from '../court.ts';
import { partyOf, type Situation, settled, toldParties } from '../situation.ts';
import { appealsIn, becameOf } from '../withdrawn-appeal.ts';
import { situationSeen } from './seen.ts';

/**
 * FL 44 §: under the outcome, until when a party can appeal, or how it gets to know that. The day is known when the party has
 * confirmed the decision or staff have recorded that it was served. Who has appealed reads what became of that instead.
 */
export async function untilAppeal(request: Request, subject: CaseSubject | null) {
  const { actor, t } = request;
  if (subject?.service === undefined || actor.kind !== 'citizen') return null;
  const { view, service } = subject;
  const s = await situationSeen(request, { view, service });
  const decision = settled(s);
  const party = partyOf(actor);
  if (decision === undefined || party === undefined || !s.told.includes(decision.id)) return null;
  if (replacedByCourt(s) !== undefined) return null;
  if (appealGround(s)?.regime !== 'forvaltningsbesvar' || hasAppealed(s, decision.id, party)) return null;
  const own = toldParties(s).some((one) => one.party === party);
  if (!own && !view.parties.some((one) => one.party === party && one.role === 'agent')) return null;
  const got = own ? served(s, { id: decision.id, letters: [] }, party) : null;
  if (got === null) return <p class="govuk-body">{t(own ? 'inbox.appeal-open' : 'inbox.appeal-agent')}</p>;
  const last = appealLastDay(got);
  const over = Temporal.PlainDate.compare(s.today, last) > 0;
  return (
    <p class="govuk-body">
      {t(over ? 'inbox.appeal-over' : 'inbox.appeal-until', {
        date: (language) => formatDate(last.toString(), language, { weekday: true }),
      })}
    </p>
  );
}

/** What was appealed and taken back can be appealed anew, while there is time. */
const hasAppealed = (s: Situation, decision: string, party: string): boolean =>
  appealsIn(s).some(
    (appeal) =>
      appeal.data['decision'] === decision && appeal.forParty === party && becameOf(s, appeal).withdrawn === undefined,
  );
