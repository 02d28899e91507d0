import type { Findable } from '#areas/catalogue/testing.ts';

/** What municipalities' other e-services are about: nothing that the example town's own are. */
const SUBJECTS =
  `båtplats kolonilott lotteritillstånd konsumentrådgivning skuldrådgivning energirådgivning vigsel gravsättning
danstillställning torgplats markupplåtelse container gräventreprenad trafikanordning dispens lokalbokning idrottshall simskola
kulturskola musiklektion bibliotekskort föreningsbidrag kulturstipendium elevplats modersmål studiehandledning elevfrånvaro
gymnasieval vuxenutbildning sfi studieintyg betygskopia läromedel specialkost skolfrånvaro praktikplats feriejobb
färdtjänst riksfärdtjänst bostadsanpassning hyresgaranti stadsodling hundrastgård slamtömning sophämtning kompostering
latrinhämtning vattenmätare vattenanslutning brunnsborrning bergvärme köldmedia miljöfarlig hälsoskydd solarium tatuering
strandbad radonmätning bullermätning nybyggnadskarta gränsutvisning adressättning husnummer kartutdrag flygfoto geodata
serveringstillstånd folköl tobaksförsäljning nikotin receptfritt alkoholstickprov explosivvaror brandskydd sotning eldning
överförmyndare förvaltare redovisning arvode dödsboanmälan boutredning familjerådgivning adoption faderskap samarbetssamtal
kontaktfamilj familjehem ungdomsmottagning fältarbete missbruksvård anhörigstöd volontär minneslund parkbänk trädfällning
cykelställ laddstolpe busshållplats hastighetsgupp vägbidrag enskild fiskekort jaktarrende båtramp gästhamn ställplats`
    .split(/\s+/)
    .filter((word) => word !== '');

const VERBS = ['Ansök om', 'Anmäl', 'Boka', 'Säg upp', 'Ändra', 'Beställ', 'Begär intyg om', 'Lämna synpunkter på'];
const PLACES = ['Norrby', 'Söderby', 'Österby', 'Västerby', 'Åsen', 'Hamnen', 'Ängen', 'Kullen'];

/** The n-th generated service: a verb, a subject and, after all pairs of these are used, a district. */
export function generated(n: number): Findable {
  const subject = SUBJECTS[n % SUBJECTS.length] ?? '';
  const verb = VERBS[Math.floor(n / SUBJECTS.length) % VERBS.length] ?? '';
  const place = PLACES[n % PLACES.length] ?? '';
  return {
    id: `genererad-${n}`,
    title: { sv: `${verb} ${subject} i ${place}` },
    summary: {
      sv: `Här kan du sköta allt som rör ${subject}. Handläggningen tar normalt två veckor efter att uppgifterna är kompletta.`,
    },
    keywords: [subject, `${subject}sblankett`, `avgift för ${subject}`],
  };
}
