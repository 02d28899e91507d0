import { DO, type Fields, type Page } from '@torget/form';
import { fileFields } from '../uploads.ts';

const STAND_IN = 'prov:';

/**
 * The file fields of a page of a try-out: the form sends the names of files and not the files, and each name stands in
 * the place of what would have been stored.
 */
export function withStandIns(fields: Fields, page: Page): Fields {
  const dropped = fields['_drop']?.[0];
  const read: { [name: string]: readonly string[] } = { ...fields };
  for (const [name, { type }] of fileFields(page)) {
    const chosen = (fields[name] ?? [])
      .filter((each) => each !== '')
      .map((each) => `${STAND_IN}${encodeURIComponent(each)}`);
    const kept = (fields[`${name}-kept`]?.[0] ?? '')
      .split(' ')
      .filter((id) => id.startsWith(STAND_IN) && dropped !== `${name}:${id}`);
    const all = type === 'files' ? [...kept, ...chosen] : [...chosen, ...kept].slice(0, 1);
    delete read[name];
    if (all.length > 0) read[name] = all.map(standIn);
  }
  return dropped === undefined ? read : { ...read, [DO]: ['again'] };
}

function standIn(id: string): string {
  return JSON.stringify({ file: id, name: nameOf(id) });
}

function nameOf(id: string): string {
  try {
    return decodeURIComponent(id.slice(STAND_IN.length)).slice(0, 200);
  } catch {
    return id;
  }
}
