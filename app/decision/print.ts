import type { DecisionResult, Trace, TracedDecision, TracedRule } from '@torget/decision';
import { decode, type Fault, type FeelValue, isContext, isList, isNumber, type Stored, textOf } from '@torget/feel';

/** JSON in which numbers have all their digits; dates and durations are their FEEL texts. */
export function exactJson(value: FeelValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (isNumber(value)) return textOf(value);
  if (isList(value)) return `[${value.map(exactJson).join(', ')}]`;
  if (!isContext(value)) return JSON.stringify(textOf(value));
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${exactJson(item)}`);
  return `{${entries.join(', ')}}`;
}

/** A fault in the form that editors make a link of, with what would be right. */
export function faultText({ file, line, column, element, code, message, advice }: Fault): string {
  const at = element === undefined ? '' : ` (${element})`;
  return `${file}:${line}:${column}${at}  ${code}  ${message.sv} / ${message.en}\n    ${advice.sv} / ${advice.en}`;
}

export function warningText({ element, code, message }: DecisionResult['warnings'][number]): string {
  return `${element}: ${code}: ${message}`;
}

/** What was decided from what, in the order in which it was decided: tables with the rules that hit and their notes. */
export function traceLines(trace: Trace): string[] {
  return trace.flatMap((decision) => [
    '',
    `${decision.name}${decision.hitPolicy === undefined ? '' : ` (${decision.hitPolicy})`}`,
    ...decision.inputs.map(({ label, value }) => `  ${label} = ${stored(value)}`),
    ...decision.rules.filter(({ hit }) => hit).map((rule) => ruleLine(rule)),
    ...noRule(decision),
    `  = ${stored(decision.value)}`,
  ]);
}

function ruleLine({ number, id, conditions, outputs, annotations }: TracedRule): string {
  const made = Object.entries(outputs).map(([name, value]) => `${name} = ${stored(value)}`);
  const notes = Object.entries(annotations).map(([name, text]) => `${name}: ${text}`);
  return [`  ✓ ${number} (${id}) ${conditions.join(' · ')}`, made.join(', '), ...notes].join('  →  ');
}

function noRule({ kind, rules }: TracedDecision): string[] {
  return kind === 'table' && !rules.some(({ hit }) => hit) ? ['  ✗ 0'] : [];
}

function stored(value: Stored): string {
  return exactJson(decode(value));
}
