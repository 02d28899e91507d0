import type { Json } from '@torget/feel';
import { type Answers, type Fields, isRecord } from '@torget/form';

/** Where the answers of a try-out are: in its own page, and nowhere else. */
export const STATE = '_prov';
/** The page that was shown. */
export const PAGE = '_sida';
/** A button that leads to a page, with what is answered so far. */
export const TO = '_till';

/** More than this is nobody's try-out. */
const MOST = 400_000;

/** The answers that a page of a try-out sent along; none when it is no such text. */
export function answersIn(fields: Fields): Answers {
  const text = fields[STATE]?.[0] ?? '';
  if (text.length > MOST) return {};
  try {
    const json = JSON.parse(text) as Json;
    return isRecord(json) ? json : {};
  } catch {
    return {};
  }
}
