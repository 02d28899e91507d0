export { type InLanguage, type Translated, type TranslatedList, text, textIn, texts } from './bilingual.ts';
export {
  catalogue,
  type Followed,
  loadTexts,
  type TextCatalogue,
  type TextKey,
  type Texts,
  type TextValues,
} from './catalogue.ts';
export {
  type DateStyle,
  dateBlock,
  daysLeft,
  formatDate,
  formatDateTime,
  formatDaysLeft,
  formatMonth,
  formatReceived,
  formatTime,
} from './date.ts';
export { flat } from './flat.ts';
export {
  type HouseLanguage,
  houseLanguage,
  houseLanguages,
  isHouseLanguage,
  type Language,
  languageNames,
  languageOfPath,
  languagePrefix,
  languages,
  languageTag,
  pageLanguages,
} from './language.ts';
export { lawSpaces } from './law-spaces.ts';
export { type Exact, formatMoney, formatNumber } from './number.ts';
export { readTexts } from './read.ts';
