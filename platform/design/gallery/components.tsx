import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  Columns,
  ErrorMessage,
  ExitThisPage,
  Feedback,
  FileUpload,
  GenericHeader,
  Input,
  InsetText,
  Label,
  LanguageNavigation,
  NotificationBanner,
  Pagination,
  PasswordInput,
  PhaseBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  Table,
  Tabs,
  Tag,
  TaskList,
  Textarea,
  WarningText,
} from '../index.ts';
import { galleryPage } from './frame.ts';

/** Components that no screen happens to use, as in design/screens/components.html. */
export function components(language: 'sv' | 'en' = 'sv') {
  return galleryPage(language === 'sv' ? 'komponenter' : 'komponenter-en', {
    frame: 'citizen',
    title: 'Komponenter',
    language,
    body: (
      <>
        <h1 class="govuk-heading-xl">Komponenter</h1>
        <p class="govuk-body-l">Delar som inte syns på skärmbilderna, med samma klasser som i koden.</p>
        <Columns>
          <NotificationBanner
            html={
              <p class="govuk-notification-banner__heading">
                Du har 6 dagar på dig att överklaga.{' '}
                <a class="govuk-notification-banner__link" href="#o">
                  Överklaga nu
                </a>
              </p>
            }
          />
          <NotificationBanner type="success" role="region" titleId="klart" text="Din ansökan är sparad." />
          <h2 class="govuk-heading-l">Knappar</h2>
          <div class="govuk-button-group">
            <Button text="Fortsätt" type="button" />
            <Button text="Lägg till" type="button" classes="govuk-button--secondary" />
            <Button text="Dra tillbaka ansökan" type="button" classes="govuk-button--warning" />
            <Button text="Går inte nu" type="button" disabled />
          </div>
          <p class="govuk-body">
            <Button text="Ansök för november" href="#start" isStartButton />
          </p>
          <h2 class="govuk-heading-l">Val</h2>
          <Choices />
          <h2 class="govuk-heading-l">Fil och lång text</h2>
          <Fields />
          <h2 class="govuk-heading-l">Uppgiftslista</h2>
          <TaskList
            items={[
              { title: { text: 'Ditt hushåll' }, href: '#t1', status: { text: 'Klart' } },
              {
                title: { text: 'Utgifter och inkomster' },
                hint: { text: 'Du har svarat på 3 av 5 frågor' },
                href: '#t2',
                status: { tag: { text: 'Påbörjat' } },
              },
              {
                title: { text: 'Granska och skicka' },
                status: { text: 'Kan inte börja än', classes: 'govuk-task-list__status--cannot-start-yet' },
              },
            ]}
          />
          <h2 class="govuk-heading-l">Märken</h2>
          <p class="govuk-body">
            <Tag text="Pågår" /> <Tag text="Avslutat" classes="govuk-tag--grey" />{' '}
            <Tag text="Utkast" classes="t-tag--line" /> <Tag text="Över tiden" classes="govuk-tag--red" />
          </p>
          <InsetText text="Du kan alltid ansöka på papper eller i telefon. Svaret blir detsamma." />
          <WarningText text="Har du skyddade personuppgifter? Ring oss i stället." />
          <Table
            caption="Belopp"
            head={[{ text: 'Post' }, { text: 'Kronor', format: 'numeric' }]}
            firstCellIsHeader
            rows={[[{ text: 'Hyra' }, { text: '6 450', format: 'numeric' }]]}
          />
          <Pagination
            previous={{ href: '#p1' }}
            next={{ href: '#p3' }}
            items={[
              { number: 1, href: '#p1' },
              { number: 2, href: '#p2', current: true },
              { number: 3, href: '#p3' },
            ]}
          />
          <Rest />
        </Columns>
      </>
    ),
  });
}

function Choices() {
  return (
    <>
      <Radios
        name="svar"
        value="sidor"
        fieldset={{ legend: { text: 'Hur vill du få beslutet?' } }}
        items={[
          {
            value: 'sidor',
            text: 'På Mina sidor',
            hint: { text: 'Vi skickar ett sms när det finns att läsa.' },
            conditional: {
              html: (
                <Input
                  id="mobil"
                  name="mobil"
                  type="tel"
                  label={{ text: 'Mobilnummer' }}
                  classes="govuk-input--width-10"
                  autocomplete="tel"
                />
              ),
            },
          },
          {
            value: 'papper',
            text: 'På papper, med post',
            conditional: { html: <Input id="vagen" name="vagen" label={{ text: 'Adress' }} /> },
          },
        ]}
      />
      <Checkboxes
        name="inkomster"
        values={['lon']}
        hint={{ text: 'Välj alla som stämmer.' }}
        errorMessage={{ text: 'Välj minst ett svar' }}
        fieldset={{ legend: { text: 'Vilka inkomster har du?', classes: 'govuk-fieldset__legend--m' } }}
        items={[
          { value: 'lon', text: 'Lön' },
          { value: 'a_kassa', text: 'A-kassa' },
          { divider: 'eller' },
          { value: 'inget', text: 'Inget av dessa', behaviour: 'exclusive' },
        ]}
      />
    </>
  );
}

function Fields() {
  return (
    <>
      <FileUpload
        id="fil"
        name="fil"
        multiple
        label={{ text: 'Offert från optiker' }}
        hint={{ text: 'Foto eller pdf, högst 20 MB. Du kan välja flera.' }}
      />
      <CharacterCount
        id="varfor"
        name="varfor"
        maxlength={500}
        rows={4}
        label={{ text: 'Varför behöver du det?' }}
        value="Jag ser dåligt på långt håll och kan inte läsa skyltar på jobbet."
      />
      <Textarea id="mer" name="mer" label={{ text: 'Något mer?' }} />
      <PasswordInput id="ord" name="ord" label={{ text: 'Lösenord' }} />
      <Input id="pris" name="pris" label={{ text: 'Pris' }} prefix={{ text: 'kr' }} classes="govuk-input--width-5" />
    </>
  );
}

function Rest() {
  return (
    <>
      <Tabs
        idPrefix="flik"
        items={[
          { label: 'Ett', panel: { text: 'Första' } },
          { label: 'Två', panel: { text: 'Andra' } },
        ]}
      />
      <Accordion
        id="dragspel"
        items={[{ heading: { text: 'Vem kan ansöka' }, content: { text: 'Du som bor i Ekhamn.' } }]}
      />
      <LanguageNavigation
        items={[
          { text: 'Svenska', lang: 'sv', current: true },
          { text: 'English', lang: 'en', href: '#en' },
        ]}
      />
      <PhaseBanner tag={{ text: 'Ny' }} text="Den här delen är ny." />
      <Feedback titleText="Hur gick det?" text="Skriv till oss." />
      <ExitThisPage redirectUrl="https://www.svt.se/vader" />
      <GenericHeader logoText="En rubrik" url="/start" />
      <ServiceNavigation
        navigation={[{ text: 'En tjänst', href: '#en' }]}
        navigationId="meny-2"
        navigationLabel="En meny till"
      />
      <Label text="En etikett" for="mer" />
      <ErrorMessage text="Ett fel" />
      <p class="govuk-body">
        <SkipLink href="#innehall" text="Hoppa över" />
      </p>
    </>
  );
}
