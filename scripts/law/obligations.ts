/** The areas whose obligations the case file answers for; others are tested where they are built. */
export type LawArea = 'applications' | 'cases' | 'registry' | 'archive' | 'access-log';

/**
 * One row of the table obligation → feature → test. Its number is that of the table; a row that asks for several things
 * has a letter for each, so that no half of a row stands behind the test of the other half.
 */
export interface Obligation {
  readonly row: number;
  readonly area: LawArea;
  readonly obligation: string;
  /** What must be shown, by letter. A test shows it by its title: `law 12b: …`. */
  readonly demands: { readonly [letter: string]: string };
}

function of(row: number, area: LawArea, obligation: string, ...demands: readonly string[]): Obligation {
  const letters = demands.map((demand, index) => [String.fromCharCode(97 + index), demand] as const);
  return { row, area, obligation, demands: Object.fromEntries(letters) };
}

export const OBLIGATIONS: readonly Obligation[] = [
  of(
    1,
    'cases',
    'FL 2 §, KL 13: the regime follows the ground',
    'each step of each service is asked for or left out as its regime says',
    'a service without a regime is not published',
  ),
  of(
    2,
    'cases',
    'FL 10 §: insight',
    'a party’s file is the officer’s minus what OSL 10:3 withholds, for any file',
    'where FL 2 § switches it off a party sees its own, what went to it and the decisions; the rest is tested first',
  ),
  of(3, 'cases', 'FL 11 §: delay', 'when the clock has run a task tells', 'the letter says why, and none goes without'),
  of(
    4,
    'cases',
    'FL 12 §: request after six months',
    'the days of the six months and the four weeks',
    'a second request is refused and told why',
    'a rejection says how to appeal',
    'a request stands in the unit’s list with its last day until it is answered or the case decided',
  ),
  of(
    5,
    'cases',
    'FL 16–18 §§: conflict of interest',
    'an officer near a party can neither open nor decide',
    'what is done about a conflict is logged',
  ),
  of(
    6,
    'applications',
    'FL 20 §: completion',
    'the letter says what happens otherwise',
    'nothing is dismissed before the date',
    'the day after the last day the unit has something to do, until the answer comes or the case goes on',
  ),
  of(7, 'applications', 'FL 22 §: arrival', 'the days of arrival, by every way in'),
  of(
    8,
    'cases',
    'FL 25 §: communication',
    'no path of a model leads to an adverse decision without it or an exception',
    'the day after the last day the unit has something to do while any party has not answered',
  ),
  of(9, 'cases', 'FL 27 §: notes', 'no note without author and time', 'a change is a new version'),
  of(
    10,
    'cases',
    'FL 28 §, KL 6:37–38: automation',
    'what the law keeps for people cannot be published as automated',
    'the record names function, version and delegation',
  ),
  of(
    11,
    'cases',
    'FL 31–32 §§: decision and reasons',
    'each rule that hit names its provision and its facts',
    'another rule gives another text',
    'the five parts of a decision are there, and reasons without provisions or facts are refused',
    'what is not tried, or has fallen, is ended by a decision with its reasons under every regime, and nothing waits after it',
  ),
  of(
    12,
    'cases',
    'FL 33, 44, 45 §§: notice and appeal',
    'letters say how to appeal, in Swedish and English',
    'the last day to appeal',
    'a late appeal is not dismissed when the notice was wrong or the court had it in time',
    'who speaks for a party (FL 14 §) is told and sees what the party does, and the time to appeal is the party’s',
  ),
  of(
    13,
    'cases',
    'FL 36–39 §§: change',
    'a favourable decision is not made worse outside 37 § st. 2',
    'what is decided is not decided once more: who comes second is told what stands and how it may be changed',
  ),
  of(
    14,
    'cases',
    'FL 46 §: hand-over',
    'the bundle holds every document and an index',
    'its hashes are checked',
    'an appeal stands in the unit’s list, also of a closed case, until it is dismissed or handed over',
    'what is sent with an appeal is registered in the same step and handed over with it',
    'an appeal that is withdrawn is not waited for and may be made anew in time; one that is handed over is withdrawn there',
  ),
  of(
    15,
    'registry',
    'KL 8:9–12, 13:5: notice board',
    'adjusted minutes are announced by the second day after',
    'a gap stops the time from running out',
    'a certificate tells how long it was up',
  ),
  of(
    16,
    'registry',
    'KL 6:40, 7:8: delegation',
    'the list for a meeting is complete',
    'decisions that are not reported are minuted and posted',
  ),
  of(
    17,
    'registry',
    'TF 2:15–18, OSL 6:3: request for a document',
    'it works without sign-in and asks neither who nor why',
    'what is masked is gone from the copy',
    'the hours to the answer are measured',
    'a refusal goes in two steps, and then to kammarrätten',
  ),
  of(
    18,
    'registry',
    'TF 2:6–7: compilations',
    'one without personal data is made by filter',
    'one with personal data is refused with the reason',
  ),
  of(
    19,
    'registry',
    'OSL 5:1–2: registry',
    'every document in and out has an entry',
    'a withheld entry shows date and number only',
  ),
  of(20, 'registry', 'OSL: secrecy marks', 'no mark without a provision', 'no page or API gives a marked field away'),
  of(
    21,
    'archive',
    'Arkivlagen, FGS 2.0: packages and destruction',
    'own packages are valid',
    'each requirement is judged as published, on packages that break it alone',
    'a package reads back as it was',
    'destruction takes two people',
  ),
  of(22, 'access-log', 'GDPR 15: extract', 'everything about the person in every area, and nothing about others'),
  of(
    23,
    'cases',
    'GDPR 22: automated decisions',
    'the letter says that it was automated, by what and on whose behalf',
    'its link opens a task for an officer',
  ),
  of(
    27,
    'access-log',
    'PDL 4:3, 2001:454 10 §: looks',
    'one entry for each look, in the same transaction',
    'it is seen within a second',
    'recurring checks give a report',
  ),
  of(
    29,
    'applications',
    'DOS-lagen: accessibility',
    'no page has a serious fault',
    'the statement has the date of the last test run',
    'faults can be reported, and exempted content asked for',
  ),
  of(
    30,
    'applications',
    'Lag (2009:724) 8 §: minority languages',
    'who asks in the area gets a translated decision',
    'languages of pages are data',
  ),
  of(
    36,
    'cases',
    'Mina meddelanden',
    'who cannot be reached gets it on paper',
    'who has opted out does',
    'a receipt is kept',
    'the served day feeds the clock',
  ),
  of(45, 'applications', 'No outside dependence', 'the whole product runs with nothing let out'),
  of(46, 'applications', 'Säkerhetsskydd: intake', 'a marked document is refused and not kept'),
  of(
    49,
    'cases',
    'SoL 14:10–12, 35:5: social regime',
    'letters and gates of the social regime',
    'forbidden ways of service are refused',
    'decisions apply at once',
  ),
  of(
    50,
    'registry',
    'OSL 4:2–3: description and look-ups',
    'the description lists every integration',
    'each look-up is a readable document',
  ),
  of(
    51,
    'cases',
    'Skollagen 10:32, 28:5, 28:18: regime by ground',
    'first paragraph: the court, and automation allowed',
    'second paragraph: KL 13, and automation refused',
  ),
  of(
    52,
    'cases',
    'PBL 9:99–100, 12:8 a, 13:16: building',
    'the clocks and the fee',
    'the letter on arrival names time, reduction and appeal',
  ),
  of(
    53,
    'applications',
    'FB 6:13: two guardians',
    'with one confirmation the case waits',
    'that the other is prevented is an officer’s act with a reason',
    'a protected address does not reach the other',
  ),
  of(
    54,
    'cases',
    'SoL 12 kap., riksnorm: assistance',
    'the published figures',
    'the month applied for decides the year',
    'a child in the household calls for the child’s best',
  ),
  of(
    55,
    'cases',
    'SoL 20:1–3, 34:1: children and non-execution',
    'fourteen days and four months',
    'three months and then each quarter',
  ),
  of(
    56,
    'archive',
    'SoL 16: weeding of social files',
    'five years after the last entry',
    'the selection for research stays',
    'what is never weeded stays',
    'until the child is thirty',
    'while another file of the same person is kept',
  ),
];
