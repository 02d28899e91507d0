import type { TracedDecision, TracedRule } from '@torget/decision';
import { decode, type FeelContext, type FeelValue } from '@torget/feel';
import type { HouseLanguage, Texts } from '#platform/text/index.ts';
import { compileText } from './compile.ts';
import type { ReasonsContent } from './content.ts';
import { type Filling, fillText } from './fill.ts';
import { lawText } from './law-text.ts';
import { inlineText, type LetterBlock } from './model.ts';
import { printList } from './print.ts';
import type { Pieces } from './template.ts';

/** Reason texts are those of published models: few, and the same for every case. */
const compiled = new Map<string, Pieces | null>();
const KEPT = 2000;

/**
 * The paragraphs of `{{reasons}}`: the officer's own words, then for each rule that hit and has a reason text that text
 * with its facts and its provision. FL 32 § asks for both; when one is missing that is reported as `no-reasons`.
 */
export function reasons(content: ReasonsContent, filling: Filling, t: Texts): LetterBlock[] {
  const { language } = filling;
  const own = (content.text ?? '').split(/\n\s*\n/).map((text) => text.replace(/\s+/g, ' ').trim());
  const facts = { ...filling.context, ...content.facts };
  const stated = (content.trace ?? []).flatMap((decision) => {
    const seen = { ...filling, context: { ...facts, ...inputsOf(decision) } };
    return decision.rules.flatMap((rule) => (rule.hit ? (ruleReason(rule, seen, t) ?? []) : []));
  });
  const texts = [...new Set([...own, ...stated.map((reason) => reason.text)])].filter((text) => text !== '');
  const basis = (content.basis ?? []).map((law) => lawText(law, language));
  const cited = stated.some((reason) => reason.cites) || basis.some((law) => texts.join(' ').includes(law));
  if (!cited && basis.length > 0) texts.push(t('letters.reasons.basis', { law: printList(basis, language) }));
  if (texts.length === 0 || (!cited && basis.length === 0)) {
    filling.warn({ code: 'no-reasons', detail: texts.length === 0 ? 'no circumstances' : 'no provision' });
  }
  return texts.map((text) => ({ kind: 'paragraph', content: [{ kind: 'text', text }] }));
}

/** The same paragraphs as plain text, for a page that shows what the letter says. */
export function reasonTexts(content: ReasonsContent, filling: Omit<Filling, 'warn'>, t: Texts): string[] {
  return reasons(content, { ...filling, warn: () => {} }, t).flatMap((block) =>
    block.kind === 'paragraph' ? [inlineText(block.content)] : [],
  );
}

/** What one rule says to the person, with its facts filled in; empty when it has no reason text. For the officer's page. */
export function ruleText(decision: TracedDecision, rule: TracedRule, filling: Omit<Filling, 'warn'>): string {
  const pieces = piecesOf(annotation(rule, filling.language));
  const context = { ...filling.context, ...inputsOf(decision) };
  return pieces === null ? '' : fillText(pieces, { ...filling, context, warn: () => {} });
}

/** Inputs of the table as the trace froze them, by the names their columns read. */
function inputsOf(decision: TracedDecision): FeelContext {
  const known: { [name: string]: FeelValue } = {};
  for (const { expression, value } of decision.inputs) {
    if (/^[\p{L}_][\p{L}\d_]*$/u.test(expression)) known[expression] = decode(value);
  }
  return known;
}

function ruleReason(rule: TracedRule, filling: Filling, t: Texts): { text: string; cites: boolean } | undefined {
  const source = annotation(rule, filling.language);
  if (source === '') return undefined;
  const pieces = piecesOf(source);
  if (!pieces) {
    filling.warn({ code: 'reason-broken', detail: `${rule.id}: ${source}` });
    return undefined;
  }
  const said = fillText(pieces, filling);
  const law = lawText(rule.annotations['Lagrum'] ?? '', filling.language);
  if (law === '') return { text: said, cites: false };
  return { text: said.includes(law) ? said : `${said} ${t('letters.reasons.law', { law })}`, cites: true };
}

/** The reason text in the language, in Swedish when nobody has translated it. */
function annotation(rule: TracedRule, language: HouseLanguage): string {
  const own = language === 'sv' ? undefined : rule.annotations['Reason'];
  return (own?.trim() || rule.annotations['Skal']?.trim()) ?? '';
}

function piecesOf(source: string): Pieces | null {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const result = compileText(source, undefined);
  const pieces = result.ok ? result.value.pieces : null;
  if (compiled.size >= KEPT) compiled.clear();
  compiled.set(source, pieces);
  return pieces;
}
