import type { Json } from '@torget/feel';
import type { Fields, Question, QuestionType } from '../types.ts';

type Shape = Partial<Question>;

const label = (sv: string) => ({ sv, en: sv });
const options = [
  { id: 'a', label: label('A') },
  { id: 'b', label: label('B') },
  { id: 'ingen', label: label('Ingen'), exclusive: true },
];
const FILE = { file: '01a', name: 'lampa.jpg', type: 'image/jpeg', size: 10 };

/** What a type is tried with: keys that it needs, good answers, and fields that a browser would send for good ones. */
export interface Sample {
  readonly asked?: Shape;
  readonly good: readonly Json[];
  readonly typed: readonly Fields[];
}

const part = (id: string, type: QuestionType, more: Shape = {}): Question => ({
  id,
  type,
  label: label(id),
  optional: false,
  ...more,
});

/** At least one good answer of every type that has data: a new type without a sample fails its tests. */
export const SAMPLES: { readonly [type in QuestionType]: Sample } = {
  text: { good: ['Åsa Berg'], typed: [{ q: [' Åsa\u0000 '] }] },
  'long-text': { asked: { maxWords: 3 }, good: ['en\ntvå'], typed: [{ q: ['en\r\ntvå'] }] },
  'whole-number': { good: [0, -7, 999_999_999_999_999], typed: [{ q: ['1 000'] }] },
  decimal: { good: ['12.5', '-0.000001'], typed: [{ q: ['12,5'] }] },
  money: { good: ['3264.5', '0'], typed: [{ q: ['3\u00a0264,50 kr'] }] },
  date: { good: ['2024-02-29'], typed: [{ 'q-day': ['29'], 'q-month': ['februari'], 'q-year': ['2024'] }] },
  month: { good: ['2026-02'], typed: [{ 'q-month': ['2'], 'q-year': ['2026'] }] },
  time: { asked: { min: '08:00', max: '17:30' }, good: ['08:00', '17:30'], typed: [{ q: ['kl. 8.30'] }] },
  'yes-no': { good: [true, false], typed: [{ q: ['no'] }] },
  choice: { asked: { options }, good: ['a'], typed: [{ q: ['b'] }] },
  choices: { asked: { options }, good: [['a', 'b'], ['ingen']], typed: [{ q: ['a', 'b'] }] },
  email: { good: ['a@b.se'], typed: [{ q: ['a@b.se'] }] },
  phone: { good: ['070-174 06 35'], typed: [{ q: ['070-174 06 35'] }] },
  'web-address': { good: ['https://www.ekhamn.example/a?b=c'], typed: [{ q: ['www.ekhamn.example'] }] },
  'personal-number': {
    good: [{ nummer: '198501242393' }, { nummer: '198502862397' }],
    typed: [{ q: ['850124-2393'] }, { q: ['19850286-2397'] }],
  },
  'organisation-number': { good: ['5599000006'], typed: [{ q: ['16 559900-0006'] }] },
  'bank-account': {
    good: [
      { clearing: '3300', konto: '8501242393' },
      { clearing: '81059', konto: '12' },
      { clearing: '1000', konto: '1234567', bank: 'Nya Banken' },
    ],
    typed: [
      { 'q-clearing': ['5000'], 'q-konto': ['123 45 60'] },
      { 'q-clearing': ['1000'], 'q-konto': ['12 34'], 'q-bank': ['Nya Banken'] },
    ],
  },
  iban: { good: ['SE4550000000058398257466'], typed: [{ q: ['se45 5000 0000 0583 9825 7466'] }] },
  person: {
    asked: { ask: ['birth-date', 'personal-number', 'email', 'phone'] },
    good: [
      {
        namn: 'Maja Berg',
        fodelsedatum: '1985-01-24',
        personnummer: '198501242393',
        epost: 'a@b.se',
        telefon: '070-1740635',
      },
    ],
    typed: [
      {
        'q-namn': ['Maja Berg'],
        'q-fodelsedatum': ['19850124'],
        'q-personnummer': ['850124-2393'],
        'q-epost': ['a@b.se'],
        'q-telefon': ['0701740635'],
      },
    ],
  },
  child: {
    good: [{ namn: 'Alva Berg', fodelsedatum: '2019-03-14' }],
    typed: [{ q: ['ref-barn'] }, { q: ['other'], 'q-namn': ['Alva'], 'q-fodelsedatum': ['2019-03-14'] }],
  },
  household: {
    good: [{ vuxna: [{ namn: 'Maja', fodelsedatum: '1985-01-24' }], barn: [] }],
    typed: [{ 'q-vuxna': ['1'], 'q-vuxna-1-namn': ['Maja'], 'q-vuxna-1-fodelsedatum': ['1985-01-24'] }],
  },
  company: {
    good: [
      { nummer: '5599000006', namn: 'Annat namn' },
      { nummer: '8024009907', namn: 'Föreningen' },
    ],
    typed: [{ 'q-nummer': ['559900-0006'] }, { 'q-nummer': ['802400-9907'], 'q-namn': ['Föreningen'] }],
  },
  address: {
    good: [{ id: 'adr-1' }, { gata: 'Ekbacken 2', postnummer: '000 13', ort: 'Ekhamn' }],
    typed: [
      { q: ['adr-2'] },
      { q: ['other'], 'q-gata': ['Ekbacken 2'], 'q-postnummer': ['00013'], 'q-ort': ['Ekhamn'] },
    ],
  },
  property: {
    good: [{ beteckning: 'Ekhamn Kvarnen 1:23' }, { beteckning: 'Ekhamn s:2' }],
    typed: [{ q: ['ekhamn kvarnen 1 : 23'] }, { q: ['Vargen 3'] }],
  },
  point: { good: [{ text: 'Vid bron' }], typed: [{ 'q-lat': ['58.32'], 'q-lon': ['17.01'] }] },
  line: {
    good: [
      {
        punkter: [
          { lat: '58.32', lon: '17.01' },
          { lat: '58.33', lon: '17.02' },
        ],
      },
      { text: 'Längs ån' },
    ],
    typed: [{ 'q-punkter': ['58.32,17.01 58.33,17.02'] }],
  },
  area: {
    good: [{ punkter: ['58.1', '58.2', '58.3'].map((lat) => ({ lat, lon: '17' })) }],
    typed: [{ 'q-punkter': ['58.1,17 58.2,17 58.3,17.1'], 'q-gata': ['Torggatan'] }],
  },
  file: { good: [FILE], typed: [{ q: [JSON.stringify(FILE)] }] },
  files: { asked: { max: 3 }, good: [[FILE, { ...FILE, file: '01b' }]], typed: [{ q: [JSON.stringify(FILE)] }] },
  table: {
    asked: {
      rows: [
        { id: 'mandag', label: label('Måndag') },
        { id: 'tisdag', label: label('Tisdag') },
      ],
      columns: [part('timmar', 'decimal'), part('slag', 'choice', { options, optional: true })],
    },
    good: [
      [
        { rad: 'tisdag', timmar: '7.5' },
        { rad: 'mandag', timmar: '8', slag: 'a' },
      ],
    ],
    typed: [{ 'q-mandag-timmar': ['8'], 'q-tisdag-timmar': ['7,5'], 'q-tisdag-slag': ['a'] }],
  },
  group: {
    asked: { questions: [part('namn', 'text')] },
    good: [{ namn: 'Maja' }],
    typed: [],
  },
  declaration: { good: [true], typed: [{ q: ['yes'] }] },
  signature: { good: [{ namn: 'Maja Berg' }], typed: [{ q: ['maja  berg'] }] },
  appointment: {
    asked: { calendar: 'radgivning' },
    good: [{ id: 'r-1', start: '2026-02-10T09:00', end: '2026-02-10T09:30', plats: null }],
    typed: [{ q: ['r-2'] }],
  },
  computed: { good: [], typed: [] },
  information: { good: [], typed: [] },
};

/** A question of a type, with what it needs. */
export function sampleOf(type: QuestionType, more: Shape = {}): Question {
  return part('q', type, { ...SAMPLES[type].asked, ...more });
}
