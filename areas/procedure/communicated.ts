import { legalSteps } from '#areas/cases/index.ts';
import type { PostedLetter } from '#areas/inbox/index.ts';
import { answerBy, answerDays } from '#platform/calendar/index.ts';
import type { Choice } from './acts/act.ts';
import { dateOf, dayOf, type Situation, toldParties } from './situation.ts';

/** The exceptions of FL 25 §, by code. */
const FL_25 = legalSteps.get('fl-25')?.exceptions ?? [];

/** It has been done, or an exception says why not. */
export const UNHEARD: readonly Choice[] = [
  { value: 'ingen', text: 'procedure.board.heard' },
  ...FL_25.map(({ code }) => ({ value: code, text: `procedure.board.${code}` as Choice['text'] })),
];

/**
 * FL 25 §: whether each party has been written to about what the decision may build on, and has answered the last such
 * letter or had its time. It is the letter that counts, sent by an act or by a step of the service's process: that an
 * officer has considered the question tells nobody anything. Before a decision is changed it is what has been sent since
 * (an RFC 3339 instant) that counts.
 */
export function communicated(s: Situation, since?: string): boolean {
  const told = toldParties(s);
  const sent = s.sent.flatMap((letter) => communicationOf(s, letter) ?? []);
  return (
    told.length > 0 &&
    told.every(({ party }) => {
      const last = sent.findLast((one) => one.party === party);
      return last !== undefined && isAfter(last.sentAt, since) && (last.answered || isOver(s, last.until));
    })
  );
}

/** A communication that one party was sent, until when it may be answered, and whether the party has. */
interface Communication {
  readonly party: string | null;
  readonly sentAt: string;
  /** Undefined where no day was set: then nothing but an answer ends the wait. */
  readonly until: Temporal.PlainDate | undefined;
  readonly answered: boolean;
}

function communicationOf(s: Situation, letter: PostedLetter): Communication | undefined {
  const { party, sentAt } = letter;
  const act = s.acts.find(({ data }) => Array.isArray(data['letters']) && data['letters'].includes(letter.id));
  const speak = voicesOf(s, party);
  if (act !== undefined) {
    const answered = s.acts.some(({ about, forParty }) => about === act.id && speak(forParty));
    return act.act === 'communicate' ? { party, sentAt, until: dateOf(act, 'senast'), answered } : undefined;
  }
  const step = stepThatSends(s, letter.template);
  if (step === undefined) return undefined;
  const days = answerDays(step.headers['answer-within'] ?? '');
  const asks = step.outgoing.map(({ to }) => to);
  return {
    party,
    sentAt,
    until: days === undefined ? undefined : answerBy(dayOf({ at: sentAt }), days),
    answered: s.file.done.some(
      ({ element, how, byParty, at }) =>
        how === 'completed' && speak(byParty) && asks.includes(element) && isAfter(at, sentAt),
    ),
  };
}

/** Who answers for a party: herself, and where she is the only one also an agent (FL 14 §). Of several nobody knows whose it is. */
export function voicesOf(s: Situation, party: string | null): (who: string | null) => boolean {
  const alone = toldParties(s).length === 1;
  const agents = s.view.parties.flatMap((one) => (alone && one.role === 'agent' ? [String(one.party)] : []));
  return (who) => who !== null && (who === party || agents.includes(who));
}

/** The step of the service's process that sends this letter as the communication: its model marks it as that. */
function stepThatSends({ service }: Situation, template: string) {
  return [...service.processes.values()]
    .flatMap(({ nodes }) => [...nodes.values()])
    .find(({ properties, headers }) => properties['legal-step'] === 'fl-25' && headers['letter'] === template);
}

const isOver = ({ today }: Situation, until: Temporal.PlainDate | undefined): boolean =>
  until !== undefined && Temporal.PlainDate.compare(today, until) > 0;

const isAfter = (at: string, since: string | undefined): boolean =>
  since === undefined || Temporal.Instant.compare(Temporal.Instant.from(at), Temporal.Instant.from(since)) > 0;
