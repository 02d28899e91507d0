// What tests of other floors read of letters.
export { pdfText } from './pdf-text.testing.ts';
