import { Actions, Section } from '#platform/design/index.ts';
import { formatDate, type TextKey, text } from '#platform/text/index.ts';
import type { Section as Part, Request } from '#platform/web/index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { signUrl } from './page.tsx';
import { isComplete, type Round, roundsOf, signersIn, titleOf, turn } from './rounds.ts';

/** What the person has to sign, and where signatures that she waits for stand, on Mina sidor. */
export function signingSection<Subject>(options: ApplicationsOptions): Part<Subject> {
  return { place: 'mina-sidor', order: 10, load: (request) => load(request, options) };
}

async function load(request: Request, options: ApplicationsOptions) {
  const rounds = await roundsOf(request.db, request.actor, request.now);
  const items = (await Promise.all(rounds.map((round) => item(request, options, round)))).filter(
    (each) => each !== null,
  );
  if (items.length === 0) return null;
  return (
    <Section id="underskrifter" title={request.t('applications.sign.section')}>
      <Actions items={items} />
    </Section>
  );
}

async function item(request: Request, { catalogue }: ApplicationsOptions, round: Round) {
  const { t, language, actor } = request;
  const own = actor.kind === 'citizen' && actor.party === round.applicant;
  // Sent, and mine: it stands among the cases.
  if (own && round.how === 'sent') return null;
  const signers = await signersIn(request.db, round.id);
  const complete = isComplete(round, signers);
  const mine = actor.kind === 'citizen' && !complete && turn(signers).some(({ party }) => party === actor.party);
  const service = await catalogue.readable(request.db, round.version);
  const open = complete ? (own ? 'pay' : 'unpaid') : mine ? 'asked' : 'waits';
  const state = round.how ?? open;
  const key = `applications.sign.state.${state}` as TextKey;
  const about = t(key as 'applications.sign.state.asked', {
    name: signers[0]?.name ?? '',
    date: (language) => formatDate(round.expiresAt.toString(), language),
  });
  return { text: text(titleOf(round, service), language), href: signUrl(request, round.id), about };
}
