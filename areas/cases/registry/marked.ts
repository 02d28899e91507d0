import type { Json } from '@torget/feel';
import type { Question } from '@torget/form';
import { isUuid } from '#platform/database/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { CaseView } from '../queries/mine.ts';
import type { FieldValues } from '../staff-fields/fields.ts';

/** A field of a case that a secrecy mark may be about (OSL 5 kap. 5 §). */
export interface Markable {
  /** As the mark keeps it: `matter`, `subject`, `party:<id>`, `answer:<question>` or `staff:<field>`. */
  readonly field: string;
  readonly kind: 'matter' | 'subject' | 'party' | 'answer' | 'staff';
  /** What it is called: a party's name, the label of a question. */
  readonly name: Question['label'];
  /** Words by which it may stand in a document. */
  readonly words: readonly string[];
}

/** What there is of a case to mark. */
export interface MarkableCase {
  readonly view: CaseView;
  /** Undefined where its version cannot be read: then answers and fields go by their ids. */
  readonly service: Service | undefined;
  readonly application: FieldValues;
  readonly staff: FieldValues;
  /** What the registrar says that it is about, where it is said. */
  readonly subject: string | undefined;
}

/** Shorter ones stand in many words that tell nothing: those are looked for by whoever masks. */
const SHORTEST = 3;

/** The fields that may be marked, each once: the matter, its subject, every party, the answers of the application, staff fields. */
export function markables({ view, service, application, staff, subject }: MarkableCase): readonly Markable[] {
  const title = service?.definition.title ?? { sv: view.matter };
  const parties = new Map(view.parties.map(({ party, name }) => [party, name]));
  const answered = (form: Service['form'] | undefined, values: FieldValues, kind: 'answer' | 'staff') =>
    (service === undefined ? unasked(values) : (form?.pages ?? []).flatMap(({ questions }) => questions)).flatMap(
      (question): Markable[] => {
        const value = values[question.id];
        if (value === undefined || value === null) return [];
        return [{ field: `${kind}:${question.id}`, kind, name: question.label, words: spoken(question, value) }];
      },
    );
  return [
    { field: 'matter', kind: 'matter', name: title, words: wordsOf([title.sv, title.en ?? title.sv]) },
    ...(subject === undefined
      ? []
      : [{ field: 'subject', kind: 'subject', name: { sv: subject }, words: wordsOf([subject]) } as const]),
    ...[...parties].map(
      ([party, name]): Markable => ({
        field: `party:${party}`,
        kind: 'party',
        name: { sv: name },
        words: wordsOf([name]),
      }),
    ),
    ...answered(service?.form, application, 'answer'),
    ...answered(service?.staffFields, staff, 'staff'),
  ];
}

/** What was answered, without the questions: each is called by its id. Only what a mark can name. */
function unasked(values: FieldValues): readonly Pick<Question, 'id' | 'label' | 'options'>[] {
  return Object.keys(values)
    .filter((id) => /^[A-Za-z_]\w*$/.test(id))
    .map((id) => ({ id, label: { sv: id } }));
}

/** An answer by the words that it stands in a document with: those of its options, and each line of a text. */
function spoken({ options = [] }: Pick<Question, 'options'>, value: Json): readonly string[] {
  const said = leaves(value).flatMap((leaf) => {
    const option = options.find(({ id }) => id === leaf);
    return option === undefined ? leaf.split(/\r?\n/) : [option.label.sv, option.label.en ?? option.label.sv];
  });
  return wordsOf(said);
}

function leaves(value: Json): readonly string[] {
  if (typeof value === 'string') return isUuid(value) ? [] : [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(leaves);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}

const wordsOf = (said: readonly string[]) => [
  ...new Set(said.map((word) => word.trim()).filter((word) => word.length >= SHORTEST)),
];
