import {
  Acting,
  Actions,
  Block,
  Breadcrumbs,
  Button,
  CaseRow,
  Columns,
  Contact,
  Details,
  Facts,
  Have,
  InboxList,
  Line,
  type LineStep,
  MoneyRow,
  Panel,
  PartHead,
  Phone,
  Say,
  Section,
  Sheet,
  Source,
  StackTable,
  SummaryList,
  Thread,
} from '../index.ts';
import { galleryPage } from './frame.ts';

const steps: readonly LineStep[] = [
  { state: 'done', name: 'Kom in', when: '1 nov' },
  { state: 'done', name: 'Du svarade', when: '5 nov' },
  { state: 'done', name: 'Beslut', when: '6 nov' },
  { state: 'now', urgent: true, name: 'Kan överklagas', when: 'till 27 nov' },
  { state: 'todo', name: 'Avslutas' },
];

/** Parts of Mina sidor, the case page, the service page and the receipt. */
export function myPages() {
  return galleryPage('mina-sidor', {
    frame: 'citizen',
    title: 'Mina sidor',
    user: { name: 'Leyla Nyström' },
    count: 1,
    body: (
      <>
        <Acting>
          <span>Du ser dina egna ärenden och dem du är ombud för.</span>
          <a class="govuk-link" href="#byt">
            Visa bara Rolf Nyströms
          </a>
        </Acting>
        <Breadcrumbs items={[{ text: 'Mina sidor', href: '/mina-sidor' }]} />
        <h1 class="govuk-heading-xl">Mina sidor</h1>
        <Columns side={<Side />} labelledby="inkorg" after={<After />}>
          <Sheet id="ja" title="Du fick ja till det mesta">
            <p class="govuk-body">
              Du fick <strong class="t-nowrap">7 256 kronor</strong>.
            </p>
            <div class="govuk-button-group">
              <Button text="Läs beslutet" href="#brev" />
              <Button text="Överklaga" href="#overklaga" classes="govuk-button--secondary" />
            </div>
          </Sheet>
          <Section id="pagar" title="Pågående ärenden">
            <CaseRow title="Ekonomiskt bistånd, november" href="#1" number="SN 2026-001184" steps={steps} />
            <CaseRow
              title="Trasig gatlampa, Varvsgatan"
              href="#2"
              number="SBN 2026-004410"
              steps={steps.slice(0, 2)}
              next="Du kan en gång begära att vi beslutar."
            />
            <p class="govuk-body">
              <a class="govuk-link" href="#avslutade">
                14 avslutade ärenden
              </a>
            </p>
          </Section>
          <Section id="star" title="Var ärendet står">
            <Line
              steps={steps.map((step) => ({
                ...step,
                note: step.state === 'now' ? 'Tre veckor från den dag du fick beslutet.' : undefined,
              }))}
            />
          </Section>
        </Columns>
        <Facts
          items={[
            { term: 'Tid att fylla i', value: 'Ungefär 10 minuter' },
            { term: 'Beslut', value: 'Inom 5 dagar, ofta direkt' },
            { term: 'Kostnad', value: 'Ingen' },
            { term: 'Pengarna kommer', value: 'Bankdagen efter beslutet' },
          ]}
        />
        <Columns>
          <Block id="hands" title="Ha det här till hands">
            <Have items={['Inkomster förra månaden, efter skatt', 'Hyresavi och andra räkningar']} />
          </Block>
          <Details summaryText="Lagen som styr" text="Rätten till bistånd står i 12 kap. 1 § socialtjänstlagen." />
          <Details summaryText="Dina personuppgifter">
            <p class="govuk-body">
              <Say text={{ sv: 'Socialnämnden ansvarar.' }} />
            </p>
          </Details>
        </Columns>
      </>
    ),
  });
}

function Side() {
  return (
    <>
      <h2 class="govuk-heading-l" id="inkorg">
        Inkorg
      </h2>
      <InboxList
        items={[
          { from: 'Gata och park', at: '2026-11-18', subject: 'Montör kommer 25 november', href: '#m2', unread: true },
          {
            from: 'Försörjningsstöd',
            at: '2026-11-06T10:00:00Z',
            subject: 'Beslut om ekonomiskt bistånd',
            href: '#m3',
          },
        ]}
      />
      <Actions
        items={[
          { text: 'Överklaga beslutet', href: '#o', about: 'Senast 27 november 2026. Vi hjälper dig att skriva.' },
          { text: 'Begär beslut', about: 'Behövs inte: vi har beslutat.' },
        ]}
      />
      <Contact
        id="handlaggare"
        title="Din handläggare"
        lead="Enheten för försörjningsstöd"
        phone="0980-31 92 20"
        hours="Måndag–fredag 9–11"
        stay
      >
        <p>
          Kvällar och helger: <Phone number="0980-31 92 40" />
        </p>
      </Contact>
    </>
  );
}

function After() {
  return (
    <>
      <Section first id="medd" title="Meddelanden">
        <Thread
          items={[
            { who: 'Maryam Haddad', at: '2026-11-04T07:41:00Z', text: 'Stämmer det?' },
            { who: 'Du', at: '2026-11-05T11:15:00Z', text: 'Ja det stämmer.', mine: true },
          ]}
        />
      </Section>
      <Section id="logg" title="Vem har läst mina uppgifter">
        <StackTable
          head={['När', 'Vem', 'Vad och varför']}
          rows={[['6 nov 9.58', 'Handläggare, försörjningsstöd', 'Ansökan och beräkning, för att besluta']]}
        />
      </Section>
      <Panel titleText="Vi har fått din ansökan" headingLevel={2} classes="t-on-band">
        <dl>
          <div>
            <dt>Ärendenummer</dt>
            <dd>SN 2026-001184</dd>
          </div>
          <div>
            <dt>Kom in</dt>
            <dd>1 november 2026 klockan 19.42</dd>
          </div>
        </dl>
      </Panel>
      <PartHead title="Utgifter i november" />
      <SummaryList
        rows={[
          {
            key: { text: 'Boende' },
            value: {
              html: (
                <>
                  <MoneyRow label="Hyra" amount="6 450 kr" />
                  <MoneyRow label="El" amount="412 kr" />
                  <Source>Från folkbokföringen 1 november</Source>
                </>
              ),
            },
            actions: { items: [{ text: 'Ändra', visuallyHiddenText: 'boende', href: '#boende' }] },
          },
          { key: { text: 'Summa utgifter' }, value: { html: <MoneyRow amount="11 125 kr" strong /> } },
        ]}
      />
    </>
  );
}
