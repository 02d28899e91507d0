import type { Bilingual } from '@torget/feel';

/** What can be wrong with the source of a letter, and what would be right. */
export const LETTER_FAULTS = {
  'letter-brace-open': {
    message: { sv: 'Klammern { stängs inte på samma rad.', en: 'The brace { is not closed on the same line.' },
    advice: { sv: 'Stäng den med }, eller skriv \\{ för en klammer i texten.', en: 'Close it with }, or write \\{.' },
  },
  'letter-brace-stray': {
    message: { sv: 'Klammern } har ingen början.', en: 'The brace } has no beginning.' },
    advice: { sv: 'Ta bort den, eller skriv \\} för en klammer i texten.', en: 'Remove it, or write \\}.' },
  },
  'letter-block-unknown': {
    message: { sv: 'Byggblocket finns inte.', en: 'The building block does not exist.' },
    advice: {
      sv: 'Brevens byggblock är reasons, how-to-appeal, automated-notice, building-times, computation, outcome och signature.',
      en: 'The blocks of letters are reasons, how-to-appeal, automated-notice, building-times, computation, outcome and signature.',
    },
  },
  'letter-block-option': {
    message: { sv: 'Byggblocket har inget sådant val.', en: 'The building block has no such option.' },
    advice: { sv: 'Skriv {{namn val=värde}} med ett val som blocket har.', en: 'Write {{name option=value}}.' },
  },
  'letter-block-inline': {
    message: { sv: 'Ett byggblock kan inte stå inne i en text.', en: 'A building block cannot stand inside a text.' },
    advice: { sv: 'Ställ det på en egen rad med tomma rader runt.', en: 'Put it on a line of its own.' },
  },
  'letter-element': {
    message: { sv: 'Den sortens text finns inte i brev.', en: 'Letters have no such element.' },
    advice: {
      sv: 'Skriv med rubriker (## och ###), stycken, listor i en nivå, tabeller, **fetstil** och länkar till egna sidor.',
      en: 'Use headings (## and ###), paragraphs, lists of one level, tables, **strong** and links to own pages.',
    },
  },
  'letter-heading': {
    message: { sv: 'Rubriken har fel nivå.', en: 'The heading has the wrong level.' },
    advice: {
      sv: 'Skriv ## eller ###; brevets ämne är rubriken över dem. Börja med ##.',
      en: 'Write ## or ###; the subject is the heading above them. Begin with ##.',
    },
  },
  'letter-link': {
    message: { sv: 'Länken leder inte till en egen sida.', en: 'The link does not lead to an own page.' },
    advice: {
      sv: 'Skriv en adress som börjar med /, till exempel /mina-sidor.',
      en: 'Write a path, such as /mina-sidor.',
    },
  },
  'letter-too-long': {
    message: { sv: 'Brevet är för långt.', en: 'The letter is too long.' },
    advice: {
      sv: 'Högst 100 000 tecken och 2 000 platshållare.',
      en: 'At most 100,000 characters and 2,000 placeholders.',
    },
  },
  'letter-character': {
    message: { sv: 'Texten har tecken som inte får användas.', en: 'The text has characters that may not be used.' },
    advice: { sv: 'Ta bort styrtecken och tecken för privat bruk.', en: 'Remove control and private use characters.' },
  },
  'letter-empty': {
    message: { sv: 'Brevet är tomt.', en: 'The letter is empty.' },
    advice: { sv: 'Skriv minst ett stycke.', en: 'Write at least one paragraph.' },
  },
} as const satisfies { readonly [code: string]: { readonly message: Bilingual; readonly advice: Bilingual } };

export type LetterFaultCode = keyof typeof LETTER_FAULTS;
