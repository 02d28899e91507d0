import type { FeelContext } from '@torget/feel';
import { formatMoney, type HouseLanguage, type Texts } from '#platform/text/index.ts';
import { howToAppeal } from './appeal.ts';
import { buildingTimes } from './building-times.ts';
import type { AutomatedContent, BlockContent, SumsContent } from './content.ts';
import { type Filling, fill, fillText, type LetterWarning } from './fill.ts';
import type { LetterBlock, LetterFact, LetterKind, LetterModel, LetterRecipient, LetterSender } from './model.ts';
import { reasons } from './reasons.ts';
import { signature } from './signature.ts';
import type { BlockName, CompiledLetter, Pieces, TemplateBlock } from './template.ts';

/** What stands around the text of a letter. */
export interface LetterHead {
  readonly kind: LetterKind;
  /** The day of the decision or of the letter, `YYYY-MM-DD`. */
  readonly date: string;
  readonly caseNumber?: string;
  readonly sender: LetterSender;
  readonly recipient?: LetterRecipient;
  readonly facts?: readonly LetterFact[];
}

export interface RenderOptions {
  readonly language: HouseLanguage;
  /** RFC 3339; what `today()` and `now()` see. */
  readonly instant: string;
  /** Texts of the letter's language. */
  readonly t: Texts;
  readonly head: LetterHead;
  /** Called for each thing that the letter could not say: a null value, a building block without content. */
  readonly warn?: (warning: LetterWarning) => void;
}

/** Fills a compiled letter for one case. Never fails: what is missing is reported through `warn`. */
export function renderLetter(
  compiled: CompiledLetter,
  context: FeelContext,
  blocks: BlockContent,
  options: RenderOptions,
): LetterModel {
  const { language, instant, t, head } = options;
  const filling: Filling = { context, language, instant, warn: options.warn ?? (() => {}) };
  const content = { ...blocks, t, caseNumber: head.caseNumber };
  const ground = compiled.blocks.includes('how-to-appeal') ? blocks.appeal?.ground : undefined;
  return {
    version: 1,
    language,
    kind: head.kind,
    subject: fillText(compiled.subject, filling),
    date: head.date,
    ...(head.caseNumber === undefined ? {} : { caseNumber: head.caseNumber }),
    sender: head.sender,
    ...(head.recipient === undefined ? {} : { recipient: head.recipient }),
    facts: head.facts ?? [],
    blocks: compiled.body.flatMap((block) => blocksOf(block, filling, content)),
    ...(ground === undefined
      ? {}
      : { appeal: { regime: ground.regime, ...(ground.appealTo === undefined ? {} : { to: ground.appealTo }) } }),
  };
}

interface Content extends BlockContent {
  readonly t: Texts;
  readonly caseNumber: string | undefined;
}

function blocksOf(block: TemplateBlock, filling: Filling, content: Content): LetterBlock[] {
  switch (block.kind) {
    case 'heading':
      return said(block.pieces, filling).map((content) => ({ kind: 'heading', level: block.level, content }));
    case 'paragraph':
      return said(block.pieces, filling).map((content) => ({ kind: 'paragraph', content }));
    case 'list':
      return [{ kind: 'list', ordered: block.ordered, items: block.items.map((item) => fill(item, filling)) }];
    case 'table': {
      const rows = block.rows.map((row) => row.map((cell) => fill(cell, filling)));
      return [{ kind: 'table', align: block.align, head: block.head.map((cell) => fill(cell, filling)), rows }];
    }
    case 'building-block': {
      const built = build(block.name, block.options, filling, content);
      if (!built) filling.warn({ code: 'block-empty', detail: block.name, place: block.place });
      return built ?? [];
    }
  }
}

/** What the pieces say; nothing where the case left every placeholder empty, so that no empty heading stands there. */
function said(pieces: Pieces, filling: Filling) {
  const content = fill(pieces, filling);
  return content.every((part) => part.kind === 'text' && part.text.trim() === '') ? [] : [content];
}

/** The blocks a building block makes; undefined when the case gave it no content. */
function build(
  name: BlockName,
  options: { readonly [name: string]: string },
  filling: Filling,
  content: Content,
): LetterBlock[] | undefined {
  const { t } = content;
  switch (name) {
    case 'reasons':
      return content.reasons && reasons(content.reasons, filling, t);
    case 'how-to-appeal':
      return content.appeal && howToAppeal(content.appeal, t, content.caseNumber);
    case 'automated-notice':
      return content.automated && automatedNotice(content.automated, t);
    case 'building-times':
      return content.building && buildingTimes(content.building, filling.language, t);
    case 'computation':
      return content.computation && [computation(content.computation, options['caption'], filling.language, t)];
    case 'outcome':
      return content.outcome && [outcome(content.outcome, filling.language)];
    case 'signature':
      return content.signature && [signature(content.signature, t)];
  }
}

function automatedNotice(content: AutomatedContent, t: Texts): LetterBlock[] {
  const { function: name, rules, delegation, review } = content;
  return [
    {
      kind: 'paragraph',
      content: [{ kind: 'text', text: t('letters.automated.notice', { function: name, rules, delegation }) }],
    },
    {
      kind: 'paragraph',
      content: [
        { kind: 'text', text: `${t('letters.automated.wrong')} ` },
        { kind: 'link', to: review, content: [{ kind: 'text', text: t('letters.automated.review') }] },
        { kind: 'text', text: '.' },
      ],
    },
  ];
}

function computation(
  content: SumsContent,
  caption: string | undefined,
  language: HouseLanguage,
  t: Texts,
): LetterBlock {
  return {
    kind: 'computation',
    caption: caption ?? content.caption ?? t('letters.computation.caption'),
    rows: content.rows.map(({ label, amount, total }) => ({
      label,
      amount: formatMoney(amount, language, { unit: 'kr' }).replace(/\u00a0kr$/, ''),
      ...(total ? { total } : {}),
    })),
  };
}

function outcome(content: SumsContent, language: HouseLanguage): LetterBlock {
  return {
    kind: 'outcome',
    rows: content.rows.map(({ label, amount, total }) => ({
      label,
      amount: formatMoney(amount, language, { unit: 'kr' }),
      ...(total ? { total } : {}),
    })),
  };
}
