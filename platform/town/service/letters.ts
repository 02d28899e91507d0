import type { Fault, Scope } from '@torget/feel';
import type { Text } from '@torget/form';
import { compileLetter, countedDays } from '#platform/letters/index.ts';
import { type At, Faults, START } from '../faults.ts';
import { textIn } from '../folder.ts';
import type { Folder, LetterTemplate } from '../types.ts';
import { type Fields, rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';

const KINDS = ['decision', 'request', 'information', 'receipt'] as const;
/**
 * Who a letter may go to: the parties of a case, the address that someone without a name has given, or `sender`: the
 * applicant where there is one, and that address where there is none.
 */
export const TO = [
  'applicant',
  'co-applicant',
  'all-applicants',
  'guardian',
  'all-guardians',
  'contact',
  'sender',
] as const;
const FRONT = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/;

/** A letter with where its parts stand, so that faults in its text name the right line. */
export interface LetterFile {
  readonly template: LetterTemplate;
  readonly lines: { readonly sv: number; readonly subject: At };
}

/** Reads `letters/<id>.sv.md` with its front matter and `letters/<id>.en.md`, its translation without any. */
export function readLetters(files: Folder): {
  readonly letters: ReadonlyMap<string, LetterFile>;
  readonly faults: readonly Fault[];
} {
  const letters = new Map<string, LetterFile>();
  const faults: Fault[] = [];
  for (const path of files.keys()) {
    const id = /^letters\/([a-z0-9-]+)\.sv\.md$/.exec(path)?.[1];
    if (id === undefined) {
      if (path.startsWith('letters/')) faults.push(...strayFile(path, files));
      continue;
    }
    const read = readLetter(id, path, files);
    faults.push(...read.faults);
    if (read.letter !== undefined) letters.set(id, read.letter);
  }
  return { letters, faults };
}

function readLetter(id: string, path: string, files: Folder): { letter?: LetterFile; faults: readonly Fault[] } {
  const faults = new Faults(path);
  const source = textIn(files, path) ?? '';
  const front = FRONT.exec(source);
  if (front === null) {
    faults.error(
      START,
      'letter-front-matter',
      {
        sv: 'Brevet börjar inte med uppgifter om mottagare, slag och ämne.',
        en: 'The letter does not begin with its recipient, kind and subject.',
      },
      {
        sv: 'Börja med --- , to, kind, subject och --- på egna rader.',
        en: 'Begin with ---, to, kind, subject and --- on lines of their own.',
      },
    );
    return { faults: faults.list };
  }
  const root = rootFields(parseYaml(front[1] ?? '', faults, 1), faults);
  if (root === undefined) return { faults: faults.list };
  const head = { to: root.oneOf('to', TO), kind: root.oneOf('kind', KINDS), subject: root.bilingual('subject') };
  const subject = subjectAt(root);
  root.end();
  const english = textIn(files, `letters/${id}.en.md`);
  if (english === undefined) {
    faults.warn(
      START,
      'missing-text',
      { sv: `Brevet "${id}" finns inte på engelska.`, en: `The letter "${id}" does not exist in English.` },
      { sv: `Lägg till letters/${id}.en.md.`, en: `Add letters/${id}.en.md.` },
    );
  }
  if (faults.failed) return { faults: faults.list };
  const body = { sv: source.slice(front[0].length), ...(english === undefined ? {} : { en: english }) };
  const lines = { sv: front[0].split('\n').length, subject };
  return { letter: { template: { id, ...head, body }, lines }, faults: faults.list };
}

function subjectAt(root: Fields): At {
  return root.where('subject');
}

/** A translation of a letter that does not exist, or a file that is no letter. */
function strayFile(path: string, files: Folder): readonly Fault[] {
  const id = /^letters\/([a-z0-9-]+)\.[a-z]{2,3}\.md$/.exec(path)?.[1];
  if (id !== undefined && files.has(`letters/${id}.sv.md`)) return [];
  const faults = new Faults(path);
  faults.error(
    START,
    'stray-file',
    { sv: `${path} är inget brev.`, en: `${path} is no letter.` },
    {
      sv: 'Brev heter <id>.sv.md, och översättningen <id>.en.md.',
      en: 'Letters are called <id>.sv.md, their translation <id>.en.md.',
    },
  );
  return faults.list;
}

/** Compiles every language of a letter against the names it may use; what `letter.send` gives it comes on top. */
export function checkLetter(letter: LetterFile, scope: Scope | undefined): readonly Fault[] {
  const { template, lines } = letter;
  const english = template.body.en;
  const subject = (language: 'sv' | 'en'): Text['sv'] => template.subject[language] ?? template.subject.sv;
  const faults = (result: ReturnType<typeof compileLetter>): readonly Fault[] => (result.ok ? [] : result.error);
  return [
    ...uncounted(template.body.sv, `letters/${template.id}.sv.md`, lines.sv),
    ...uncounted(english ?? '', `letters/${template.id}.en.md`, 1),
    ...faults(
      compileLetter(template.body.sv, scope, {
        file: `letters/${template.id}.sv.md`,
        line: lines.sv,
        subject: subject('sv'),
        subjectLine: lines.subject.line,
      }),
    ),
    ...(english === undefined
      ? []
      : faults(
          compileLetter(english, scope, {
            file: `letters/${template.id}.en.md`,
            line: 1,
            subject: subject('en'),
            subjectLine: 1,
          }),
        )),
  ];
}

/** A reader who does not know the day of the letter cannot count from it (law.md, section 12.2: an order sets a day). */
function uncounted(body: string, file: string, first: number): readonly Fault[] {
  const faults = new Faults(file);
  for (const { at, text } of countedDays(body)) {
    const before = body.slice(0, at).split('\n');
    faults.warn(
      { line: first + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1 },
      'letter-counted-days',
      {
        sv: `Brevet räknar "${text}" från en dag som läsaren inte vet.`,
        en: `The letter counts "${text}" from a day that its reader does not know.`,
      },
      {
        sv: 'Skriv dagen. Ge brevets letter.send huvudet answer-within, så är {answer_by} sista dagen att svara.',
        en: 'Write the day. Give the letter.send of the letter the header answer-within, and {answer_by} is the last day to answer.',
      },
    );
  }
  return faults.list;
}
