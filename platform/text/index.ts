export { type InLanguage, type Translated, text, textIn, texts } from './bilingual.ts';
export { catalogue, loadTexts, type TextCatalogue, type TextKey, type Texts, type TextValues } from './catalogue.ts';
export {
  type DateStyle,
  dateBlock,
  daysLeft,
  formatDate,
  formatDateTime,
  formatDaysLeft,
  formatMonth,
  formatTime,
} from './date.ts';
export { isLanguage, type Language, languageNames, languages } from './language.ts';
export { lawSpaces } from './law-spaces.ts';
export { type Exact, formatMoney, formatNumber } from './number.ts';
