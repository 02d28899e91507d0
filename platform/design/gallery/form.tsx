import {
  Added,
  BackLink,
  Button,
  Columns,
  DateInput,
  ErrorSummary,
  Fieldset,
  Hint,
  Input,
  LinkButton,
  Progress,
  Repeat,
  Select,
  Where,
} from '../index.ts';
import { galleryPage } from './frame.ts';

const wrongAmount = 'Skriv beloppet med siffror, till exempel 3 264';
const wrongDay = 'Ange vilken dag du fick pengarna från a-kassan';
const pages = ['Hushåll', 'Utgifter', 'Inkomster', 'Tillgångar', 'Plan', 'Granska och skicka'];

/** A question page with errors, as in design/screens/question.html. */
export function form() {
  return galleryPage('fraga', {
    frame: 'form',
    title: 'Vilka inkomster fick du i oktober?',
    user: { name: 'Leyla Nyström' },
    body: (
      <>
        <BackLink href="#hushall" />
        <Columns>
          <Where what="Ekonomiskt bistånd för november" saved="Sparat klockan 19.31" />
          <Progress steps={pages} current={2} />
          <ErrorSummary
            titleText="Två svar behöver rättas"
            errorList={[
              { text: wrongAmount, href: '#belopp' },
              { text: wrongDay, href: '#dag-dag' },
            ]}
          />
          <form action="#skicka" method="post" novalidate>
            <Fieldset
              describedBy="inkomster-hint"
              legend={{
                text: 'Vilka inkomster fick du i oktober?',
                isPageHeading: true,
                classes: 'govuk-fieldset__legend--l',
              }}
            >
              <Hint
                id="inkomster-hint"
                text="Ta med allt du fick, efter skatt: lön, a-kassa, sjukpenning och pengar från andra, till exempel med swish. Fick du ingenting går du vidare."
              />
              <Added
                entries={[
                  {
                    title: '1. Lön, 23 oktober',
                    amount: '4 380 kr',
                    actions: (
                      <>
                        <LinkButton name="andra" value="1" about="inkomst 1, lön">
                          Ändra
                        </LinkButton>
                        <LinkButton name="ta-bort" value="1" about="inkomst 1, lön">
                          Ta bort
                        </LinkButton>
                      </>
                    ),
                  },
                ]}
              />
              <Entry />
              <Button text="Lägg till en inkomst" classes="govuk-button--secondary" name="lagg-till" value="inkomst" />
            </Fieldset>
            <div class="govuk-button-group">
              <Button text="Fortsätt" />
            </div>
          </form>
        </Columns>
      </>
    ),
  });
}

function Entry() {
  return (
    <Repeat title="2. Ny inkomst">
      <Select
        id="slag"
        name="slag"
        label={{ text: 'Slag av inkomst' }}
        classes="t-width-20"
        value="a_kassa"
        items={[
          { value: 'lon', text: 'Lön' },
          { value: 'a_kassa', text: 'A-kassa' },
        ]}
      />
      <Input
        id="belopp"
        name="belopp"
        label={{ text: 'Belopp efter skatt' }}
        errorMessage={{ text: wrongAmount }}
        value="ca 3200"
        classes="govuk-input--width-10"
        inputmode="decimal"
        suffix={{ text: 'kr' }}
        attributes={{ 'aria-invalid': 'true' }}
      />
      <DateInput
        id="dag"
        fieldset={{ legend: { text: 'Dag då pengarna kom' } }}
        errorMessage={{ text: wrongDay }}
        items={[
          { name: 'dag', label: 'Dag', error: true, attributes: { 'aria-invalid': 'true' } },
          { name: 'manad', label: 'Månad', value: '10', error: false },
        ]}
      />
      <LinkButton name="ta-bort" value="2">
        Ta bort den här inkomsten
      </LinkButton>
    </Repeat>
  );
}
