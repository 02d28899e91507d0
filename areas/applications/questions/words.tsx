import type { Text } from '@torget/form';
import { type Language, textIn } from '#platform/text/index.ts';

/**
 * A text of a form in a language, marked where it is Swedish for want of another. Unlike the design's `Say` it does not
 * ask the page for its language: frozen answers are drawn outside any page.
 */
export function Words({ text, language }: { readonly text: Text; readonly language: Language }) {
  const said = textIn(text, language);
  return said.lang !== undefined && said.lang !== language ? <span lang={said.lang}>{said.text}</span> : said.text;
}
