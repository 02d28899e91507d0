// The case page and what stands on it: tasks, notes, comments, relations, parties, fields, marks, documents.
import { day, EVA, first, follow, JONAS, MARYAM, press, type Row } from './row.testing.ts';

const ANNA = '199002172386';
const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n';
const file = (name: string) => new File([PDF], name, { type: 'application/pdf' });

export const caseRows: readonly Row[] = [
  {
    action: 'take a task',
    by: MARYAM,
    at: 'open',
    steps: [press(/\/uppgifter\/[^/]+\/ta$/)],
    shows: /Lämna tillbaka/,
  },
  {
    action: 'give a task back',
    by: MARYAM,
    at: 'open',
    steps: [press(/\/uppgifter\/[^/]+\/ta$/)],
    shows: /Ta uppgiften|Ta den/,
  },
  {
    action: 'read the decision rule by rule',
    by: MARYAM,
    at: 'open',
    steps: [follow(/\/regler\//)],
    shows: { leads: /\/regler\// },
  },
  {
    action: 'read a document',
    by: MARYAM,
    at: 'open',
    steps: [follow(/\/handlingar\/[0-9a-f-]{36}$/)],
    shows: { leads: /\/handlingar\// },
  },
  { action: 'read a letter', by: MARYAM, at: 'ordered', steps: [follow(/\/brev\//)], shows: { leads: /\/brev\// } },
  {
    action: 'write a note',
    by: MARYAM,
    at: 'open',
    steps: [press(/\/anteckningar$/, { note: 'Ringde om hyran.' })],
    shows: /Ringde om hyran\./,
  },
  {
    action: 'write a new version of a note',
    by: MARYAM,
    at: 'open',
    steps: [press(/\/anteckningar$/, { note: 'Ringde om bilen.' }, 'replaces')],
    shows: /Ringde om bilen\./,
  },
  {
    action: 'comment to colleagues',
    by: MARYAM,
    at: 'open',
    steps: [press(/\/kommentarer$/, { kommentar: 'Ska vi ringa?' })],
    shows: /Ska vi ringa\?/,
  },
  {
    action: 'make a comment a note of the file',
    by: MARYAM,
    at: 'open',
    steps: [press(/\/kommentarer$/, {}, 'anteckna')],
    shows: /id="anteckningar".*Ska vi ringa\?/s,
  },
  {
    action: 'write another comment',
    by: MARYAM,
    at: 'open',
    steps: [press(/\/kommentarer$/, { kommentar: 'Nej, skriv.' })],
    shows: /Nej, skriv\./,
  },
  {
    action: 'take a comment of one’s own away',
    by: MARYAM,
    at: 'open',
    steps: [press(/\/kommentarer$/, {}, 'bort')],
    shows: /id="kommentarer"/,
  },
  {
    action: 'relate the case to another',
    by: MARYAM,
    at: 'open',
    steps: [press(/\/hor-ihop$/, { nummer: 'SN 2026-000002' })],
    shows: /name="koppling"/,
  },
  {
    action: 'end a relation to another case',
    by: MARYAM,
    at: 'open',
    steps: [press(/\/hor-ihop$/, {}, 'koppling')],
    shows: /id="hor-ihop"/,
  },
  {
    action: 'add a party',
    by: MARYAM,
    at: 'open',
    steps: [
      press(/\/lagg-till-part$/, { nummer: ANNA }),
      press(/\/lagg-till-part$/, { roll: 'affected', skal: 'Äger Varvet 1:4 intill.' }),
    ],
    shows: /Berörd[\s\S]{0,200}Anna Berg/,
  },
  {
    action: 'end the role of a party',
    by: MARYAM,
    at: 'open',
    steps: [
      follow(/\/avsluta-part$/),
      press(/\/avsluta-part$/, (hands) => ({ part: first(hands, 'part'), skal: 'Sålde fastigheten.' })),
    ],
    shows: /Tidigare part/,
  },
  {
    action: 'let the clock of the promise stand still',
    by: MARYAM,
    at: 'open',
    steps: [
      follow(/\/lat-tiden-sta-still$/),
      press(/\/lat-tiden-sta-still$/, (_, { town }) => ({
        orsak: 'opinion',
        ...day('senast', town.today().add({ days: 9 })),
      })),
    ],
    shows: /\/lat-tiden-ga"/,
  },
  {
    action: 'let the clock go again',
    by: MARYAM,
    at: 'open',
    steps: [follow(/\/lat-tiden-ga$/), press(/\/lat-tiden-ga$/)],
    shows: /\/lat-tiden-sta-still"/,
  },
  {
    action: 'change a staff field',
    by: MARYAM,
    at: 'open',
    steps: [follow(/\/falt$/), press(/\/falt$/, { barnen: 'Går i skolan.' })],
    shows: /Går i skolan\./,
  },
  {
    action: 'mark the case or a document as secret',
    by: MARYAM,
    at: 'open',
    steps: [press(/\/sekretess$/, { basis: 'OSL (2009:400) 26 kap. 1 §' })],
    shows: /id="sekretess".*OSL \(2009:400\) 26 kap\. 1 §/s,
  },
  {
    action: 'add a document',
    by: MARYAM,
    at: 'open',
    steps: [
      follow(/\/lagg-till-handling$/),
      press(/\/lagg-till-handling$/, {
        slag: 'investigation',
        riktning: 'internal',
        titel: 'Utredning om bilen',
        fil: file('utredning.pdf'),
      }),
    ],
    shows: /Utredning om bilen/,
  },
  {
    action: 'add a new version of a document',
    by: MARYAM,
    at: 'open',
    steps: [
      follow(/\/lagg-till-handling$/),
      press(/\/lagg-till-handling$/, (hands) => ({
        slag: 'investigation',
        riktning: 'internal',
        titel: 'Utredning om bilen, ny',
        fil: file('ny.pdf'),
        ersatter: /<option value="([0-9a-f-]{36})"/.exec(hands.text)?.[1] ?? first(hands, 'ersatter'),
      })),
    ],
    shows: /Utredning om bilen, ny/,
  },
  {
    action: 'make a copy without what is secret',
    by: EVA,
    at: 'asked for',
    steps: [
      follow(/\/maskera$/),
      press(/\/maskera$/, { words: 'nyfiken@exempel.invalid', basis: 'OSL (2009:400) 21 kap. 1 §' }),
    ],
    shows: { leads: /\/handlingar\// },
  },
  {
    action: 'write to a party',
    by: MARYAM,
    at: 'open',
    steps: [follow(/\/skriv-till-part$/), press(/\/skriv-till-part$/, { amne: 'Din hyra', ord: 'Har hyran ändrats?' })],
    shows: /Din hyra/,
  },
  {
    action: 'read a letter before it is sent',
    by: MARYAM,
    at: 'open',
    steps: [
      follow(/\/skriv-till-part$/),
      press(/\/skriv-till-part$/, { amne: 'Din bil', ord: 'När köptes bilen?' }, 'granska'),
    ],
    shows: /id="brevet"/,
  },
  {
    action: 'read as its PDF the letter that is shown',
    by: MARYAM,
    at: 'open',
    stands: [
      follow(/\/skriv-till-part$/),
      press(/\/skriv-till-part$/, { amne: 'Din bil', ord: 'När köptes bilen?' }, 'granska'),
    ],
    steps: [press(/\/skriv-till-part$/, {}, 'granska=pdf')],
    shows: /^%PDF/,
  },
  {
    action: 'do a task: propose',
    by: JONAS,
    at: 'open',
    steps: [
      follow(/\/uppgifter\/[^/]+$/),
      press(/\/uppgifter\/[^/]+$/, { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs.' }),
    ],
    shows: { leads: /\/arenden\/[^/]+$/ },
  },
  {
    action: 'read the letters of a decision before it is made',
    by: MARYAM,
    at: 'open',
    steps: [follow(/\/uppgifter\/[^/]+$/), press(/\/uppgifter\/[^/]+$/, { beslutar: 'yes' }, 'granska')],
    shows: /id="brevet"/,
  },
  {
    action: 'read as its PDF the letter of a decision that is shown',
    by: MARYAM,
    at: 'open',
    stands: [follow(/\/uppgifter\/[^/]+$/), press(/\/uppgifter\/[^/]+$/, { beslutar: 'yes' }, 'granska')],
    steps: [press(/\/uppgifter\/[^/]+$/, {}, 'granska=pdf')],
    shows: /^%PDF/,
  },
  {
    action: 'do a task: decide',
    by: MARYAM,
    at: 'open',
    steps: [follow(/\/uppgifter\/[^/]+$/), press(/\/uppgifter\/[^/]+$/, { beslutar: 'yes' })],
    shows: /id="beslut"/,
  },
];
