import { globSync } from 'node:fs';
import { reaches, readSources } from '../../app/structure/imports.ts';

export const USAGE = `npm test                        everything
npm test -- engines/feel e2e    the tests whose path contains one of the words
npm test -- --no-browser        without the tests in a browser
npm test -- --database          tests that use a database, on DATABASE_URL where it is set (a throw-away server!)`;

export interface Options {
  readonly words: readonly string[];
  readonly browser: boolean;
  readonly database: boolean;
  /** Nothing was chosen: types and lint are checked as well. */
  readonly everything: boolean;
}

/** The command line of the test run, or what is wrong with it. */
export function readOptions(args: readonly string[]): Options | { readonly fault: string } {
  const flags = args.filter((arg) => arg.startsWith('-'));
  const words = args.filter((arg) => !arg.startsWith('-'));
  const unknown = flags.find((flag) => !['--no-browser', '--database'].includes(flag));
  if (unknown !== undefined) return { fault: `Unknown option ${unknown}.` };
  const database = flags.includes('--database');
  return {
    words,
    database,
    browser: !database && !flags.includes('--no-browser'),
    everything: words.length === 0 && !database,
  };
}

/** The test files to run, as paths from the checkout `root`. */
export function choose(root: string, options: Options): { plain: string[]; browser: string[] } {
  const matches = (path: string) => options.words.length === 0 || options.words.some((word) => path.includes(word));
  const find = (pattern: string) => globSync(pattern, { cwd: root }).filter(matches).sort();
  const plain = find('{app,areas,bench,engines,platform,scripts}/**/*.test.{ts,tsx}');
  return {
    plain: options.database ? onDatabase(root, plain) : plain,
    // From the end: the pages, which take longest, are not what is waited for alone.
    browser: options.browser ? find('e2e/**/*.test.ts').reverse() : [],
  };
}

// What `*.durable.test.ts` tests is the built-in server itself.
function onDatabase(root: string, files: readonly string[]): string[] {
  const sources = readSources(root);
  return files.filter((file) => !file.includes('.durable.') && reaches(sources, file, 'platform/database/testing.ts'));
}
