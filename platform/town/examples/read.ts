import type { Fault } from '@torget/feel';
import { Faults } from '../faults.ts';
import { textIn } from '../folder.ts';
import type { Folder } from '../types.ts';
import { type Fields, rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';
import { jsonIn, readExpectation } from './expectation.ts';
import { readSteps } from './steps.ts';
import type { Example } from './types.ts';

/** Reads every `examples/*.yaml` of a service folder strictly. A file with a fault gives no example. */
export function readExamples(files: Folder): {
  readonly examples: readonly Example[];
  readonly faults: readonly Fault[];
} {
  const examples: Example[] = [];
  const faults: Fault[] = [];
  for (const path of files.keys()) {
    if (!/^examples\/[^/]+\.yaml$/.test(path)) continue;
    const read = readExample(path, files);
    faults.push(...read.faults.list);
    if (read.example !== undefined && !read.faults.failed) examples.push(read.example);
  }
  return { examples, faults };
}

function readExample(path: string, files: Folder): { readonly example?: Example; readonly faults: Faults } {
  const faults = new Faults(path);
  const root = rootFields(parseYaml(textIn(files, path) ?? '', faults), faults);
  if (root === undefined) return { faults };
  const person = root.maybeText('person');
  const acting = root.maybeText('acting');
  const example: Example = {
    file: path,
    line: root.at.line,
    name: root.text('name'),
    on: root.date('on'),
    registers: jsonIn(root, 'registers'),
    answers: jsonIn(root, 'answers'),
    steps: readSteps(root),
    expect: readExpectation(root.maybeMap('expect')),
    ...(person === undefined ? {} : { person }),
    ...(acting === undefined ? {} : { acting }),
  };
  root.end();
  checkExpects(example, root);
  for (const file of filesIn([
    example.answers,
    ...example.steps.map((step) => ('answers' in step ? step.answers : null)),
  ])) {
    if (!files.has(`examples/${file}`)) noFile(faults, root, file);
  }
  for (const step of example.steps)
    if (step.kind === 'upload' && !files.has(`examples/${step.file}`)) noFile(faults, root, step.file);
  return { example, faults };
}

/** An example that expects nothing can never fail. */
function checkExpects(example: Example, root: Fields): void {
  const expected = Object.keys(example.expect).length > 0 || example.steps.some((step) => step.kind === 'expect');
  if (expected) return;
  root.faults.error(
    root.at,
    'example-expects-nothing',
    {
      sv: 'Exemplet väntar sig ingenting och kan aldrig slå fel.',
      en: 'The example expects nothing and can never fail.',
    },
    {
      sv: 'Lägg till expect med decision, path, letters, stops eller errors.',
      en: 'Add expect with decision, path, letters, stops or errors.',
    },
  );
}

/** Every `{ file: files/… }` inside answers. */
function filesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(filesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'file' && typeof inner === 'string' ? [inner] : filesIn(inner),
  );
}

function noFile(faults: Faults, root: Fields, file: string): void {
  faults.error(
    root.where('answers'),
    'missing-file',
    { sv: `Filen examples/${file} finns inte.`, en: `There is no file examples/${file}.` },
    { sv: 'Lägg filen i mappen, eller rätta sökvägen.', en: 'Put the file into the folder, or correct the path.' },
  );
}
