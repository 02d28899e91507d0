import { readFileSync } from 'node:fs';
import type { Answers } from './apply.ts';

const rest: Answers = {
  hushall: { fill: { andrat_hushall: 'no' } },
  tillgangar: { fill: { konton: '642', andra_tillgangar: 'no' } },
  plan: { fill: { plan_foljd: 'yes', plan_gjort: 'Arbetat 12 timmar i veckan på kafé. Sökt sex arbeten i januari.' } },
  konto: { fill: { konto: 'samma' } },
};

const february = { fill: { 'manad-month': '2', 'manad-year': '2026' } };
const costs = (entries: readonly (readonly [string, string])[]) => ({
  group: {
    add: 'Lägg till en utgift',
    entries: entries.map(([slag, belopp]) => ({ 'utgifter-slag': slag, 'utgifter-belopp': belopp })),
  },
});

/** Sam of the example town: no income, rent 6 200; the rules say yes at once (11 420 kronor). */
export const clear: Answers = { ...rest, manad: february, utgifter: costs([['hyra', '6200']]) };

/** Leyla forgets her unemployment benefit, which the registers know of: an officer takes over. */
export const forgotten: Answers = {
  ...rest,
  manad: february,
  utgifter: costs([
    ['hyra', '6450'],
    ['el', '412'],
    ['hemforsakring', '118'],
    ['resor', '795'],
    ['akassa', '150'],
  ]),
  inkomster: {
    group: {
      add: 'Lägg till en inkomst',
      entries: [
        {
          'inkomster-slag': 'lon',
          'inkomster-belopp': '4380',
          'inkomster-dag-day': '23',
          'inkomster-dag-month': '1',
          'inkomster-dag-year': '2026',
        },
      ],
    },
  },
};

/** Anna applies for Alma; `child` is the child's value on the page. */
export function preschool(child: string): Answers {
  return {
    barn: { fill: { barn: child } },
    verksamhet: { fill: { verksamhet: 'forskola' } },
    start: { fill: { 'fran_datum-day': '17', 'fran_datum-month': '8', 'fran_datum-year': '2026' } },
    onskemal: { fill: { val_1: 'tallkotten', val_2: 'sjoboden' } },
    grund: { fill: { grund: 'arbete' } },
    timmar: { fill: { timmar: '35', obekvam_tid: 'no' } },
    stod: { fill: { sarskilt_stod: 'no' } },
  };
}

export const lamp: Answers = {
  akut: { fill: { akut: 'no' } },
  kategori: { fill: { kategori: 'gatubelysning' } },
  plats: { fill: { 'plats-text': 'Varvsgatan 14, vid busshållplatsen' } },
  beskrivning: {
    fill: {
      rubrik: 'Trasig gatlampa',
      beskrivning: 'Lampan har varit släckt i en vecka.\nDet är mörkt vid övergångsstället.',
    },
  },
  aterkoppling: { fill: { vill_ha_svar: 'no' } },
};

export const minutes: Answers = {
  vad: { fill: { vad: 'Protokollet från socialnämndens möte i januari 2026.', arendenummer: '' } },
  hur: { fill: { hur: 'epost' } },
  leverans: { fill: { epost: 'redaktion@tidning.exempel' } },
  hjalp: { fill: { far_kontakta: 'no' } },
};

const LOTTERY_FILES = new URL('../../towns/ekhamn/services/lotteriregistrering/examples/files/', import.meta.url);
const pdf = (name: string) => new File([readFileSync(new URL(name, LOTTERY_FILES))], name, { type: 'application/pdf' });

/** The rowing club registers its lottery, which costs 400 kronor. */
export const lottery: Answers = {
  forening: { fill: { 'forening-nummer': '802400-9907' } },
  verksamhet: { fill: { andamal: 'Rodd för barn och unga i Ekhamn.', oppen: 'yes', ekhamn: 'yes' } },
  forsaljning: { fill: { forsaljning: 'sjalva' } },
  period: {
    fill: { 'fran_datum-day': '1', 'fran_datum-month': '3', 'fran_datum-year': '2026', annan_registrering: 'no' },
  },
  belopp: { fill: { insatser: '120 000', vinstandel: '40', hogsta_vinst: '0' } },
  kontakt: {
    fill: {
      'kontaktperson-namn': 'Anna Berg',
      'kontaktperson-epost': 'anna.berg@exempel.invalid',
      'kontaktperson-telefon': '070-174 06 15',
    },
  },
  handlingar: { fill: { stadgar: pdf('stadgar.pdf'), protokoll: pdf('protokoll.pdf') } },
};
