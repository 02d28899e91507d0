import {
  Button,
  CaseHead,
  Clock,
  Cols,
  DeskPage,
  DeskSection,
  DeskTable,
  DeskTitle,
  Diagram,
  Dl,
  Filter,
  FilterInput,
  FilterSelect,
  Kpis,
  Line,
  Missing,
  Next,
  RuleTable,
  Said,
  Scroll,
  Spark,
  Split,
  Steps,
  TimeLine,
  Views,
  WorkList,
} from '../index.ts';
import { galleryPage } from './frame.ts';
import { picture } from './picture.ts';

const user = { name: 'Maryam Haddad', about: 'försörjningsstöd' };

/** The work list, as in design/screens/desk-worklist.html. */
export function workList() {
  const row = { href: '#1', service: 'Ekonomiskt bistånd', received: '1 nov' };
  return galleryPage('arbetslista', {
    frame: 'desk',
    title: 'Arbetslista',
    navigation: 'list',
    user,
    example: { clock: '2026-11-04', exposed: true },
    body: (
      <DeskPage>
        <DeskTitle title="Arbetslista">Onsdag 4 november 2026. 14 att göra, 1 över tiden, 3 i dag.</DeskTitle>
        <Views
          label="Sparade vyer"
          items={[
            { text: 'Mina', href: '#v1', count: 14, current: true },
            { text: 'Nära frist', href: '#v3', count: 4, urgent: true },
            { text: 'Hela enheten', href: '#v6', count: 212 },
          ]}
        />
        <Filter
          action="#filter"
          button="Filtrera"
          more={
            <a class="govuk-link d-filter__more" href="#spara">
              Spara som egen vy
            </a>
          }
        >
          <FilterSelect
            id="f1"
            name="tjanst"
            label="Tjänst"
            value=""
            options={[{ value: '', text: 'Alla tjänster' }]}
          />
          <FilterInput id="f4" name="q" label="Person eller ärende" />
        </Filter>
        <WorkList
          caption="Mina ärenden, sorterade efter frist"
          groups={[
            {
              title: 'Över tiden',
              rows: [
                {
                  ...row,
                  due: 'tis 3 nov, 1 dag över',
                  late: true,
                  who: 'Omar Daher',
                  todo: 'Besluta: inget svar på frågan',
                  proposal: '4 870 kr',
                  number: 'SN 2026-001161',
                },
              ],
            },
            {
              title: 'Senare',
              rows: [
                {
                  ...row,
                  due: 'fre 6 nov',
                  cursor: true,
                  who: 'Leyla Nyström',
                  todo: 'Fråga: sjukpenning 1 140 kr. Bedöm: glasögon',
                  proposal: '5 456 kr',
                  number: 'SN 2026-001184',
                },
                {
                  ...row,
                  due: 'mån 9 nov',
                  who: 'Amira Saleh',
                  todo: 'Väntar på kontoutdrag till 6 nov',
                  number: 'SN 2026-001201',
                },
              ],
            },
          ]}
        />
        <Kpis
          items={[
            {
              name: 'Kostnad per ärende',
              figure: '164',
              unit: 'kr',
              about: '67 kr lägre än i fjol',
              spark: { values: [231, 210, 190, 164], label: 'Från 231 till 164 kronor' },
            },
          ]}
        />
      </DeskPage>
    ),
  });
}

