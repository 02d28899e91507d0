import type { TypeRow } from '../types.ts';
import { information } from './yes-no.ts';

/**
 * A value that the form works out and shows on the page. Nobody answers it: it stands among the form's computed values,
 * and there it has its type and its place in the data.
 */
export const computed: TypeRow = { ...information };
