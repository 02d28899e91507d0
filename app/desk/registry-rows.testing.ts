// Registry, notice board, reports to the boards, archive, log checks, letters to post, and help to apply.
import { sql } from 'kysely';
import { lookAtBoard } from '#areas/notices/index.ts';
import { BIRGITTA, day, EVA, first, follow, HENRIK, JONAS, MARYAM, press, type Row } from './row.testing.ts';
import type { DeskScene } from './scene.testing.ts';

/** The house looks at its own board, as anybody would who asks at this origin. */
const look = ({ town }: DeskScene, origin: string) =>
  lookAtBoard(town.db, `${origin}/anslagstavla`, {
    at: town.served.house.site.now(),
    real: Temporal.Now.instant().toString(),
  });

const partyOf = ({ actor }: DeskScene['sara']) => (actor.kind === 'citizen' ? actor.party : '');

const at = (address: RegExp) => ({ leads: address });

export const registryRows: readonly Row[] = [
  {
    action: 'help somebody to apply',
    by: MARYAM,
    at: '/arbete',
    steps: [follow(/\/hjalp-att-ansoka$/)],
    shows: at(/\/hjalp-att-ansoka$/),
  },
  {
    action: 'begin to fill in for somebody',
    by: MARYAM,
    at: '/arbete/hjalp-att-ansoka',
    steps: [
      press(/\/hjalp-att-ansoka$/, {
        tjanst: 'ekonomiskt-bistand-ateransokan',
        nummer: '197812092398',
        hur: 'phone',
        legitimation: 'call-back',
      }),
    ],
    shows: at(/\/ansok\//),
  },
  {
    action: 'begin to enter an application on paper',
    by: MARYAM,
    at: '/arbete/hjalp-att-ansoka',
    steps: [
      press(/\/hjalp-att-ansoka$/, (_hands, { town }) => ({
        tjanst: 'ekonomiskt-bistand-ateransokan',
        nummer: '197812092398',
        hur: 'letter',
        legitimation: 'paper',
        inkom: 'post',
        ...day('dag', town.today()),
        skannad: new File(['%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n'], 'a.pdf', { type: 'application/pdf' }),
      })),
    ],
    shows: at(/\/ansok\//),
  },
  {
    action: 'register an application on paper',
    by: MARYAM,
    at: 'on paper',
    steps: [press(/\/granska$/, {}, 'act=send')],
    shows: at(/registrera-brev\?klart=/),
  },
  {
    action: 'go to register a letter',
    by: EVA,
    at: '/arbete',
    steps: [follow(/\/registrera-brev$/)],
    shows: at(/\/registrera-brev$/),
  },
  {
    action: 'begin to register a letter from nobody known',
    by: EVA,
    at: '/arbete/registrera-brev',
    steps: [
      press(/\/registrera-brev$/, (_hands, { town }) => ({
        tjanst: 'skrivelse',
        avsandare: 'other',
        inkom: 'post',
        ...day('dag', town.today()),
        skannad: new File(['%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n'], 'a.pdf', { type: 'application/pdf' }),
      })),
    ],
    shows: at(/\/ansok\//),
  },
  {
    action: 'read the letter to who is helped before it is sent',
    by: MARYAM,
    at: 'helped',
    steps: [press(/\/granska$/, { bekraftat: 'screen' }, 'act=look')],
    shows: /id="brevet"/,
  },
  {
    action: 'send for who is helped',
    by: MARYAM,
    at: 'helped',
    steps: [press(/\/granska$/, { bekraftat: 'screen' }, 'act=send')],
    shows: at(/hjalp-att-ansoka|\/kvitto\//),
  },
  {
    action: 'see who asks for documents',
    by: EVA,
    at: '/arbete',
    steps: [follow(/\/utlamnande$/)],
    shows: at(/\/utlamnande$/),
  },
  { action: 'see the notice board', by: EVA, at: '/arbete', steps: [follow(/\/anslag$/)], shows: at(/\/anslag$/) },
  {
    action: 'announce minutes',
    by: EVA,
    at: '/arbete/anslag',
    steps: [
      press(/\/anslag$/, (_, { town }) => ({
        title: 'Sammanträde, §§ 1–9',
        adjusted: town.today().toString(),
        kept: 'Torggatan 2',
      })),
    ],
    shows: /Sammanträde, §§ 1–9/,
  },
  {
    action: 'see a notice',
    by: EVA,
    at: '/arbete/anslag',
    steps: [follow(/\/anslag\/[^/]+$/)],
    shows: at(/\/anslag\/[^/]+$/),
  },
  {
    action: 'announce again what was away',
    by: EVA,
    at: '/arbete/anslag',
    given: (scene) => look(scene, 'http://127.0.0.1:1'),
    steps: [follow(/\/anslag\/[^/]+$/), press(/\/anslag\/[^/]+$/, {}, 'how=again')],
    shows: at(/\/anslag\/[^/]+$/),
  },
  {
    action: 'take down what has been up its time',
    by: EVA,
    at: '/arbete/anslag',
    given: async (scene) => {
      await scene.town.move('P40D');
      await look(scene, scene.sara.origin);
    },
    steps: [follow(/\/anslag\/[^/]+$/), press(/\/anslag\/[^/]+$/, {}, 'how=down')],
    shows: at(/\/anslag\/[^/]+$/),
  },
  {
    action: 'see the lists to the boards',
    by: EVA,
    at: '/arbete/anslag',
    steps: [follow(/\/delegationsbeslut$/)],
    shows: at(/\/delegationsbeslut$/),
  },
  {
    action: 'make a list of decisions for a meeting',
    by: EVA,
    at: '/arbete/delegationsbeslut',
    steps: [
      press(/\/delegationsbeslut$/, (_, { town }) => ({
        board: 'socialnamnden',
        meeting: town.today().add({ days: 9 }).toString(),
      })),
    ],
    shows: at(/\/delegationsbeslut\/[^/]+$/),
  },
  {
    action: 'see a list of decisions',
    by: EVA,
    at: '/arbete/delegationsbeslut',
    steps: [follow(/\/delegationsbeslut\/[^/]+$/)],
    shows: at(/\/delegationsbeslut\/[^/]+$/),
  },
  {
    action: 'see where extracts are made for others',
    by: EVA,
    at: '/arbete',
    steps: [follow(/\/registerutdrag$/)],
    shows: at(/\/registerutdrag$/),
  },
  {
    action: 'make a register extract for somebody else, and fetch it',
    by: EVA,
    at: '/arbete/registerutdrag',
    steps: [
      press(/\/registerutdrag$/, {
        nummer: '197812092398',
        andamal: 'Begäran i brev.',
        vem: 'self',
        legitimation: 'registered-address',
      }),
      follow(/registerutdrag\.zip$/),
    ],
    shows: at(/registerutdrag\.zip$/),
  },
  {
    action: 'see the log checks',
    by: BIRGITTA,
    at: '/arbete',
    steps: [follow(/\/loggkontroll$/)],
    shows: at(/\/loggkontroll$/),
  },
  {
    action: 'open a log check',
    by: BIRGITTA,
    at: '/arbete/loggkontroll',
    steps: [follow(/\/loggkontroll\/[^/]+$/)],
    shows: at(/\/loggkontroll\/[^/]+$/),
  },
  {
    action: 'save what has been judged of a log check',
    by: BIRGITTA,
    at: '/arbete/loggkontroll',
    steps: [follow(/\/loggkontroll\/[^/]+$/), press(/\/loggkontroll\/[^/]+$/, {}, 'how=save')],
    shows: at(/\/loggkontroll\/[^/]+$/),
  },
  {
    action: 'sign a log check',
    by: BIRGITTA,
    at: '/arbete/loggkontroll',
    steps: [
      follow(/\/loggkontroll\/[^/]+$/),
      press(
        /\/loggkontroll\/[^/]+$/,
        (hands) =>
          Object.fromEntries(
            [...hands.text.matchAll(/name="(v-[0-9a-f-]{36})"[^>]* value="([^"]+)"/g)]
              .map(([, name = '', value = '']) => [name, value] as const)
              .reverse(),
          ),
        'how=sign',
      ),
    ],
    shows: at(/\/loggkontroll\/[^/]+$/),
  },
  { action: 'print a letter', by: JONAS, at: '/arbete/utskrift', steps: [follow(/\/brev\.pdf/)], shows: /^%PDF/ },
  {
    action: 'say that a letter is posted',
    by: JONAS,
    at: '/arbete/utskrift',
    steps: [press(/\/utskrift$/)],
    shows: at(/\/utskrift$/),
  },
  { action: 'see what may be destroyed', by: EVA, at: '/arbete', steps: [follow(/\/arkiv$/)], shows: at(/\/arkiv$/) },
  {
    action: 'propose to destroy',
    by: EVA,
    at: '/arbete/arkiv',
    given: ({ town }) => town.move('P7Y'),
    steps: [press(/\/arkiv$/, (hands) => ({ arende: first(hands, 'arende') }))],
    shows: at(/\/gallring\//),
  },
  {
    action: 'see a proposal',
    by: HENRIK,
    at: '/arbete/arkiv',
    steps: [follow(/\/gallring\//)],
    shows: at(/\/gallring\//),
  },
  {
    action: 'take a proposal back',
    by: EVA,
    at: '/arbete/arkiv',
    steps: [follow(/\/gallring\//), press(/\/gallring\//, {}, 'how=withdraw')],
    shows: at(/\/gallring\//),
  },
  {
    action: 'propose it anew',
    by: EVA,
    at: '/arbete/arkiv',
    steps: [press(/\/arkiv$/, (hands) => ({ arende: first(hands, 'arende') }))],
    shows: at(/\/gallring\//),
  },
  {
    action: 'approve a proposal to destroy',
    by: HENRIK,
    at: '/arbete/arkiv',
    steps: [follow(/\/gallring\//), press(/\/gallring\//, {}, 'how=approve')],
    shows: /Gallringsbevis/,
  },
  {
    action: 'hand over a case that is kept, and fetch its package',
    by: EVA,
    at: '/arbete/arkiv?vy=bevara',
    given: async ({ town, sara }) => {
      // Who is born on the fifteenth is kept for research (SoL 16 kap. 4 §).
      await sql`update identity.party set birth_date = '1978-12-15' where id = ${partyOf(sara)}`.execute(town.db);
      await sql`insert into cases.closure (case_id, at) select c.id, ${town.served.house.site.now()}::timestamptz
        from cases.case c join cases.party_role r on r.case_id = c.id
        where r.party_id = ${partyOf(sara)} on conflict do nothing`.execute(town.db);
    },
    steps: [press(/\/overlamning$/), follow(/\/paket\.zip$/)],
    shows: at(/\/paket\.zip$/),
  },
];
