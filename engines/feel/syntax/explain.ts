import type { Bilingual } from '../fault.ts';

/** What went wrong and what would be right, for the faults of an expression's form. */
const WORDS: { readonly [code: string]: { readonly message: Bilingual; readonly advice: Bilingual } } = {
  empty: {
    message: { sv: 'Uttrycket är tomt.', en: 'The expression is empty.' },
    advice: {
      sv: 'Skriv ett FEEL-uttryck, till exempel belopp > 1000.',
      en: 'Write a FEEL expression, for instance belopp > 1000.',
    },
  },
  'too-deep': {
    message: {
      sv: 'Uttrycket är för långt eller för djupt nästlat.',
      en: 'The expression is too long or nested too deeply.',
    },
    advice: { sv: 'Dela upp det i flera namngivna delar.', en: 'Split it into several named parts.' },
  },
  'number-with-spaces': {
    message: { sv: 'Ett tal innehåller mellanslag.', en: 'A number contains a space.' },
    advice: {
      sv: 'Tal skrivs utan mellanslag i FEEL: 1000, inte 1 000.',
      en: 'Numbers are written without spaces in FEEL: 1000, not 1 000.',
    },
  },
  'decimal-comma': {
    message: { sv: 'Ett tal innehåller decimalkomma.', en: 'A number contains a decimal comma.' },
    advice: { sv: 'Decimaler skrivs med punkt i FEEL: 1.5.', en: 'Decimals are written with a point in FEEL: 1.5.' },
  },
  'double-equals': {
    message: { sv: 'Likhet skrivs inte med ==.', en: 'Equality is not written ==.' },
    advice: { sv: 'Skriv ett enda likhetstecken: a = b.', en: 'Write a single equals sign: a = b.' },
  },
  'other-language': {
    message: { sv: '&& och || finns inte i FEEL.', en: '&& and || do not exist in FEEL.' },
    advice: { sv: 'Skriv and respektive or.', en: 'Write and or or.' },
  },
  'single-quotes': {
    message: { sv: 'Text står inte inom enkla citattecken.', en: 'Text does not stand in single quotation marks.' },
    advice: { sv: 'Skriv text inom dubbla citattecken: "ja".', en: 'Write text in double quotation marks: "ja".' },
  },
  'if-without-else': {
    message: { sv: 'Ett if saknar else.', en: 'An if lacks its else.' },
    advice: {
      sv: 'Skriv if … then … else …; else null om inget värde ska ges.',
      en: 'Write if … then … else …; else null if there is no value.',
    },
  },
};

/** One sentence on what is wrong, with the place in the text. */
export function explain(code: string, text: string, offset: number): Bilingual {
  const words = WORDS[code];
  if (words !== undefined) return words.message;
  const near = text.slice(offset, offset + 20).trim();
  if (near === '') {
    return { sv: 'Uttrycket slutar för tidigt.', en: 'The expression ends too early.' };
  }
  return { sv: `Uttrycket kan inte läsas vid »${near}«.`, en: `The expression cannot be read at “${near}”.` };
}

/** One sentence on what would be right. */
export function advise(code: string): Bilingual {
  return (
    WORDS[code]?.advice ?? {
      sv: 'Kontrollera parenteser, citattecken och operatorer.',
      en: 'Check parentheses, quotation marks and operators.',
    }
  );
}
