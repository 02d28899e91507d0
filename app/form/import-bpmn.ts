import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Imported, importGenerated } from '@torget/form/import';
import { load, type Node } from '@torget/process';
import { modelText } from '../process/files.ts';

/**
 * `torget form import --from camunda FILE.bpmn… --out DIR`: the forms that lie in a model (fields of Camunda 7, form-js of 8)
 * as forms of the service in DIR: `form.yaml` for a start event, `forms/<task>.yaml` for each user task. A form that
 * is there and was not imported is left as it is.
 */
export async function importProcessForms(files: readonly string[], out: string): Promise<number> {
  let [passed, failed] = [0, 0];
  for (const file of files) {
    // Java and foreign scripts are no matter here: the forms are read, nothing runs.
    const loaded = await load(await modelText(file), { file, topics: ({ element }) => element });
    if (!loaded.ok) {
      failed++;
      for (const { line, column, element = '', message } of loaded.error)
        console.error(`✗ ${file}:${line}:${column} ${element}  ${message.sv} ${message.en}`);
      continue;
    }
    const nodes = loaded.value
      .flatMap((model) => [...model.nodes.values()])
      .filter(({ fields }) => fields !== undefined);
    if (nodes.length === 0) console.log(`– ${file}: inga formulär att föra över/no forms to carry over`);
    for (const node of nodes) {
      if (importOne(node, out)) passed++;
      else failed++;
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function importOne(node: Node, out: string): boolean {
  const { fields = [], name = node.id } = node;
  const imported = importGenerated({ title: name, fields });
  const path = node.kind === 'startEvent' ? 'form.yaml' : join('forms', `${node.user?.form ?? node.id}.yaml`);
  if (!imported.ok) {
    for (const { line, column, message } of imported.error)
      console.error(`✗ ${node.id} → ${path}:${line}:${column}  ${message.sv} ${message.en}`);
    return false;
  }
  const target = join(out, path);
  if (existsSync(target) && !MARK.test(readFileSync(target, 'utf8'))) {
    console.log(`– ${node.id} → ${path}: finns redan och är kvar/is there already and stays`);
    return true;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, imported.value.yaml);
  say(node.id, path, imported.value);
  return true;
}

/** The head of a form that this import has written. */
const MARK = /^# .* \(camunda\)\n/;

function say(element: string, path: string, { notes }: Imported): void {
  console.log(`✓ ${element} → ${path}`);
  for (const { element: question, message } of notes) console.log(`    ${question}: ${message.sv} ${message.en}`);
}
