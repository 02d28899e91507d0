import type { Bilingual } from '@torget/feel';

/** Why a file was not taken, in words for the person at the field. */
export interface FileProblem {
  readonly code: FileProblemCode;
  readonly message: Bilingual;
}

const MESSAGES = {
  empty: { sv: 'Filen är tom. Välj en annan fil.', en: 'The file is empty. Choose another file.' },
  'wrong-type': {
    sv: 'Filen är av en sort som vi inte kan ta emot. Välj en pdf eller en bild i formatet jpg eller png.',
    en: 'We cannot take that kind of file. Choose a PDF or a picture in the format JPG or PNG.',
  },
  heic: {
    sv: 'Bilden är i formatet heic, som vi inte kan ta emot. Spara den som jpg och försök igen.',
    en: 'The picture is in the format HEIC, which we cannot take. Save it as JPG and try again.',
  },
  infected: {
    sv: 'Filen innehåller skadlig kod och har tagits bort. Välj en annan fil.',
    en: 'The file contains malicious code and was taken away. Choose another file.',
  },
  classified: {
    sv: 'Filen är märkt eller uppgiven som säkerhetsskyddsklassificerad. Vi har inte sparat den. Skicka den inte här eller med e-post. Ring kommunens växel och fråga efter säkerhetsskyddschefen. Är filen bara märkt som konfidentiell, utan att vara säkerhetsskyddsklassificerad, tar vi emot den på annat sätt: ring oss.',
    en: 'The file is marked or declared as security-classified. We have not kept it. Do not send it here or by e-mail. Call the municipality and ask for the head of protective security. If it is only marked confidential, and not security-classified, we take it another way: call us.',
  },
  'two-in-one': {
    sv: 'Filen är två filer i en, och det kan vi inte ta emot. Skriv ut eller spara den på nytt som pdf.',
    en: 'The file is two files in one, which we cannot take. Print it or save it anew as PDF.',
  },
  bomb: {
    sv: 'Filen blir för stor när den öppnas. Spara den som pdf och försök igen.',
    en: 'The file becomes too large when it is opened. Save it as PDF and try again.',
  },
  'broken-image': {
    sv: 'Bilden går inte att öppna. Spara den på nytt eller ta en ny bild.',
    en: 'The picture cannot be opened. Save it again or take a new one.',
  },
  'too-many-pixels': {
    sv: 'Bilden är för stor. Spara den i en mindre storlek och försök igen.',
    en: 'The picture is too large. Save it in a smaller size and try again.',
  },
} as const satisfies { readonly [code: string]: Bilingual };

export type FileProblemCode = keyof typeof MESSAGES | 'too-large';

/** The problem of a code, with its words. */
export function problem(code: keyof typeof MESSAGES): FileProblem {
  return { code, message: MESSAGES[code] };
}

/** Too large says how large a file may be, in whole megabytes. */
export function tooLarge(limit: number): FileProblem {
  const size = Math.max(1, Math.floor(limit / 1_000_000));
  return {
    code: 'too-large',
    message: {
      sv: `Filen är för stor. Den får vara högst ${size}\u00a0MB.`,
      en: `The file is too large. It may be at most ${size}\u00a0MB.`,
    },
  };
}
