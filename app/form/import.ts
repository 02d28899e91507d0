import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Fault } from '@torget/feel';
import { FORMATS, type Format, type Imported, importForm, slug } from '@torget/form/import';
import type { Town } from '#platform/town/index.ts';
import { homeOf } from './home.ts';
import { importProcessForms } from './import-bpmn.ts';
import { readme, reportJson } from './report.ts';
import { serviceFiles } from './service-folder.ts';

const REPORT = 'import.json';
/** Files of other systems that are larger are no forms. */
const LARGEST = 50_000_000;

/**
 * `torget form import --from xgov|formio FILE… --out DIR`: reads forms of other systems and writes a whole service folder
 * for each, with a report of everything that became different. One file becomes DIR itself; several, or one more into a
 * DIR that holds an imported service already, become folders in it by their ids. A folder stands for the JSON files in it.
 */
export async function importCommand(args: readonly string[]): Promise<number | undefined> {
  const from = FORMATS.find((format) => format === argument(args, '--from'));
  const out = argument(args, '--out');
  const rest = args.filter(
    (arg, index) => !arg.startsWith('--') && !['--from', '--out'].includes(args[index - 1] ?? ''),
  );
  if (argument(args, '--from') === 'camunda' && out !== undefined && rest.length > 0)
    return importProcessForms(rest, out);
  if (from === undefined || out === undefined || rest.length === 0) return undefined;
  const files = rest.flatMap(filesOf);
  const town = await homeOf(out);
  const alone = files.length === 1 && !existsSync(join(out, 'service.yaml')) && !holdsServices(out);
  let [passed, failed] = [0, 0];
  for (const file of files) {
    const read = readForm(from, file);
    if (!read.ok) {
      failed++;
      for (const { line, column, message } of read.faults)
        console.error(`✗ ${file}:${line}:${column}  ${message.sv} ${message.en}`);
      continue;
    }
    const folder = alone ? resolve(out) : placeFor(out, file, read.imported);
    write(folder, file, from, read.imported, town);
    passed++;
    say(file, folder, read.imported);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function argument(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(path, name));
}

type Read =
  | { readonly ok: true; readonly imported: Imported }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** A file as a form. */
function readForm(from: Format, file: string): Read {
  const fault = (code: string, sv: string, en: string): Read => ({
    ok: false,
    faults: [{ file, line: 1, column: 1, code, message: { sv, en }, advice: { sv: '', en: '' } }],
  });
  if (statSync(file).size > LARGEST) return fault('too-large', 'Filen är för stor.', 'The file is too large.');
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    return fault('json', 'Filen är ingen JSON.', 'The file is no JSON.');
  }
  const imported = importForm(from, json, basename(file, extname(file)));
  return imported.ok ? { ok: true, imported: imported.value } : { ok: false, faults: imported.error };
}

function holdsServices(out: string): boolean {
  return existsSync(out) && readdirSync(out).some((name) => existsSync(join(out, name, 'service.yaml')));
}

/**
 * A folder of its own inside `out`. A form that was imported into `out` itself moves into one too; the same source again
 * comes to the same place.
 */
function placeFor(out: string, file: string, imported: Imported): string {
  if (existsSync(join(out, REPORT))) {
    const { source, id } = JSON.parse(readFileSync(join(out, REPORT), 'utf8')) as { source: string; id?: string };
    if (source === file) return resolve(out);
    const aside = `${resolve(out)}.moving`;
    renameSync(out, aside);
    mkdirSync(out, { recursive: true });
    const name = id ?? idOf(basename(source, extname(source)));
    renameSync(aside, join(out, name));
    const yaml = join(out, name, 'service.yaml');
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace(/^id: .*$/m, `id: ${name}`));
  }
  const wanted = idOf(basename(file, extname(file))) || idOf(imported.title);
  for (let n = 1; ; n++) {
    const folder = join(resolve(out), n === 1 ? wanted : `${wanted}-${n}`);
    if (!existsSync(folder) || sourceOf(folder) === file) return folder;
  }
}

function sourceOf(folder: string): string | undefined {
  const report = join(folder, REPORT);
  return existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as { source?: string }).source : undefined;
}

/** An id for a service: words with hyphens that begin with a letter. */
export function idOf(name: string): string {
  const bare = slug(name, '-');
  return bare === '' || /^[a-z]/.test(bare) ? bare || 'tjanst' : `tjanst-${bare}`;
}

function write(folder: string, file: string, from: Format, imported: Imported, town: Town): void {
  const id = idOf(basename(folder));
  const { title, language, cost, yaml } = imported;
  const text = language === 'sv' ? { sv: title } : { sv: title, [language]: title };
  const files = {
    ...serviceFiles({ id, title: text, form: yaml, ...(cost === undefined ? {} : { cost }) }, town),
    'README.md': readme(imported, basename(file)),
    [REPORT]: reportJson(imported, from, file),
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    rmSync(join(folder, path), { force: true });
    writeFileSync(join(folder, path), content);
  }
}

function say(file: string, folder: string, { notes }: Imported): void {
  const count = (kind: string) => notes.filter((note) => note.kind === kind).length;
  console.log(
    `✓ ${file} → ${folder}  (${count('different')} annorlunda/different, ${count('lost')} inte med/not carried over, ${count('source')} i källan/in the source)`,
  );
}
