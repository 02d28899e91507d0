import { type Answers, type Form, load } from '@torget/form';

/** A form made for measuring, and answers to all of it: every rule has something to work on, nothing is wrong. */
export interface Made {
  readonly yaml: string;
  readonly answers: Answers;
}

/** The types in turn, as forms have them. */
const TYPES = [
  ...['text', 'choice', 'whole-number', 'yes-no', 'date', 'money', 'choices', 'email', 'month', 'long-text'],
] as const;
const TURN = TYPES.length;

const OPTIONS =
  'options: { ja: { sv: Ja, en: "Yes" }, nej: { sv: Nej, en: "No" }, vet_inte: { sv: Vet inte, en: Do not know } }';

function keysOf(type: string): string {
  if (type === 'choice' || type === 'choices') return `, ${OPTIONS}`;
  return type === 'whole-number' || type === 'money' ? ', min: 0, max: 100000' : '';
}

function answerOf(type: string, n: number): Answers[string] {
  const answers: { readonly [type: string]: Answers[string] } = {
    choice: n % 20 === 1 ? 'nej' : 'ja',
    choices: ['ja', 'nej'],
    'whole-number': n,
    money: `${n}.50`,
    'yes-no': n % 3 !== 0,
    date: '2026-01-15',
    month: '2026-01',
    email: `person${n}@exempel.invalid`,
  };
  return answers[type] ?? `Svar på fråga ${n}`;
}

/** An expression of two or three terms over the answers of a whole turn of types that begins at `from`. */
function expression(rule: number, from: number): string {
  const q = (type: (typeof TYPES)[number]) => `f${from + TYPES.indexOf(type)}`;
  switch (rule % 3) {
    case 0:
      return `${q('whole-number')} >= 5 and ${q('choice')} = "ja"`;
    case 1:
      return `${q('yes-no')} = true or ${q('money')} + ${q('whole-number')} > 500`;
    default:
      return `${q('date')} < date("2027-01-01") and list contains(${q('choices')}, "ja")`;
  }
}

/**
 * Half of the rules are named conditions with the `when` of a question that reads them, a quarter computed values and a
 * quarter rules across the questions of a page. Each reads answers of pages before it.
 *
 * @param pages of `perPage` questions each · @param rules at most four a page
 */
export function madeForm(pages: number, perPage: number, rules: number): Made {
  const lines = ['pages:'];
  const conditions: string[] = [];
  const computed: string[] = [];
  const answers: { [id: string]: Answers[string] } = {};
  let left = rules;
  for (let page = 0; page < pages; page++) {
    const first = page * perPage;
    // Answers of earlier pages from the beginning of a turn; the first pages have none to read.
    const from = Math.floor((first * 2) / 3 / TURN) * TURN;
    const most = page === 0 || first - from < TURN ? 0 : Math.min(5 - (page % 3), left);
    lines.push(`  - id: sida-${page}`, `    title: { sv: Sida ${page}, en: Page ${page} }`, '    questions:');
    for (let n = first; n < first + perPage; n++) {
      const type = TYPES[n % TURN] ?? 'text';
      const when = n === first && most >= 2 ? `, when: villkor_${page}` : '';
      lines.push(
        `      - { id: f${n}, type: ${type}, label: { sv: Fråga ${n}, en: Question ${n} }${keysOf(type)}${when} }`,
      );
      answers[`f${n}`] = answerOf(type, n);
    }
    if (most >= 2) conditions.push(`  villkor_${page}: '${expression(page, from)}'`);
    if (most >= 3) computed.push(`  varde_${page}: 'if ${expression(page + 1, from)} then ${page} else 0'`);
    if (most >= 4) {
      const rule = `${expression(page + 2, from)} or f${first} != null or true`;
      lines.push('    validation:', `      - { rule: '${rule}', message: { sv: Stämmer inte, en: Not right } }`);
    }
    if (most >= 5) computed.push(`  andel_${page}: 'if ${expression(page, from)} then 1 else 2'`);
    left -= most;
  }
  if (conditions.length > 0) lines.push('conditions:', ...conditions);
  if (computed.length > 0) lines.push('computed:', ...computed);
  return { yaml: `${lines.join('\n')}\n`, answers };
}

/** The form of a made one; one that does not load is a mistake here. */
export function loaded({ yaml }: Made): Form {
  const form = load(yaml, { file: 'made.yaml' });
  if (!form.ok) throw new Error(JSON.stringify(form.error[0]));
  return form.value;
}
