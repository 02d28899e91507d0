import type { QuestionType } from '@torget/form';

export interface Words {
  readonly sv: string;
  readonly en: string;
}

/** What one press sends: fields by what follows the question's name, and files that are chosen in it. */
export interface Said {
  readonly fields?: { readonly [part: string]: string };
  /** Names of files, with what is in them. */
  readonly files?: { readonly [name: string]: 'picture' | 'text' };
}

/** One type as a person meets it: what is no answer and what is said of it, then an answer and how it is read. */
export interface Walked {
  /** What stands in form.yaml beside id, type and label. */
  readonly asks?: string;
  readonly wrong: Said;
  /** The field of the error, by what follows the question's name, and its words. */
  readonly at: string;
  readonly says: Words;
  readonly good: Said;
  /** As it is read before it is sent and on paper, and in cells of a spreadsheet. */
  readonly shown: Words;
  readonly csv: string;
}

/** A type that takes no answer: how it stands on its page. */
export interface Told {
  readonly asks: string;
  readonly stands: Words;
}

/** Stands for the first time that is free. */
export const FIRST_TIME = 'first time';

const OPTIONS = 'options: { a: { sv: Äpple, en: Äpple }, b: { sv: Päron, en: Päron } }';
const both = (words: string): Words => ({ sv: words, en: words });
const one = (value: string): Said => ({ fields: { '': value } });

