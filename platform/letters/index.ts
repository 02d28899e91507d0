// Letters: Markdown with FEEL → a frozen model → a web page and a PDF/A.
export { compileLetter, compileText, type LetterOptions } from './compile.ts';
export type {
  AppealContent,
  AutomatedContent,
  BlockContent,
  ContactContent,
  DecidedContent,
  ReasonsContent,
  Signatory,
  SignatureContent,
  SumsContent,
} from './content.ts';
export { type CountedDays, countedDays } from './counted-days.ts';
export type { LetterWarning } from './fill.ts';
export { lawText } from './law-text.ts';
export {
  type LetterAlign,
  type LetterBlock,
  type LetterFact,
  type LetterInline,
  type LetterInlines,
  type LetterKind,
  type LetterModel,
  type LetterRecipient,
  type LetterSender,
  type LetterSum,
  letterHash,
  letterText,
} from './model.ts';
export { closeLetters, letterPdf, type PdfOptions, type PdfTheme } from './pdf.ts';
export { printValue } from './print.ts';
export { reasonTexts, ruleText } from './reasons.ts';
export { type LetterHead, type RenderOptions, renderLetter } from './render.ts';
export type { BlockName, CompiledLetter } from './template.ts';
export { LetterBar, type LetterBarProps, LetterView, type LetterViewProps } from './view.tsx';
