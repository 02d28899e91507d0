import { type Translated, textIn } from '#platform/text/index.ts';
import { useSpeech } from '../components/words.ts';
import { Whole } from './whole.tsx';

/**
 * A text of the town or a service in the page's language; marked as Swedish where nobody has translated it. `call`
 * makes its phone numbers links: for text that is not inside a link.
 */
export function Say({ text, call = false }: { readonly text: Translated; readonly call?: boolean }) {
  const { language } = useSpeech();
  const said = textIn(text, language);
  const words = <Whole text={said.text} call={call} />;
  return said.lang && said.lang !== language ? <span lang={said.lang}>{words}</span> : words;
}
