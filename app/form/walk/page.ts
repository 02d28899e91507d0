/** What a browser sees of a page: fields with their values, ids, error links. Enough for our own markup, and no more. */
export interface SeenPage {
  readonly title: string;
  readonly ids: ReadonlySet<string>;
  /** What the page's own form would send now, files aside, without any button. */
  readonly fields: { readonly [name: string]: readonly string[] };
  /** Names of every control, whether or not it has a value. */
  readonly names: ReadonlySet<string>;
  /** Values of radio buttons and boxes by name. */
  readonly offered: { readonly [name: string]: readonly string[] };
  /** Names of the fields that a person types in. */
  readonly typed: ReadonlySet<string>;
  /** Names of the fields that nobody sees. */
  readonly hidden: ReadonlySet<string>;
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
  /** Targets of the links in the error summary: `#belopp`. */
  readonly errors: readonly string[];
  readonly links: readonly string[];
}

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[^\s=>/]+(?:=(?:"[^"]*"|'[^']*'|[^\s>]*))?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s=>/]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/g;

function decoded(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(
      /&(lt|gt|quot|apos|amp);/g,
      (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name] ?? '',
    );
}

type Attributes = { readonly [name: string]: string };

function attributesOf(text: string): Attributes {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      decoded(double ?? single ?? bare ?? ''),
    ]),
  );
}

export function seePage(html: string): SeenPage {
  const reader = new Reader();
  // Only the main part is the service's; the header has forms of its own.
  const main = /<main\b[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  let last = 0;
  for (const match of main.matchAll(TAG)) {
    reader.text(main.slice(last, match.index));
    last = match.index + match[0].length;
    if (match[1] === '/') reader.close((match[2] ?? '').toLowerCase());
    else reader.open((match[2] ?? '').toLowerCase(), attributesOf(match[3] ?? ''));
  }
  const summary = /class="govuk-error-summary"[\s\S]*?<\/ul>/.exec(main)?.[0] ?? '';
  const errors = [...summary.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => decoded(href));
  return { ...reader.result(), title: decoded(/<title>([\s\S]*?)<\/title>/.exec(html)?.[1] ?? '').trim(), errors };
}

class Reader {
  readonly #ids = new Set<string>();
  readonly #names = new Set<string>();
  readonly #fields: { [name: string]: string[] } = {};
  readonly #offered: { [name: string]: string[] } = {};
  readonly #buttons: { name: string; value: string }[] = [];
  readonly #links: string[] = [];
  readonly #typed = new Set<string>();
  readonly #hidden = new Set<string>();
  #area: { name: string; text: string } | undefined;
  #select: { name: string; first: string | undefined; chosen: string | undefined } | undefined;

  open(tag: string, attributes: Attributes): void {
    const { id, name = '', value, type = 'text', href } = attributes;
    if (id !== undefined) this.#ids.add(id);
    if (tag === 'a' && href !== undefined) this.#links.push(href);
    const enabled = name !== '' && !('disabled' in attributes);
    if (enabled && ['input', 'select', 'textarea'].includes(tag)) this.#names.add(name);
    if (tag === 'input' && enabled) this.#input(type, name, value, 'checked' in attributes);
    else if (tag === 'button' && name !== '') this.#buttons.push({ name, value: value ?? '' });
    else if (tag === 'textarea' && enabled) {
      this.#typed.add(name);
      this.#area = { name, text: '' };
    } else if (tag === 'select' && enabled) this.#select = { name, first: undefined, chosen: undefined };
    else if (tag === 'option' && this.#select !== undefined) {
      this.#select.first ??= value ?? '';
      if ('selected' in attributes) this.#select.chosen = value ?? '';
    }
  }

  #input(type: string, name: string, value: string | undefined, checked: boolean): void {
    if (['file', 'image', 'submit', 'button'].includes(type)) return;
    if (type === 'radio' || type === 'checkbox') this.#offered[name] = [...(this.#offered[name] ?? []), value ?? 'on'];
    if ((type === 'radio' || type === 'checkbox') && !checked) return;
    if (type === 'hidden') this.#hidden.add(name);
    else if (type !== 'radio' && type !== 'checkbox') this.#typed.add(name);
    this.#add(name, value ?? (type === 'checkbox' ? 'on' : ''));
  }

  close(tag: string): void {
    if (tag === 'textarea' && this.#area !== undefined) {
      // A line end right after the tag is not part of the text.
      this.#add(this.#area.name, decoded(this.#area.text.replace(/^\r?\n/, '')));
      this.#area = undefined;
    }
    if (tag === 'select' && this.#select !== undefined) {
      this.#add(this.#select.name, this.#select.chosen ?? this.#select.first ?? '');
      this.#select = undefined;
    }
  }

  text(piece: string): void {
    if (this.#area !== undefined) this.#area.text += piece;
  }

  #add(name: string, value: string): void {
    this.#fields[name] = [...(this.#fields[name] ?? []), value];
  }

  result(): Omit<SeenPage, 'title' | 'errors'> {
    return {
      ids: this.#ids,
      names: this.#names,
      fields: this.#fields,
      offered: this.#offered,
      typed: this.#typed,
      hidden: this.#hidden,
      buttons: this.#buttons,
      links: this.#links,
    };
  }
}
