// The work list, and the lists beside it.
import { BIRGITTA, first, follow, JONAS, MARYAM, press, type Row } from './row.testing.ts';

export const listRows: readonly Row[] = [
  {
    action: 'open a case of the list',
    by: MARYAM,
    at: '/arbete',
    steps: [follow(/\/arenden\/[0-9a-f-]{36}$/)],
    shows: { leads: /\/arenden\/[0-9a-f-]{36}$/ },
  },
  {
    action: 'search for a case, a person or a number',
    by: MARYAM,
    at: '/arbete',
    steps: [press(/\/arenden$/, { q: 'SN 2026' })],
    shows: /SN 2026-000001/,
  },
  {
    action: 'see another view',
    by: MARYAM,
    at: '/arbete',
    steps: [follow(/vy=otilldelade/)],
    shows: { leads: /vy=otilldelade/ },
  },
  {
    action: 'filter and order the list',
    by: MARYAM,
    at: '/arbete',
    steps: [press(/^\/arbete$/, { lage: 'andra', ordning: 'aldst' })],
    shows: { leads: /lage=andra/ },
  },
  {
    action: 'save a view',
    by: MARYAM,
    at: '/arbete?lage=andra',
    steps: [press(/\/vyer$/, { namn: 'Kollegors' })],
    shows: /aria-current="true"[^>]*>\s*Kollegors/,
  },
  {
    action: 'take a saved view away',
    by: MARYAM,
    at: '/arbete?lage=andra',
    steps: [press(/\/vyer$/, {}, 'bort=')],
    shows: { leads: /^\/arbete$/ },
  },
  {
    action: 'assign what is chosen',
    by: MARYAM,
    at: '/arbete',
    steps: [press(/\/tilldela$/, (hands) => ({ uppgift: first(hands, 'uppgift') }))],
    shows: /En uppgift är tilldelad/,
  },
  {
    action: 'take the list out as a workbook',
    by: MARYAM,
    at: '/arbete',
    steps: [follow(/lista\.xlsx/)],
    shows: /^PK/,
  },
  { action: 'take the list out as text', by: MARYAM, at: '/arbete', steps: [follow(/lista\.csv/)], shows: /SN 2026-/ },
  {
    action: 'see who is absent',
    by: MARYAM,
    at: '/arbete',
    steps: [follow(/\/franvaro$/)],
    shows: { leads: /\/franvaro$/ },
  },
  {
    action: 'add an absence',
    by: MARYAM,
    at: '/arbete/franvaro',
    steps: [
      press(/\/franvaro$/, (hands, { town }) => ({
        ersattare:
          first(hands, 'ersattare') ||
          (/<option value="([0-9a-f-]{36})"/.exec(hands.text.split('name="ersattare"')[1] ?? '')?.[1] ?? ''),
        fran: town.today().toString(),
        till: town.today().add({ days: 3 }).toString(),
      })),
    ],
    shows: /name="avsluta"/,
  },
  {
    action: 'end an absence',
    by: MARYAM,
    at: '/arbete/franvaro',
    steps: [press(/\/franvaro$/, {}, undefined)],
    shows: { leads: /\/franvaro$/ },
  },
  {
    action: 'see what is late and why',
    by: BIRGITTA,
    at: '/arbete',
    steps: [follow(/\/forsenat$/)],
    shows: { leads: /\/forsenat$/ },
  },
  {
    action: 'take out what is late as a workbook',
    by: BIRGITTA,
    at: '/arbete',
    steps: [follow(/\/forsenat$/), follow(/forsenat\.xlsx/)],
    shows: /^PK/,
  },
  {
    action: 'take out what is late as text',
    by: BIRGITTA,
    at: '/arbete',
    steps: [follow(/\/forsenat$/), follow(/forsenat\.csv/)],
    shows: /SN 2026-/,
  },
  {
    action: 'see what is not carried out',
    by: MARYAM,
    at: 'support',
    steps: [follow(/\/ej-verkstallda/)],
    shows: { leads: /\/ej-verkstallda/ },
  },
  ...['ivo.xlsx', 'ivo.csv', 'fullmaktige.xlsx', 'fullmaktige.csv'].map((file) => ({
    action: `take out what is not carried out: ${file}`,
    by: MARYAM,
    at: 'support',
    steps: [follow(/\/ej-verkstallda/), follow(new RegExp(`ej-verkstallda/${file.replace('.', '\\.')}`))],
    shows: file.endsWith('xlsx') ? /^PK/ : /;|,/,
  })),
  {
    action: 'see the letters to post',
    by: JONAS,
    at: '/arbete',
    steps: [follow(/\/utskrift$/)],
    shows: { leads: /\/utskrift$/ },
  },
];
