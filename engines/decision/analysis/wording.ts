import type { Bilingual, Fault } from '@torget/feel';
import type { CompiledTable } from '../run/table.ts';
import { when } from './example.ts';
import type { Grid, Unread } from './grid.ts';
import type { Finding } from './questions.ts';

interface Says {
  readonly code: string;
  /** The rule it is about, from 0; the table where it is none. */
  readonly rule?: number;
  /** The condition cell of that rule. */
  readonly column?: number | undefined;
  readonly message: Bilingual;
  readonly advice: Bilingual;
}

/** A finding as `torget check` prints it: a warning at the rule, the cell or the table. */
export function faultOf(finding: Finding, compiled: CompiledTable, grid: Grid): Fault {
  const { table, file } = compiled;
  const { code, rule, column, message, advice } = says(finding, compiled, grid);
  const ruleAt = rule === undefined ? undefined : table.rules[rule];
  const cell = column === undefined ? undefined : ruleAt?.conditions[column];
  const at = cell ?? ruleAt ?? table;
  const element = ruleAt?.id ?? table.id;
  return { file, line: at.line, column: at.column, element, code, severity: 'warning', message, advice };
}

function says(finding: Finding, compiled: CompiledTable, grid: Grid): Says {
  const { owner } = compiled;
  switch (finding.kind) {
    case 'gap': {
      const input = when(finding.where, grid);
      return {
        code: 'gap',
        message: {
          sv: `Ingen regel i »${owner}« gäller${input.sv}.`,
          en: `No rule of “${owner}” hits${input.en}.`,
        },
        advice: {
          sv: 'Lägg till en regel, eller ett värde som gäller annars.',
          en: 'Add a rule, or a default output.',
        },
      };
    }
    case 'overlap':
    case 'disagree':
    case 'may-disagree':
      return together(finding, owner, when(finding.where, grid));
    case 'never':
      return neverHits(finding, compiled);
    case 'masked':
      return hidden(finding, owner, when(finding.where, grid));
    case 'unread':
      return unread(finding.cells, owner);
    case 'gave-up':
      return gaveUp(owner);
    default:
      return more(finding, owner);
  }
}

function together(
  finding: Finding & { readonly rules: readonly [number, number] },
  owner: string,
  input: Bilingual,
): Says {
  const [a, b] = [finding.rules[0] + 1, finding.rules[1] + 1];
  const both = {
    sv: `Regel ${a} och ${b} i »${owner}« gäller båda`,
    en: `Rules ${a} and ${b} of “${owner}” both hit`,
  };
  const rest = {
    overlap: { sv: '', en: '' },
    disagree: { sv: ' men svarar olika', en: ' but answer differently' },
    'may-disagree': { sv: ' och räknar ut sina svar var för sig', en: ' and compute their answers apart' },
  }[finding.kind as 'overlap' | 'disagree' | 'may-disagree'];
  return {
    code: 'overlap',
    rule: finding.rules[1],
    message: { sv: `${both.sv}${rest.sv}${input.sv}.`, en: `${both.en}${rest.en}${input.en}.` },
    advice: {
      sv: 'Skilj reglernas villkor åt, eller välj en annan träffregel.',
      en: 'Tell their conditions apart, or choose another hit policy.',
    },
  };
}

function neverHits(
  { rule, column }: Finding & { readonly kind: 'never' },
  { owner, columns, rows }: CompiledTable,
): Says {
  const cell = column === undefined ? undefined : rows[rule]?.traced.conditions[column];
  const label = column === undefined ? undefined : columns[column]?.label;
  const why =
    cell === undefined
      ? { sv: 'villkoren utesluter varandra', en: 'its conditions exclude each other' }
      : { sv: `inget värde av ${label} uppfyller ${cell}`, en: `no value of ${label} fulfils ${cell}` };
  return {
    code: 'unreachable',
    rule,
    column,
    message: {
      sv: `Regel ${rule + 1} i »${owner}« kan aldrig gälla: ${why.sv}.`,
      en: `Rule ${rule + 1} of “${owner}” can never hit: ${why.en}.`,
    },
    advice: { sv: 'Ta bort regeln eller rätta dess villkor.', en: 'Remove the rule or correct its conditions.' },
  };
}

function hidden({ rule, by }: Finding & { readonly kind: 'masked' }, owner: string, input: Bilingual): Says {
  const instead =
    by === undefined
      ? { sv: 'andra regler går före den', en: 'other rules come before it' }
      : { sv: `regel ${by + 1} går före den`, en: `rule ${by + 1} comes before it` };
  return {
    code: 'unreachable',
    rule,
    message: {
      sv: `Regel ${rule + 1} i »${owner}« avgör aldrig: ${instead.sv}, till exempel${input.sv.replace(/^,/, '')}.`,
      en: `Rule ${rule + 1} of “${owner}” never decides: ${instead.en}, for instance${input.en.replace(/^,/, '')}.`,
    },
    advice: {
      sv: 'Ta bort regeln, flytta den eller snäva in det som går före.',
      en: 'Remove the rule, move it, or narrow what comes before it.',
    },
  };
}

/** Said once a table, at the first such cell: what the analysis leaves out must never be taken for a clean bill. */
function unread(cells: readonly Unread[], owner: string): Says {
  const [first] = cells;
  const rules = [...new Set(cells.map(({ rule }) => rule + 1))];
  const names = cells.some(({ why }) => why === 'names');
  const list = rules.slice(0, 8).join(', ') + (rules.length > 8 ? ' …' : '');
  return {
    code: 'not-analysed',
    ...(first === undefined ? {} : { rule: first.rule, column: first.column }),
    message: {
      sv: `Luckor och överlapp i »${owner}« som hänger på regel ${list} är inte sökta: ${names ? 'villkoren läser andra namn än sin egen kolumn' : 'villkoren räknar med värdet'}.`,
      en: `Gaps and overlaps of “${owner}” that hang on rule ${list} are not searched: ${names ? 'the conditions read other names than their own column' : 'the conditions compute with the value'}.`,
    },
    advice: {
      sv: 'Räkna i kolumnens uttryck och jämför med fasta värden i cellerna, eller pröva fallen med exempel.',
      en: 'Compute in the expression of the column and compare with constants in the cells, or try the cases as examples.',
    },
  };
}

function gaveUp(owner: string): Says {
  return {
    code: 'not-analysed',
    message: {
      sv: `»${owner}« är för invecklad för att sökas igenom helt: det kan finnas fler luckor eller regler som aldrig avgör.`,
      en: `“${owner}” is too intricate to be searched through: there may be more gaps, or rules that never decide.`,
    },
    advice: { sv: 'Dela tabellen i flera beslut.', en: 'Split the table into several decisions.' },
  };
}

function more({ what, count }: Finding & { readonly kind: 'more' }, owner: string): Says {
  const gap = what === 'gap';
  return {
    code: gap ? 'gap' : 'overlap',
    message: {
      sv: gap ? `»${owner}« har fler luckor.` : `»${owner}« har ${count} överlapp till.`,
      en: gap ? `“${owner}” has more gaps.` : `“${owner}” has ${count} more overlaps.`,
    },
    advice: {
      sv: 'Rätta de visade och kontrollera igen.',
      en: 'Put those that are shown right and check again.',
    },
  };
}
