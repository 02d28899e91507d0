/**
 * DMN files beside imported Camunda 7 models, and what they leave out: expressions there read inputs that are declared
 * nowhere and required decisions under the names of their output columns, and types have the names of Java.
 */
export function readable(xml: string): { readonly xml: string; readonly tags: ReadonlyMap<string, string> } {
  const tags = new Map<string, string>();
  if (!VENDOR.test(xml)) return { xml, tags };
  for (const [tag] of xml.matchAll(/<(?:[\w-]+:)?decision\s[^>]*>/g)) {
    const [id, version] = [attribute(tag, 'id'), attribute(tag, 'versionTag')];
    if (id !== undefined && version !== undefined) tags.set(id, version);
  }
  const known = new Set([...xml.matchAll(DECISION)].flatMap(([, open = '', inside = '']) => names(open, inside)));
  const prefix = /<([\w-]+:)?decision\s/.exec(xml)?.[1] ?? '';
  const declared = new Set<string>();
  const typed = xml.replace(/typeRef\s*=\s*"(integer|long|double)"/g, 'typeRef="number"');
  const read = typed.replace(DECISION, (_, open: string, inside: string, close: string) => {
    const inputs = inputNames(inside).filter((name) => !known.has(name));
    for (const name of inputs) declared.add(name);
    const required = inputs.map((name) => requirement(prefix, name)).join('');
    return `${open}${column(prefix, inside)}${required}${inside}${close}`;
  });
  const data = [...declared].map((name) => inputData(prefix, name)).join('');
  return { xml: data === '' ? read : read.replace(/(<\/(?:[\w-]+:)?definitions>)/, `${data}$1`), tags };
}

const VENDOR = /http:\/\/(operaton|camunda)\.org\/schema\/1\.0\/dmn/;
const DECISION = /(<(?:[\w-]+:)?decision\s[^>]*>)([\s\S]*?)(<\/(?:[\w-]+:)?decision>)/g;
const INPUT =
  /<(?:[\w-]+:)?inputExpression[^>]*>\s*<(?:[\w-]+:)?text>\s*(?:<!\[CDATA\[)?\s*([A-Za-z_]\w*)\s*(?:\]\]>)?\s*</g;

/** Input expressions that are one bare name; an input that is declared has a requirement already. */
function inputNames(inside: string): readonly string[] {
  if (/<(?:[\w-]+:)?requiredInput\s/.test(inside)) return [];
  return [...new Set([...inside.matchAll(INPUT)].map(([, name = '']) => name))];
}

/** The names under which a decision is read. */
function names(open: string, inside: string): readonly string[] {
  return [attribute(open, 'name'), columnOf(inside)].flatMap((name) => name ?? []);
}

/** A decision of one column is known by that column's name, unless the file says otherwise. */
function column(prefix: string, inside: string): string {
  const name = columnOf(inside);
  return name === undefined ? '' : `<${prefix}variable id="${name}_column" name="${name}"/>`;
}

function columnOf(inside: string): string | undefined {
  const outputs = [...inside.matchAll(/<(?:[\w-]+:)?output\s[^>]*>/g)];
  if (outputs.length !== 1 || /<(?:[\w-]+:)?variable\s/.test(inside)) return undefined;
  return attribute(outputs[0]?.[0] ?? '', 'name');
}

function requirement(prefix: string, name: string): string {
  const inner = `<${prefix}requiredInput href="#${name}_input"/>`;
  return `<${prefix}informationRequirement>${inner}</${prefix}informationRequirement>`;
}

function inputData(prefix: string, name: string): string {
  const variable = `<${prefix}variable id="${name}_value" name="${name}"/>`;
  return `<${prefix}inputData id="${name}_input" name="${name}">${variable}</${prefix}inputData>`;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`[\\s:]${name}\\s*=\\s*"([^"]*)"`).exec(tag)?.[1];
}