/** The case page, as in design/screens/desk-case.html, with the picture of its process. */
export function deskCase() {
  return galleryPage('arende', {
    frame: 'desk',
    title: 'Leyla Nyström, SN 2026-001184',
    navigation: 'list',
    user,
    csrf: 'token',
    body: (
      <>
        <CaseHead
          title="Leyla Nyström"
          about="Ekonomiskt bistånd, november · SN 2026-001184"
          label="Ärendet i korthet"
          facts={[
            {
              term: 'Frist',
              value: (
                <Clock days={5} gone={3}>
                  fre 6 nov, 2 dagar kvar
                </Clock>
              ),
            },
            { term: 'Läge', value: 'Utreds' },
          ]}
        >
          <Button href="#k" classes="govuk-button--secondary" text="Föregående" />
          <Button href="#j" classes="govuk-button--secondary" text="Nästa" />
        </CaseHead>
        <DeskPage>
          <Cols label="Nästa steg och fakta" side={<Side />}>
            <DeskSection id="s-proc" title="Var ärendet står" place="process" hidden>
              <Line
                across
                steps={[
                  { state: 'done', name: 'Kom in', when: '1 nov 19.42' },
                  { state: 'done', name: 'Beräknat', when: '1 nov 19.42' },
                  { state: 'now', name: 'Bedömning', when: 'hos dig sedan 4 nov' },
                  { state: 'todo', name: 'Kommuni\u00adcering', when: 'FL 25 §' },
                  { state: 'todo', name: 'Beslut', when: 'senast 6 nov' },
                ]}
              />
            </DeskSection>
            <DeskSection id="s-rules" title="Vad reglerna säger" note="Version 14 · 7 av 21 regler slog till">
              <RuleTable
                rows={[
                  {
                    kind: 'hit',
                    rule: '2 Bor i Ekhamn',
                    outcome: 'Prövas här',
                    facts: (
                      <>
                        folkbokförd <b>Ekhamn</b>
                      </>
                    ),
                    law: 'SoL 12:1',
                  },
                  {
                    kind: 'ask',
                    rule: '15 Annat behov',
                    outcome: 'Du bedömer',
                    facts: (
                      <>
                        glasögon <b>3 200 kr</b>
                      </>
                    ),
                    law: 'SoL 12:1',
                  },
                ]}
              />
            </DeskSection>
            <DeskSection id="s-calc" title="Beräkning, november 2026" note="Riksnorm 2026 · kronor">
              <Scroll label="Beräkning">
                <DeskTable
                  computation
                  columns={[
                    { text: 'Post' },
                    { text: 'Oktober', numeric: true, wide: true },
                    { text: 'Förslag', numeric: true },
                    { text: 'Beslut', numeric: true },
                  ]}
                  rows={[
                    { cells: ['Riksnorm, vuxen', '3 940', '3 940', '3 940'] },
                    { cells: ['Behov', '13 121', '13 145', '13 145'], kind: 'sum' },
                    {
                      cells: [
                        <label for="glas">Glasögon</label>,
                        '–',
                        'du bedömer',
                        <input class="d-edit" id="glas" name="glas" type="text" inputmode="decimal" value="1 800" />,
                      ],
                      kind: 'ask',
                    },
                    { cells: ['Att betala ut', '5 484', '', '7 256'], kind: 'total' },
                  ]}
                />
              </Scroll>
            </DeskSection>
            <DeskSection id="s-pic" title="Processen">
              <Diagram id="p" drawing={picture} caption="Tjocka linjer är vägen som ärendet har gått." />
            </DeskSection>
            <Split>
              <DeskSection id="s-app" title="Ansökan som den skickades" note="1 nov 19.42">
                <Said items={[{ term: 'Boende', value: 'Hyra 6 450 · el 412' }]} />
              </DeskSection>
              <DeskSection id="s-time" title="Händelser">
                <TimeLine
                  items={[{ at: '2026-11-04T07:20:00Z', text: 'Du öppnade ärendet', note: 'Syns för Leyla Nyström' }]}
                />
              </DeskSection>
            </Split>
          </Cols>
        </DeskPage>
      </>
    ),
  });
}

function Side() {
  return (
    <>
      <Next
        id="s-next"
        title="Nästa steg"
        lead="Fråga Leyla om sjukpenningen."
        closed={
          <>
            <strong>Besluta</strong> öppnar när frågan är besvarad.
          </>
        }
      >
        <Steps
          items={[
            {
              control: <Button text="Fråga om sjukpenningen" />,
              note: 'Brevet är skrivet. Svar senast 6 nov klockan 12.',
            },
            {
              control: <Button classes="govuk-button--secondary" text="Begär komplettering" />,
            },
          ]}
        />
      </Next>
      <DeskSection id="s-miss" title="Innan beslut" note="3 av 5 klart" place="missing">
        <Missing
          items={[
            { text: 'Svar om sjukpenningen', done: false },
            { text: 'Hyresavi', done: true, note: 'Kom 1 nov' },
          ]}
        />
      </DeskSection>
      <DeskSection id="s-part" title="Part">
        <Dl
          items={[
            { term: 'Sökande', value: <strong>Leyla Nyström</strong> },
            { term: 'Språk', value: 'Svenska, ingen tolk' },
          ]}
        />
        <Spark values={[3, 2, 4]} label="Från 3 till 4" bad />
      </DeskSection>
    </>
  );
}
