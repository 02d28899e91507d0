import type { TracedDecision } from '@torget/decision';
import { ruleText } from '#platform/letters/index.ts';
import type { HouseLanguage } from '#platform/text/index.ts';
import type { Tell } from './logic.tsx';
import type { RuleTold } from './story.ts';

/** Annotation columns that the house knows, and which language speaks through them. */
const REASON = { sv: ['Skal'], en: ['Reason', 'Skal'] } as const;
const OFFICER = { sv: ['Handlaggare'], en: ['Officer', 'Handlaggare'] } as const;
const KNOWN: readonly string[] = ['Skal', 'Reason', 'Handlaggare', 'Officer', 'Lagrum'];

function first(rule: RuleTold, names: readonly string[]): string | undefined {
  return names.map((name) => rule.annotations[name] ?? '').find((text) => text !== '');
}

/** What a rule asks the officer to look into. */
export function toOfficer(rule: RuleTold, language: HouseLanguage): string | undefined {
  return first(rule, OFFICER[language]);
}

/**
 * What a rule says in words: its reason (filled with the facts when it hit, as the letter says it), its remark to the
 * officer, and any other annotation of the model under its own name.
 */
export function ruleWords(
  rule: RuleTold,
  traced: TracedDecision | undefined,
  { language, filling, request: { t } }: Tell,
): readonly { readonly name?: string; readonly text: string }[] {
  const reason = first(rule, REASON[language]);
  const said =
    reason !== undefined && rule.hit && rule.traced !== undefined && traced !== undefined
      ? ruleText(traced, rule.traced, filling)
      : reason;
  const officer = toOfficer(rule, language);
  const others = Object.entries(rule.annotations).filter(([name, text]) => !KNOWN.includes(name) && text !== '');
  return [
    ...(said === undefined || said === '' ? [] : [{ text: said }]),
    ...(officer === undefined ? [] : [{ name: t('cases.story.to-officer'), text: officer }]),
    ...others.map(([name, text]) => ({ name, text })),
  ];
}
