import type { Imported, Note } from '@torget/form/import';

const KINDS = {
  lost: { sv: 'Inte med', en: 'Not carried over' },
  different: { sv: 'Annorlunda', en: 'Different' },
  source: { sv: 'Fel i källan', en: 'Faults of the source' },
} as const;

type Kind = Note['kind'];

const ORDER: readonly Kind[] = ['lost', 'different', 'source'];

/** What the import did otherwise, for people: README.md of the service folder, in Swedish and English. */
export function readme(imported: Imported, source: string): string {
  const part = (language: 'sv' | 'en') =>
    ORDER.flatMap((kind) => {
      const notes = imported.notes.filter((note) => note.kind === kind);
      if (notes.length === 0) return [];
      return [
        '',
        `## ${KINDS[kind][language]} (${notes.length})`,
        '',
        ...notes.map((note) => `- \`${nameOf(note)}\` ${oneLine(note.message[language])}`),
      ];
    });
  return [
    `# ${oneLine(imported.title)}`,
    '',
    `Formuläret är hämtat ur \`${source}\`. Det som blev annorlunda står här, en rad för varje sak; samma lista för maskiner står i import.json. Grund, gallring och ärendets väg är skrivna som det enklaste som går: skriv dem som de ska vara innan tjänsten öppnas.`,
    ...part('sv'),
    '',
    '---',
    '',
    `The form was taken from \`${source}\`. What became different stands here, a line for each thing; the same list for machines is import.json. Ground, retention and the way of the case are the simplest there can be: write them as they should be before the service opens.`,
    ...part('en'),
    '',
  ].join('\n');
}

/** The same for machines. */
export function reportJson(imported: Imported, from: string, source: string): string {
  const { title, language, notes } = imported;
  const counts = Object.fromEntries(ORDER.map((kind) => [kind, notes.filter((note) => note.kind === kind).length]));
  return `${JSON.stringify({ from, source, title, language, counts, notes }, null, 2)}\n`;
}

function nameOf({ at, element }: Note): string {
  return oneLine(element === '' || element === at ? at || 'form' : `${at} → ${element}`).replaceAll('`', "'");
}

/** A text of the source on one line, without what Markdown would read as its own. */
function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[<>]/g, (sign) => (sign === '<' ? '&lt;' : '&gt;'))
    .trim();
}
