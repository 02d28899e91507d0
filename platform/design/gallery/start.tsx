import { Disturb, DueList, Events, News, Now, Search, Section, Sheet, Square, Timetable } from '../index.ts';
import { galleryPage } from './frame.ts';

const eid = <span class="t-nowrap">e-legitimation</span>;

/** The start page, as in design/screens/start.html. */
export function start() {
  return galleryPage('start', {
    frame: 'citizen',
    title: 'Alla tjänster på ett ställe',
    navigation: 'services',
    user: { name: 'Leyla Nyström' },
    count: 3,
    csrf: 'token',
    example: { clock: '2026-11-21' },
    body: (
      <>
        <Square ask="Vad behöver du göra?" aside={<Due />}>
          <Search
            action="/sok"
            label="Sök med dina egna ord"
            button="Sök"
            also={{
              label: 'Andra söker:',
              links: ['pengar till hyran', 'dagisplats', 'hål i gatan', 'bygga altan'].map((text) => ({
                text,
                href: '#s',
              })),
            }}
          />
        </Square>
        <Section id="mest" title="Mest använda tjänster">
          <Timetable
            rows={[
              { name: 'Återansök om ekonomiskt bistånd', href: '#1', answer: 'inom 5 dagar, ofta direkt', needs: eid },
              { name: 'Ansök om plats i förskola', href: '#2', answer: 'plats inom 4 månader', needs: eid },
              {
                name: 'Anmäl fel på gata, park eller belysning',
                href: '#3',
                answer: 'samma dag',
                needs: 'utan inloggning',
              },
              { name: 'Begär ut allmän handling', href: '#4', answer: 'ofta samma dag', needs: 'utan inloggning' },
            ]}
          />
          <p class="govuk-body">
            <a class="govuk-link" href="#alla">
              Alla 84 tjänster, från A till Ö
            </a>
          </p>
        </Section>
        <Section id="livshandelser" title="När något händer i livet">
          <Events
            items={[
              { text: 'Få barn', href: '#l1', about: 'Faderskap, förskola, avgift' },
              { text: 'Börja skolan', href: '#l2', about: 'Skolval, skolskjuts, fritids' },
              { text: 'Pengarna räcker inte', href: '#l3', about: 'Bistånd, skuldråd, hyra' },
              { text: 'Leva med funktions\u00adnedsättning', href: '#l5', about: 'Stöd, parkering, ledsagning' },
            ]}
          />
        </Section>
        <Now>
          <Section first id="nyheter" title="Nytt i Ekhamn">
            <News
              items={[
                { date: '2026-11-20', text: 'Tyck till om nya cykelvägen längs hamnen', href: '#n1' },
                { date: '2026-11-19', text: 'Kommunfullmäktige möts 30 november: budget för 2027' },
              ]}
            />
          </Section>
          <Section first id="drift" title="Driftinformation">
            <Disturb title="Vattnet stängs av på Sjögatan">Tisdag 24 november klockan 9–14.</Disturb>
            <Disturb fine title="Tjänsterna fungerar som vanligt" />
          </Section>
        </Now>
      </>
    ),
  });
}

function Due() {
  return (
    <Sheet id="attgora" title="Att göra för dig, Leyla">
      <DueList
        items={[
          {
            date: '2026-11-27',
            urgent: true,
            what: 'Sista dag att överklaga beslutet',
            href: '#a',
            about: 'Ekonomiskt bistånd, november',
            left: '6 dagar kvar, till 27 november',
          },
          {
            date: '2026-12-01',
            what: 'Ansök för december',
            href: '#b',
            about: 'Öppnar 1 december. Vi fyller i det vi redan vet.',
          },
          {
            date: '2026-12-04',
            what: 'Skicka foto till Rolfs parkerings\u00adtillstånd',
            href: '#c',
            about: 'Senast 4 december. Du är ombud för Rolf Nyström.',
          },
        ]}
      />
    </Sheet>
  );
}
