import { type FeelContext, type FeelValue, isContext, isList, isNumber, textOf } from '@torget/feel';
import { boardInSentence, decidedTrace, reasonsContent, signatureOf } from '#areas/cases/index.ts';
import type { BlockContent, LetterKind, SignatureContent, SumsContent } from '#platform/letters/index.ts';
import type { BlockCall } from '#platform/runtime/index.ts';
import { type HouseLanguage, text } from '#platform/text/index.ts';
import type { Regime } from '#platform/town/index.ts';
import type { SendOptions } from './send.ts';

/** What a letter's building blocks are filled with: the recorded decision, its trace, its ground. */
export async function contentOf(
  call: BlockCall,
  options: SendOptions,
  language: HouseLanguage,
  of: { readonly board: string; readonly unit: string; readonly kind: LetterKind; readonly toAgent: boolean },
): Promise<BlockContent> {
  const board = boardInSentence(options.town, of.board, language);
  const { service } = call.instance;
  const decision = call.facts.context['decision'] as FeelContext | null;
  const ground =
    service.definition.grounds.find((entry) => entry.id === decision?.['ground']) ?? service.definition.grounds[0];
  const automated = decision?.['decided_by'] === 'automated';
  const delegation = options.town.delegations.find((row) => row.id === ground?.automated?.delegation);
  const reasons = decision?.['reasons'];
  const made =
    automated && delegation !== undefined
      ? { function: text(delegation.matter, language), delegation: delegation.id }
      : undefined;
  return {
    signature: await signed(call, options, language, { ...of, board, decision, made, regime: ground?.regime }),
    ...(decision === null
      ? {}
      : {
          reasons: reasonsContent({
            written: typeof reasons === 'string' ? reasons : null,
            trace: await traceOf(call, decision),
            facts: call.facts.context,
            basis: ground?.basis,
          }),
        }),
    ...(ground === undefined
      ? {}
      : {
          appeal: {
            ground,
            board,
            address: options.town.contact.address,
            phone: options.town.contact.phone,
            toAgent: of.toAgent,
          },
        }),
    ...building(call.facts.context, ground?.appealTo),
    ...(made !== undefined
      ? {
          automated: {
            ...made,
            rules: service.hash.slice(0, 12),
            review: options.reviewPath(call.instance.businessKey, language),
          },
        }
      : {}),
    ...sums('computation', rowsOf(decision?.['berakning'] ?? null, language)),
    ...sums('outcome', outcomeOf(decision, language, options)),
  };
}

interface Signs {
  readonly board: string;
  readonly unit: string;
  readonly kind: LetterKind;
  readonly decision: FeelContext | null;
  readonly regime: Regime | undefined;
  /** The function that decided. */
  readonly made: { readonly function: string; readonly delegation: string } | undefined;
}

/** A decision's letter is signed by who decided, another one by who writes it; each says where to turn. */
async function signed(
  { db, actor, at }: BlockCall,
  { town }: SendOptions,
  language: HouseLanguage,
  { board, unit, kind, decision, made, regime }: Signs,
): Promise<SignatureContent> {
  const tells = kind === 'decision';
  const id = tells && made === undefined ? decision?.['id'] : null;
  const found = { actor, unit, board, decision: typeof id === 'string' ? id : null, regime, at };
  const signature = await signatureOf(db, town, found, language);
  return tells && made !== undefined ? { ...signature, decided: { ...made, board } } : signature;
}

/** A decision that is recorded was made on one evaluation, and its letter tells that one; a proposal has the last. */
async function traceOf({ db, facts }: BlockCall, decision: FeelContext) {
  const id = decision['id'];
  return typeof id === 'string' ? decidedTrace(db, id) : facts.last?.result.trace;
}

function sums(name: 'computation' | 'outcome', rows: SumsContent['rows']) {
  return rows.length === 0 ? {} : { [name]: { rows } };
}

/** Rows of `decision.berakning`: `{ post, belopp, summa? }`, with `item` as the English name. */
function rowsOf(value: FeelValue, language: HouseLanguage): SumsContent['rows'] {
  if (!isList(value)) return [];
  return value.flatMap((row) => {
    if (!isContext(row) || !isNumber(row['belopp'] ?? null)) return [];
    const label = (language === 'en' ? row['item'] : undefined) ?? row['post'] ?? '';
    return [
      {
        label: textOf(label),
        amount: textOf(row['belopp'] ?? null),
        ...(row['summa'] === true ? { total: true } : {}),
      },
    ];
  });
}

function outcomeOf(decision: FeelContext | null, language: HouseLanguage, options: SendOptions): SumsContent['rows'] {
  const amount = decision?.['belopp'] ?? null;
  if (!isNumber(amount)) return [];
  return [{ label: options.texts.for(language)('inbox.outcome.amount'), amount: textOf(amount), total: true }];
}

/** The day the case was received, in legal time, and who tries an appeal. */
function building(context: FeelContext, appealTo: string | undefined): Pick<BlockContent, 'building'> {
  const about = context['case'] ?? null;
  const received = isContext(about) ? (about['received'] ?? null) : null;
  if (received === null) return {};
  const arrived = textOf(received).slice(0, 10);
  return { building: { arrived, ...(appealTo === undefined ? {} : { appealTo }) } };
}
