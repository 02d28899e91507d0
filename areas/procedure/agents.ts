import type { CaseFile } from '#areas/cases/index.ts';

/** Where it is kept. */
interface Kept {
  readonly file: Pick<CaseFile, 'agents'>;
}

/** Whom somebody spoke for at an instant (RFC 3339), by what is kept (FL 14 §): nobody, for whom nothing is. */
export function spokenFor({ file }: Kept, agent: string | null, at: string): readonly string[] {
  const instant = Temporal.Instant.from(at);
  const holds = (since: string, until: string | null) =>
    Temporal.Instant.compare(Temporal.Instant.from(since), instant) <= 0 &&
    (until === null || Temporal.Instant.compare(instant, Temporal.Instant.from(until)) < 0);
  return file.agents.flatMap((one) => (one.agent === agent && holds(one.since, one.until) ? [one.party] : []));
}

/** Who speaks for a party now. */
export const agentsFor = ({ file }: Kept, party: string | null): readonly string[] =>
  file.agents.flatMap((one) => (one.party === party && one.until === null ? [one.agent] : []));

/** Whether it is kept whom somebody speaks for now. */
export const isKept = ({ file }: Kept, agent: string): boolean =>
  file.agents.some((one) => one.agent === agent && one.until === null);
