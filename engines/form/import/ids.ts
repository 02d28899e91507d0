import { RESERVED } from '../load/reading.ts';

const LETTERS: { readonly [letter: string]: string } = {
  æ: 'ae',
  ø: 'o',
  å: 'a',
  ß: 'ss',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
};
/** Shorter than an id may be, so that a number still has room behind it. */
const LONGEST = 50;

/** A word or sentence as an id: `harDuBarn?` is `har_du_barn`. Empty when nothing in it can stand in an id. */
export function slug(text: string, joint: '_' | '-' = '_'): string {
  return text
    .replace(/([a-zæøå0-9])([A-ZÆØÅ])/g, '$1 $2')
    .toLowerCase()
    .replace(/[æøåßđðþł]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, joint)
    .slice(0, LONGEST)
    .replace(new RegExp(`^${joint}+|${joint}+$`, 'g'), '');
}

/** Hands out ids, each once: questions, conditions and computed values share one set of names. */
export class Ids {
  readonly #taken = new Set<string>();

  /** The id for a wanted name; `otherwise` where the name holds nothing that an id can. */
  claim(wanted: string, otherwise: string): string {
    const bare = slug(wanted) || otherwise;
    const first = /^[a-z]/.test(bare) ? bare : `${otherwise}_${bare}`;
    let id = RESERVED.has(first) ? `${first}_1` : first;
    for (let n = 2; this.#taken.has(id); n++) id = `${first}_${n}`;
    this.#taken.add(id);
    return id;
  }
}

/** Ids of options for values, unique within the question. */
export function optionIds(values: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return values.map((value, index) => {
    const bare = slug(value) || `svar_${index + 1}`;
    let id = bare;
    for (let n = 2; taken.has(id); n++) id = `${bare}_${n}`;
    taken.add(id);
    return id;
  });
}

/** Ids of sections for their names, each its own. */
export function sectionIds(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    names.map((name) => {
      const bare = slug(name, '-');
      const first = /^[a-z]/.test(bare) ? bare : `avsnitt-${bare}`.replace(/-$/, '');
      let id = first;
      for (let n = 2; taken.has(id); n++) id = `${first}-${n}`;
      taken.add(id);
      return [name, id];
    }),
  );
}

/** Ids of pages: words with hyphens, never an address of the journey's own, never the id of a question. */
export class PageIds {
  readonly #taken = new Set<string>();

  claim(wanted: string): string {
    const bare = slug(wanted, '-') || 'sida';
    // With a hyphen it can be no question's id, and none of the reserved addresses.
    const first = /^[a-z]+[a-z0-9]*-/.test(bare) && bare !== 'ta-bort' ? bare : `sida-${bare}`;
    let id = first;
    for (let n = 2; this.#taken.has(id); n++) id = `${first}-${n}`;
    this.#taken.add(id);
    return id;
  }
}