/** Every type of question there is: a new one without a row does not compile, and its test fails. */
export const WALKED: { readonly [type in QuestionType]: Walked | Told } = {
  text: {
    asks: 'pattern: "[0-9]{4}"',
    wrong: one('<b>١٢٣٤'),
    at: '',
    says: { sv: 'Fråga har inte rätt form', en: 'Question does not have the right form' },
    good: one('1234'),
    shown: both('1234'),
    csv: '1234',
  },
  'long-text': {
    asks: 'max-length: 10, max-words: 2',
    wrong: one('ett två tre'),
    at: '',
    says: {
      sv: 'Fråga får vara högst 10 tecken, nu är det 11',
      en: 'Question must be 10 characters or fewer, now it is 11',
    },
    good: one('ett\r\ntvå'),
    shown: both('två'),
    csv: '"ett\ntvå"',
  },
  email: {
    wrong: one('a@b@c'),
    at: '',
    says: {
      sv: 'Skriv e-postadressen så här: namn@exempel.se',
      en: 'Enter the email address like this: name@example.com',
    },
    good: one('a@b.se'),
    shown: both('a@b.se'),
    csv: 'a@b.se',
  },
  phone: {
    wrong: one('<12'),
    at: '',
    says: {
      sv: 'Skriv telefonnumret med siffror, till exempel 070-174 06 35',
      en: 'Enter the phone number in figures, for example 070-174 06 35',
    },
    good: one('070-174 06 35'),
    shown: both('070-174 06 35'),
    csv: '070-174 06 35',
  },
  'web-address': {
    wrong: one('javascript:alert(1)'),
    at: '',
    says: {
      sv: 'Skriv webbadressen så här: https://www.exempel.se',
      en: 'Enter the web address like this: https://www.example.com',
    },
    good: one('www.ekhamn.example'),
    shown: both('https://www.ekhamn.example'),
    csv: 'https://www.ekhamn.example',
  },
  'whole-number': {
    asks: 'min: 1, max: 9000',
    wrong: one('٣'),
    at: '',
    says: { sv: 'Fråga: skriv ett heltal, till exempel 3', en: 'Question: enter a whole number, for example 3' },
    good: one('1 000'),
    shown: { sv: '1 000', en: '1,000' },
    csv: '1000',
  },
  decimal: {
    wrong: one('1e9'),
    at: '',
    says: { sv: 'Fråga: skriv med siffror, till exempel 12,5', en: 'Question: enter it in figures, for example 12.5' },
    good: one('12,5'),
    shown: { sv: '12,5', en: '12.5' },
    csv: '12.5',
  },
  money: {
    asks: 'min: 1, max: 9000',
    wrong: one('9 001'),
    at: '',
    says: { sv: 'Fråga får vara högst 9 000 kronor', en: 'Question must be 9,000 kronor or less' },
    good: one('3 264,50 kr'),
    shown: { sv: '3 264,50 kr', en: '3,264.50' },
    csv: '1000,12.5,3264.5,2026-02-28',
  },
  computed: { asks: 'value: q_whole_number * 2, as: number', stands: { sv: '2 000', en: '2,000' } },
  date: {
    wrong: { fields: { '-day': '30', '-month': '2', '-year': '2026' } },
    at: '-day',
    says: {
      sv: 'Fråga: skriv en dag som finns, till exempel 14 3 2019 eller 2019-03-14',
      en: 'Question: enter a real date, for example 14 3 2019 or 2019-03-14',
    },
    good: { fields: { '-day': '28', '-month': 'februari', '-year': '2026' } },
    shown: { sv: '28 februari 2026', en: '28 February 2026' },
    csv: '2026-02-28',
  },
  month: {
    wrong: { fields: { '-month': '13', '-year': '2026' } },
    at: '-month',
    says: {
      sv: 'Fråga: skriv en månad och ett år, till exempel 2 2026',
      en: 'Question: enter a month and a year, for example 2 2026',
    },
    good: { fields: { '-month': '2', '-year': '2026' } },
    shown: { sv: 'februari 2026', en: 'February 2026' },
    csv: '2026-02',
  },
  time: {
    asks: 'min: "08:00", max: "17:00"',
    wrong: one('25.10'),
    at: '',
    says: {
      sv: 'Skriv klockslaget med timmar och minuter, till exempel 14.30',
      en: 'Enter the time in hours and minutes, for example 14:30',
    },
    good: one('8.30'),
    shown: { sv: '8.30', en: '8:30' },
    csv: '08:30',
  },
  'yes-no': {
    wrong: {},
    at: '',
    says: { sv: 'Ange fråga', en: 'Enter question' },
    good: one('yes'),
    shown: { sv: 'Ja', en: 'Yes' },
    csv: '08:30,true,b',
  },
  choice: {
    asks: OPTIONS,
    wrong: one('c'),
    at: '',
    says: { sv: 'Välj ett av svaren: fråga', en: 'Select one of the answers: question' },
    good: one('b'),
    shown: both('Päron'),
    csv: 'true,b,a',
  },
  choices: {
    asks: OPTIONS,
    wrong: one('c'),
    at: '',
    says: { sv: 'Välj ett av svaren: fråga', en: 'Select one of the answers: question' },
    good: one('a'),
    shown: both('Äpple'),
    csv: ',b,a,a@b.se',
  },
  'personal-number': {
    wrong: one('850124-2394'),
    at: '',
    says: {
      sv: 'Skriv personnumret med tolv siffror, så här: 19850124-2393. Kontrollera att siffrorna stämmer',
      en: 'Enter the personal identity number with twelve figures, like this: 19850124-2393. Check that they are right',
    },
    good: one('850124-2393'),
    shown: both('19850124-2393'),
    csv: '198501242393',
  },
  'organisation-number': {
    wrong: one('559900-0007'),
    at: '',
    says: {
      sv: 'Skriv organisationsnumret med tio siffror, så här: 212000-9903. Kontrollera att siffrorna stämmer',
      en: 'Enter the organisation number with ten figures, like this: 212000-9903. Check that they are right',
    },
    good: one('559900-0006'),
    shown: both('559900-0006'),
    csv: '5599000006',
  },
  'bank-account': {
    wrong: { fields: { '-clearing': '1000', '-konto': '1234567' } },
    at: '-clearing',
    says: {
      sv: 'Vi känner inte igen clearingnumret. Kontrollera det. Stämmer det, skriv vilken bank det är',
      en: 'We do not know that clearing number. Check it. If it is right, enter which bank it is',
    },
    good: { fields: { '-clearing': '1000', '-konto': '1234567', '-bank': 'Nya Banken' } },
    shown: both('Nya Banken 1000, 1234567'),
    csv: '1000,1234567,Nya Banken,false',
  },
  iban: {
    wrong: one('SE45 5000 0000 0583 9825 7465'),
    at: '',
    says: {
      sv: 'IBAN stämmer inte. Det börjar med två bokstäver och två siffror, till exempel SE45',
      en: 'The IBAN is not right. It begins with two letters and two figures, for example SE45',
    },
    good: one('SE45 5000 0000 0583 9825 7466'),
    shown: both('SE45 5000 0000 0583 9825 7466'),
    csv: 'SE4550000000058398257466',
  },
  person: {
    asks: 'ask: [ birth-date, email ]',
    wrong: { fields: { '-namn': 'Maja', '-fodelsedatum': '2026-02-30', '-epost': 'maja@b.se' } },
    at: '-fodelsedatum',
    says: { sv: 'Skriv födelsedatum så här: 2019-03-14', en: 'Enter the date of birth like this: 2019-03-14' },
    good: { fields: { '-namn': 'Maja', '-fodelsedatum': '1985-01-24', '-epost': 'maja@b.se' } },
    shown: both('Maja'),
    csv: 'Maja,1985-01-24',
  },
  child: {
    wrong: { fields: { '': 'other', '-namn': 'Alva', '-fodelsedatum': 'i våras' } },
    at: '-fodelsedatum',
    says: { sv: 'Skriv födelsedatum så här: 2019-03-14', en: 'Enter the date of birth like this: 2019-03-14' },
    good: { fields: { '': 'other', '-namn': 'Alva', '-fodelsedatum': '2019-03-14' } },
    shown: both('Alva'),
    csv: '1,,Alva,2019-03-14',
  },
  household: {
    wrong: { fields: { '-vuxna': '1', '-vuxna-1-namn': 'Maja', '-vuxna-1-fodelsedatum': 'då' } },
    at: '-vuxna-1-fodelsedatum',
    says: { sv: 'Skriv födelsedatum så här: 2019-03-14', en: 'Enter the date of birth like this: 2019-03-14' },
    good: { fields: { '-vuxna': '1', '-vuxna-1-namn': 'Maja', '-vuxna-1-fodelsedatum': '1985-01-24' } },
    shown: both('Maja'),
    csv: 'Maja,1985-01-24,,,,,,1',
  },
  company: {
    wrong: { fields: { '-nummer': '212000-9903' } },
    at: '-namn',
    says: {
      sv: 'Numret finns inte i registret. Skriv företagets eller föreningens namn',
      en: 'The number is not in the register. Enter the name of the company or association',
    },
    good: { fields: { '-nummer': '559900-0006' } },
    shown: both('Ekhamns Bageri AB'),
    csv: '5599000006,Ekhamns Bageri AB',
  },
  address: {
    wrong: { fields: { '': 'other', '-gata': 'Ekbacken 2', '-postnummer': '13', '-ort': 'Ekhamn' } },
    at: '-postnummer',
    says: {
      sv: 'Skriv postnumret med fem siffror, så här: 123 45',
      en: 'Enter the postcode with five figures, like this: 123 45',
    },
    good: { fields: { '-sok': 'Torggatan 11', '': 'torggatan-11' } },
    shown: both('Torggatan 11'),
    csv: 'Torggatan 11',
  },
  property: {
    wrong: one('<1:2'),
    at: '',
    says: {
      sv: 'Skriv fastighetsbeteckningen så här: Ekhamn Kvarnen 1:23',
      en: 'Enter the property designation like this: Ekhamn Kvarnen 1:23',
    },
    good: one('ekhamn kvarnen 1:23'),
    shown: both('Ekhamn Kvarnen 1:23'),
    csv: 'Ekhamn Kvarnen 1:23',
  },
  point: {
    wrong: {},
    at: '-text',
    says: { sv: 'Ange fråga', en: 'Enter question' },
    good: { fields: { '-text': 'Vid bron' } },
    shown: both('Vid bron'),
    csv: 'Vid bron',
  },
  line: {
    wrong: { fields: { '-punkter': '58.32,17.01' } },
    at: '-text',
    says: {
      sv: 'Märk ut minst två punkter på kartan, eller ta bort punkten och beskriv platsen med ord',
      en: 'Mark at least two points on the map, or remove the point and describe the place in words',
    },
    good: { fields: { '-punkter': '', '-text': 'Längs ån' } },
    shown: both('Längs ån'),
    csv: 'Längs ån',
  },
  area: {
    wrong: { fields: { '-punkter': '58.32,17.01 58.33,17.02' } },
    at: '-text',
    says: {
      sv: 'Märk ut minst tre hörn på kartan, eller ta bort dem och beskriv platsen med ord',
      en: 'Mark at least three corners on the map, or remove them and describe the place in words',
    },
    good: { fields: { '-punkter': '', '-text': 'Hela torget' } },
    shown: both('Hela torget'),
    csv: 'Hela torget',
  },
  file: {
    wrong: { files: { 'intyg.png': 'text' } },
    at: '',
    says: {
      sv: 'Filen är av en sort som vi inte kan ta emot. Välj en pdf eller en bild i formatet jpg eller png.',
      en: 'We cannot take that kind of file. Choose a PDF or a picture in the format JPG or PNG.',
    },
    good: { files: { 'intyg.png': 'picture' } },
    shown: both('intyg.png'),
    csv: 'intyg.png',
  },
  files: {
    asks: 'max: 2',
    wrong: { files: { 'ett.png': 'text' } },
    at: '',
    says: {
      sv: 'Filen är av en sort som vi inte kan ta emot. Välj en pdf eller en bild i formatet jpg eller png.',
      en: 'We cannot take that kind of file. Choose a PDF or a picture in the format JPG or PNG.',
    },
    good: { files: { 'ett.png': 'picture', 'två.png': 'picture' } },
    shown: both('två.png'),
    csv: 'ett.png',
  },
  table: {
    asks: 'rows: { mandag: { sv: Måndag, en: Monday } }, columns: [ { id: timmar, type: decimal, label: { sv: Timmar, en: Hours } } ]',
    wrong: { fields: { '-mandag-timmar': 'åtta' } },
    at: '-mandag-timmar',
    says: {
      sv: 'Timmar, Måndag: skriv med siffror, till exempel 12,5',
      en: 'Hours, Monday: enter it in figures, for example 12.5',
    },
    good: { fields: { '-mandag-timmar': '7,5' } },
    shown: { sv: '7,5', en: '7.5' },
    csv: 'mandag,7.5',
  },
  group: {
    asks: 'repeat: { min: 1, max: 2, title: "{namn}" }, questions: [ { id: namn, type: text, label: { sv: Namn, en: Name } } ]',
    wrong: { fields: { '-namn': '' } },
    at: '-namn',
    says: { sv: 'Ange namn', en: 'Enter name' },
    good: { fields: { '-namn': 'Maja' } },
    shown: both('Maja'),
    csv: 'true,Maja,mandag',
  },
  appointment: {
    asks: 'calendar: radgivning',
    wrong: one('radgivning-aldrig'),
    at: '',
    says: {
      sv: 'Tiden är inte längre ledig. Välj en annan tid',
      en: 'The time is no longer free. Choose another time',
    },
    good: one(FIRST_TIME),
    shown: { sv: 'klockan', en: 'at ' },
    csv: 'radgivning-',
  },
  information: { asks: 'optional: true', stands: { sv: 'Fråga', en: 'Question' } },
  declaration: {
    wrong: {},
    at: '',
    says: { sv: 'Kryssa i rutan: Fråga', en: 'Tick the box: Question' },
    good: one('yes'),
    shown: { sv: 'Ja', en: 'Yes' },
    csv: 'Hela torget,true,Maja',
  },
  signature: {
    wrong: one(' '),
    at: '',
    says: { sv: 'Ange fråga', en: 'Enter question' },
    good: one('Maja Berg'),
    shown: both('Maja Berg'),
    csv: 'Maja Berg',
  },
};
