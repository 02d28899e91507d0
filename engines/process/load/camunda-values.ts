import type { Program } from '@torget/feel';
import type { Assignment, Value } from '../model.ts';
import { strict } from '../run/strict.ts';
import { translate, translateAssignment } from './el.ts';
import { blame, feel, type Reader } from './reader.ts';

/** A text of the import dialect: a literal, or the small EL as FEEL; calls of Java are refused. */
export function valueOfText(reader: Reader, element: string, written: string): Value | undefined {
  const found = translate(written);
  if (found.kind === 'literal') return { literal: found.text };
  if (found.kind === 'foreign') {
    blame(reader, 'foreign-code', { element, text: written, details: { what: written } });
    return undefined;
  }
  const program = feel(reader, element, found.text, found.variables);
  return program && { program: strictly(reader, program, found.optional) };
}

/** In EL an absent variable is an error, not null. */
export function strictly(reader: Reader, program: Program, optional: readonly string[] = []): Program {
  const wrapped = strict(program, optional);
  const place = reader.sources.get(program);
  if (place !== undefined) reader.sources.set(wrapped, place);
  return wrapped;
}

/** A variable by its bare name, null when there is none. */
export function variable(reader: Reader, element: string, name: string): Value | undefined {
  const program = feel(reader, element, name.trim(), [name.trim()]);
  return program && { program };
}

/** An expression that sets a variable, or is only evaluated. */
export function assignment(reader: Reader, element: string, written: string): Assignment | undefined {
  const set = translateAssignment(written);
  if (set !== undefined) {
    const program = feel(reader, element, set.text, set.variables);
    return program && { program: strictly(reader, program, set.optional), variable: set.variable };
  }
  const found = valueOfText(reader, element, written);
  if (found === undefined) return undefined;
  const program = 'program' in found ? found.program : feel(reader, element, JSON.stringify(found.literal));
  return program && { program };
}
