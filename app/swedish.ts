/** Inside these there is text alone: no mark can stand there. */
const PLAIN = /^<(title|option|textarea|script|style)\b/i;

/** A tag, or the text up to the next. An attribute of ours has no `>` in it that is not in quotes. */
const PART = /<(?:"[^"]*"|[^">])*>|[^<]+/g;

/**
 * Marks the texts of a page that are Swedish for want of a translation with `lang="sv"` (WCAG 2.2, 3.1.2), so that a
 * screen reader says them in Swedish on a page in another language. Titles and labels of options stay as they are.
 * @param html as `htmlOf` writes it
 * @param swedish the texts, not escaped; each is marked wherever it stands as words of its own
 */
export function markSwedish(html: string, swedish: ReadonlySet<string>): string {
  // Where a page puts something of its own into a text, it marks the place with NUL and cuts the text there.
  const texts = [...swedish]
    .flatMap((text) => text.split('\u0000'))
    .filter((text) => /\p{L}/u.test(text))
    .sort((a, b) => b.length - a.length);
  if (texts.length === 0) return html;
  const any = texts.map((text) => inHtml(text).replace(/[\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  const found = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${any})(?![\p{L}\p{N}])`, 'gu');
  let plain = false;
  return html.replace(PART, (part) => {
    if (part.startsWith('<')) {
      plain = PLAIN.test(part);
      return part;
    }
    return plain ? part : part.replace(found, (text) => `<span lang="sv">${text}</span>`);
  });
}

function inHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
