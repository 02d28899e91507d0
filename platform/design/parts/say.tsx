import { type Translated, textIn } from '#platform/text/index.ts';
import { useSpeech } from '../components/words.ts';

/** A text of the town or a service in the page's language; marked as Swedish where nobody has translated it. */
export function Say({ text }: { readonly text: Translated }) {
  const { language } = useSpeech();
  const said = textIn(text, language);
  return said.lang && said.lang !== language ? <span lang={said.lang}>{said.text}</span> : said.text;
}
