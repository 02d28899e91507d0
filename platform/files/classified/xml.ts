/** Of a file's own packets so many bytes are read, of one of them so many. */
const MOST_PACKETS = 4_000_000;
const LONGEST_PACKET = 200_000;

/**
 * The XMP packets that lie open in a file (XMP specification part 3: they are found by their first bytes), each as the lines
 * of its values. Each byte is looked at once, whatever the file holds. `cut` when a packet, or all of them, had more.
 */
export function packets(bytes: Buffer): { readonly texts: readonly string[]; readonly cut: boolean } {
  const texts: string[] = [];
  let [left, cut, next] = [MOST_PACKETS, false, 0];
  for (;;) {
    const begins = bytes.indexOf('<x:xmpmeta', next);
    if (begins < 0) return { texts, cut };
    if (left <= 0) return { texts, cut: true };
    const most = bytes.subarray(begins, begins + Math.min(left, LONGEST_PACKET));
    const ends = most.indexOf('</x:xmpmeta>');
    const packet = ends < 0 ? most : most.subarray(0, ends);
    cut ||= ends < 0;
    texts.push(linesOfXml(packet.toString('utf8')));
    left -= packet.length;
    next = begins + packet.length;
  }
}

/** Elements of a Word text that end a line, or hold what is no part of it (ECMA-376 part 1, 17.3); the others are inside. */
const ENDS = /^(?!\/?w:)|^\/?w:(p|br|cr|tab|tc|instrText|delText)(?![\w:.-])/;

/**
 * Texts of elements and then values of attributes; a paragraph or an element ends a line. Runs of one paragraph are one
 * line, however they look. Each letter is looked at once, also where nothing is closed.
 */
export function linesOfXml(xml: string): string {
  let text = '';
  let values = '';
  let at = 0;
  for (;;) {
    const opens = xml.indexOf('<', at);
    const closes = opens < 0 ? -1 : xml.indexOf('>', opens);
    if (closes < 0) return letters(`${text}${xml.slice(at)}\n${values}`);
    const tag = xml.slice(opens + 1, closes);
    text += xml.slice(at, opens);
    if (ENDS.test(tag)) text += '\n';
    if (tag.includes('="')) for (const [, value] of tag.matchAll(/="([^"]*)"/g)) values += `${value}\n`;
    at = closes + 1;
  }
}

function letters(text: string): string {
  return text
    .replace(/&#(x?)([\da-f]+);/gi, (_, hex: string, digits: string) => letter(Number.parseInt(digits, hex ? 16 : 10)))
    .replaceAll('&amp;', '&');
}

function letter(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}
