import type { Program } from '@torget/feel';

/** Code of the warning that an expression has read a variable that does not exist. */
export const ABSENT = 'el-absent';

/** In EL an absent variable is an error, not null (process.md §4.2): the run refuses such an evaluation. `optional` may be absent. */
export function strict(program: Program, optional: readonly string[] = []): Program {
  return {
    text: program.text,
    kind: program.kind,
    type: program.type,
    reads: program.reads,
    evaluate(context, options) {
      const missing = program.reads.find((name) => !Object.hasOwn(context, name) && !optional.includes(name));
      if (missing === undefined) return program.evaluate(context, options);
      return { value: null, warnings: [{ code: ABSENT, message: missing, from: 0, to: program.text.length }] };
    },
  };
}
