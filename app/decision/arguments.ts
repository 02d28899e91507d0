import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** What stands on a command line: its one path and its options; undefined when it is written otherwise. */
export function readArguments<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [path, more] = positionals;
    return path === undefined || more !== undefined ? undefined : { path, values };
  } catch {
    return undefined;
  }
}
