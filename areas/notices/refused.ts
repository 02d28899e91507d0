import { TorgetError } from '#platform/errors.ts';

/** Minutes cannot have been adjusted on a day that has not been. */
export function notAdjustedYet(day: string): TorgetError {
  return new TorgetError(
    'not-adjusted',
    422,
    {
      sv: 'Det är de justerade protokollen som anslås: ange en dag som har varit (KL 8 kap. 10 och 12 §§).',
      en: 'It is adjusted minutes that are announced: give a day that has been (KL 8:10 and 8:12).',
    },
    `adjusted on ${day}`,
  );
}

/** An announcement stays until the time to appeal has run out; without a last day, that is not by this announcement. */
export function staysUp(id: string, last: string | undefined): TorgetError {
  const untilFurtherNotice = {
    sv: 'Anslaget får inte tas ned. Tiden att överklaga besluten löper inte ut genom det (KL 13 kap. 5 §).',
    en: 'The notice may not be taken down. The time to appeal the decisions does not run out through it (KL 13:5).',
  };
  return new TorgetError(
    'stays-up',
    409,
    last === undefined
      ? untilFurtherNotice
      : {
          sv: `Anslaget får inte tas ned. Det ska sitta uppe till och med ${last}, och hela tiden (KL 8 kap. 12 § och 13 kap. 5 §).`,
          en: `The notice may not be taken down. It stays up through ${last}, without a gap (KL 8:12 and 13:5).`,
        },
    `announcement ${id} has not expired`,
  );
}

/** The same minutes are announced once. */
export function alreadyUp(by: string): TorgetError {
  const [sv, en] = by === '' ? ['', ''] : [` av ${by}`, ` by ${by}`];
  return new TorgetError(
    'already-announced',
    409,
    {
      sv: `Protokollet är redan anslaget${sv}: samma nämnd, rubrik och dag. Det anslås en gång (KL 8 kap. 12 §).`,
      en: `The minutes have been announced already${en}: the same board, title and day. They are announced once (KL 8:12).`,
    },
    'the same notice is there',
  );
}

/** What has come down is not announced again: new minutes are. */
export function alreadyDown(id: string): TorgetError {
  return new TorgetError(
    'already-down',
    409,
    {
      sv: 'Anslaget är redan nedtaget. Det anslås inte på nytt.',
      en: 'The notice has been taken down already. It is not announced again.',
    },
    `announcement ${id} is down`,
  );
}

/** Announced again is only what has been away. */
export function neverAway(id: string): TorgetError {
  return new TorgetError(
    'never-away',
    409,
    {
      sv: 'Anslaget har synts hela tiden. Det anslås inte på nytt (KL 13 kap. 5 §).',
      en: 'The notice has been visible all the time. It is not announced again (KL 13:5).',
    },
    `announcement ${id} has no gap`,
  );
}

/** A list without decisions is none. */
export function nothingToReport(board: string): TorgetError {
  return new TorgetError(
    'nothing-to-report',
    409,
    {
      sv: 'Alla beslut på delegation är redan anmälda (KL 6 kap. 40 §).',
      en: 'Every decision under delegation has been reported already (KL 6:40).',
    },
    `nothing to report to ${board}`,
  );
}

/** Minutes of no decisions are none. */
export function nothingToAdjust(of: string): TorgetError {
  return new TorgetError(
    'nothing-to-adjust',
    409,
    {
      sv: 'Inga beslut väntar på det protokollet: de är redan anslagna, eller fattade efter justeringen.',
      en: 'No decisions wait for those minutes: they have been announced, or were made after the adjustment.',
    },
    `nothing to adjust for ${of}`,
  );
}

/** Minutes are adjusted at the meeting or after it. */
export function adjustedBeforeMeeting(meeting: string): TorgetError {
  return new TorgetError(
    'adjusted-before-meeting',
    422,
    {
      sv: 'Protokollet kan inte ha justerats före sammanträdet.',
      en: 'The minutes cannot have been adjusted before the meeting.',
    },
    `the meeting is on ${meeting}`,
  );
}

/** What was filled in cannot be used. */
export function unfinished(what: string): TorgetError {
  return new TorgetError(
    'notice-unfinished',
    422,
    { sv: 'Fyll i alla fält.', en: 'Fill in every field.' },
    `missing: ${what}`,
  );
}
