import type { Text } from '@torget/form';
import { type Language, textIn } from '#platform/text/index.ts';

/** An address in running text, without the mark that ends the sentence. */
const ADDRESS = /(https:\/\/[^\s<>"()]+[^\s<>"().,;:!?])/;

function Line({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(ADDRESS).map((piece, index) =>
        index % 2 === 0 ? (
          piece
        ) : (
          <a class="govuk-link" href={piece}>
            {piece}
          </a>
        ),
      )}
    </>
  );
}

/** Lines that follow each other without an empty one: a list of those that begin with `- `, a paragraph of the others. */
function Block({ lines, lang }: { readonly lines: readonly string[]; readonly lang: string | undefined }) {
  const first = lines.findIndex((line) => line.startsWith('- '));
  const [before, items] = first < 0 ? [lines, []] : [lines.slice(0, first), lines.slice(first)];
  return (
    <>
      {before.length === 0 ? null : (
        <p class="govuk-body" lang={lang}>
          <Line text={before.join(' ')} />
        </p>
      )}
      {items.length === 0 ? null : (
        <ul class="govuk-list govuk-list--bullet" lang={lang}>
          {items.map((item) => (
            <li>
              <Line text={item.replace(/^- /, '')} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/**
 * A longer text of a form: paragraphs with an empty line between, lists of lines that begin with `- `, addresses as links.
 * Marked where it is Swedish for want of the page's language.
 */
export function Paragraphs({ text, language }: { readonly text: Text; readonly language: Language }) {
  const said = textIn(text, language);
  const lang = said.lang !== undefined && said.lang !== language ? said.lang : undefined;
  return (
    <>
      {said.text
        .split(/\n{2,}/)
        .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
        .map((lines) => (
          <Block lines={lines} lang={lang} />
        ))}
    </>
  );
}
