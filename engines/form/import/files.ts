import type { DraftQuestion } from './draft.ts';
import { entry } from './json.ts';
import type { Notes, Place } from './notes.ts';

/** What the house takes: pictures, PDF and Word. */
const TAKEN = ['.pdf', '.jpg', '.jpeg', '.png', '.docx'];
const BY_TYPE: { readonly [type: string]: readonly string[] } = {
  'application/pdf': ['.pdf'],
  'image/*': ['.jpg', '.jpeg', '.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/jpg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
};
/** Megabytes. */
const LARGEST = 15;

/** The kinds of files of a question as endings. Kinds that the house does not take are reported. */
export function acceptOf(wanted: readonly string[], notes: Notes, place: Place): Pick<DraftQuestion, 'accept'> {
  const asked = wanted.map((each) => each.trim().toLowerCase()).filter((each) => each !== '');
  if (asked.length === 0) return {};
  const endings = asked.flatMap((each) => {
    const ending = each.startsWith('.') ? each : `.${each}`;
    return entry(BY_TYPE, each) ?? (TAKEN.includes(ending) ? [ending] : []);
  });
  const refused = asked.filter(
    (each) => entry(BY_TYPE, each) === undefined && !TAKEN.includes(each.startsWith('.') ? each : `.${each}`),
  );
  if (refused.length > 0) {
    notes.different(
      'file-types',
      place,
      `Filtyperna ${refused.join(', ')} tas inte emot; tjänsten tar ${(endings.length > 0 ? [...new Set(endings)] : TAKEN).join(', ')}.`,
      `Files of type ${refused.join(', ')} are not taken; the service takes ${(endings.length > 0 ? [...new Set(endings)] : TAKEN).join(', ')}.`,
    );
  }
  return { accept: endings.length > 0 ? [...new Set(endings)] : [...TAKEN] };
}

/** The largest file, in megabytes. */
export function sizeOf(megabytes: number | undefined, notes: Notes, place: Place): Pick<DraftQuestion, 'max-size'> {
  if (megabytes === undefined || megabytes <= 0) return {};
  const size = Math.max(1, Math.floor(megabytes));
  if (size <= LARGEST) return { 'max-size': `${size} MB` };
  notes.different(
    'file-size',
    place,
    `En fil får vara högst ${LARGEST} MB (förut ${size} MB).`,
    `A file may be at most ${LARGEST} MB (before ${size} MB).`,
  );
  return {};
}
