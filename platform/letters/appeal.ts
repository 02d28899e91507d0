import type { Texts } from '#platform/text/index.ts';
import type { AppealContent } from './content.ts';
import type { LetterBlock, LetterInline } from './model.ts';

/**
 * How to appeal (FL 33 § st. 2: form, content, where and within which time). The stored letter never names a last day:
 * under FL 44 § it runs from the day the party got the decision, under KL 13:5 from the notice board.
 */
export function howToAppeal(content: AppealContent, t: Texts, caseNumber: string | undefined): LetterBlock[] {
  switch (content.ground.regime) {
    case 'forvaltningsbesvar':
      return administrative(content, t, caseNumber);
    case 'laglighetsprovning':
    case 'laglighetsprovning-social':
      return legality(content, t, caseNumber);
    case 'none':
      return [paragraph(t('letters.appeal.none'))];
  }
}

/** FL 43–46 §§: handed in to the deciding board, tried by the court or authority that the ground names. */
function administrative(content: AppealContent, t: Texts, caseNumber: string | undefined): LetterBlock[] {
  const court = content.ground.appealTo ?? t('letters.appeal.court');
  const board = content.board;
  const secrecy = /^kammarrätten/i.test(court);
  const which = caseNumber ? { case: caseNumber } : undefined;
  return [
    paragraph(t('letters.appeal.fl.where', { court: capital(court), board })),
    list([
      t(content.toAgent ? 'letters.appeal.fl.when-agent' : 'letters.appeal.fl.when'),
      // OSL 6:7: the refusal to release a document, or to release it without a condition.
      ...(secrecy ? [t('letters.appeal.fl.document')] : []),
      which ? t('letters.appeal.fl.what', which) : t('letters.appeal.fl.what-unnumbered'),
      t('letters.appeal.fl.who'),
      t(content.online ? 'letters.appeal.fl.send-online' : 'letters.appeal.fl.send', { to: content.address ?? board }),
    ]),
    paragraph([content.phone ? t('letters.appeal.help', { phone: content.phone }) : '', t('letters.appeal.fl.then')]),
    ...(content.ground.inForce === 'at-once' ? [paragraph(t('letters.appeal.at-once'))] : []),
  ];
}

/** KL 13 kap.: any member of the municipality, to förvaltningsrätten, which can only strike the decision down. */
function legality(content: AppealContent, t: Texts, caseNumber: string | undefined): LetterBlock[] {
  const court = content.ground.appealTo ?? t('letters.appeal.court');
  return [
    paragraph(t('letters.appeal.kl.where', { court })),
    list([
      t('letters.appeal.kl.when', { court }),
      caseNumber
        ? t('letters.appeal.kl.what', { case: caseNumber, board: content.board })
        : t('letters.appeal.kl.what-unnumbered', { board: content.board }),
      t('letters.appeal.kl.who'),
    ]),
    paragraph([t('letters.appeal.kl.limits'), content.phone ? t('letters.appeal.help', { phone: content.phone }) : '']),
  ];
}

/** The court's name at the beginning of a sentence. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function paragraph(text: string | readonly string[]): LetterBlock {
  return { kind: 'paragraph', content: [plain(typeof text === 'string' ? text : text.filter(Boolean).join(' '))] };
}

function list(items: readonly string[]): LetterBlock {
  return { kind: 'list', ordered: false, items: items.map((item) => [plain(item)]) };
}

function plain(text: string): LetterInline {
  return { kind: 'text', text };
}
