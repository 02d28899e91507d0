import type { Bilingual } from '@torget/feel';

type Values = { readonly [name: string]: string };

/** A text as it stands, or made from the values of the problem. */
type RuleText = Bilingual | ((values: Values) => Bilingual);

/**
 * Texts of rules that say all themselves: what a number, an account or an address looks like, whatever the question is
 * called. Each tells what to do, with an example that is nobody's.
 */
export const RULE_TEXTS: { readonly [rule: string]: RuleText } = {
  time: {
    sv: 'Skriv klockslaget med timmar och minuter, till exempel 14.30',
    en: 'Enter the time in hours and minutes, for example 14:30',
  },
  'date-text': {
    sv: 'Skriv en dag som finns, så här: 2019-03-14',
    en: 'Enter a real date like this: 2019-03-14',
  },
  'web-address': {
    sv: 'Skriv webbadressen så här: https://www.exempel.se',
    en: 'Enter the web address like this: https://www.example.com',
  },
  'personal-number': {
    sv: 'Skriv personnumret med tolv siffror, så här: 19850124-2393. Kontrollera att siffrorna stämmer',
    en: 'Enter the personal identity number with twelve figures, like this: 19850124-2393. Check that they are right',
  },
  'only-personnummer': {
    sv: 'Skriv ett personnummer. Ett samordningsnummer går inte att använda här',
    en: 'Enter a personal identity number. A coordination number cannot be used here',
  },
  'only-samordningsnummer': {
    sv: 'Skriv ett samordningsnummer. Ett personnummer går inte att använda här',
    en: 'Enter a coordination number. A personal identity number cannot be used here',
  },
  'number-level': {
    sv: 'Samordningsnumret har inte den säkerhet i identiteten som behövs. Kontakta oss, så hjälper vi dig',
    en: 'The identity behind the coordination number is not certain enough. Contact us and we will help you',
  },
  'organisation-number': {
    sv: 'Skriv organisationsnumret med tio siffror, så här: 212000-9903. Kontrollera att siffrorna stämmer',
    en: 'Enter the organisation number with ten figures, like this: 212000-9903. Check that they are right',
  },
  'organisation-not-person': {
    sv: 'Skriv ett organisationsnummer, inte ett personnummer',
    en: 'Enter an organisation number, not a personal identity number',
  },
  'company-name': {
    sv: 'Numret finns inte i registret. Skriv företagets eller föreningens namn',
    en: 'The number is not in the register. Enter the name of the company or association',
  },
  'company-name-length': {
    sv: 'Namnet får vara högst 200 tecken',
    en: 'The name must be 200 characters or fewer',
  },
  'address-choose': {
    sv: 'Sök och välj din adress, eller skriv den själv',
    en: 'Search and choose your address, or enter it yourself',
  },
  'address-gata': { sv: 'Skriv gata och nummer', en: 'Enter street and number' },
  'address-postnummer': { sv: 'Skriv postnummer', en: 'Enter the postcode' },
  'address-ort': { sv: 'Skriv postort', en: 'Enter the town' },
  'address-length': { sv: 'Raden får vara högst 120 tecken', en: 'The line must be 120 characters or fewer' },
  postcode: {
    sv: 'Skriv postnumret med fem siffror, så här: 123 45',
    en: 'Enter the postcode with five figures, like this: 123 45',
  },
  property: {
    sv: 'Skriv fastighetsbeteckningen så här: Ekhamn Kvarnen 1:23',
    en: 'Enter the property designation like this: Ekhamn Kvarnen 1:23',
  },
  'line-points': {
    sv: 'Märk ut minst två punkter på kartan, eller ta bort punkten och beskriv platsen med ord',
    en: 'Mark at least two points on the map, or remove the point and describe the place in words',
  },
  'area-points': {
    sv: 'Märk ut minst tre hörn på kartan, eller ta bort dem och beskriv platsen med ord',
    en: 'Mark at least three corners on the map, or remove them and describe the place in words',
  },
  clearing: {
    sv: 'Skriv clearingnumret med fyra siffror, eller fem om det börjar på 8',
    en: 'Enter the clearing number with four figures, or five if it begins with 8',
  },
  'clearing-unknown': {
    sv: 'Vi känner inte igen clearingnumret. Kontrollera det. Stämmer det, skriv vilken bank det är',
    en: 'We do not know that clearing number. Check it. If it is right, enter which bank it is',
  },
  'bank-name-length': {
    sv: 'Bankens namn får vara högst 60 tecken',
    en: 'The name of the bank must be 60 characters or fewer',
  },
  account: { sv: 'Skriv kontonumret med siffror', en: 'Enter the account number in figures' },
  'account-length': (values) => ({
    sv: `Kontonummer i ${values['bank']} har ${values['digits']} siffror utan clearingnummer`,
    en: `Account numbers of ${values['bank']} have ${values['digits']} figures without the clearing number`,
  }),
  'account-digit': {
    sv: 'Kontonumret stämmer inte. Kontrollera clearingnummer och kontonummer i din bank',
    en: 'The account number is not right. Check clearing number and account number with your bank',
  },
  iban: {
    sv: 'IBAN stämmer inte. Det börjar med två bokstäver och två siffror, till exempel SE45',
    en: 'The IBAN is not right. It begins with two letters and two figures, for example SE45',
  },
  'appointment-gone': {
    sv: 'Tiden är inte längre ledig. Välj en annan tid',
    en: 'The time is no longer free. Choose another time',
  },
  'signature-name': (values) => ({
    sv: `Skriv under med ditt eget namn, ${values['name']}`,
    en: `Sign with your own name, ${values['name']}`,
  }),
};

/** The text of a rule, undefined for rules that speak of the question's label. */
export function ruleText(rule: string, values: Values): Bilingual | undefined {
  const text = RULE_TEXTS[rule];
  return typeof text === 'function' ? text(values) : text;
}
