import type { Fault, Result } from '@torget/feel';
import { boxedIn } from './boxed.ts';
import type { Decision, Definitions, Import, InputData, Item, Knowledge, Named, Service } from './model.ts';
import { nameOf, place, textIn, typeRefOf, variableOf } from './parts.ts';
import { child, childrenOf, type Element, readXml } from './xml.ts';

/** Model namespaces of DMN 1.1, 1.2, 1.3, 1.4 and 1.5. */
const NAMESPACES = [
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
];

/** Namespaces and exporters of the tools whose engines know process variables and no input data. */
const MADE_FOR_VARIABLES = /"https?:\/\/(?:www\.)?(?:camunda|operaton)\.org\/schema\/|\sexporter="(?:Camunda|Operaton)/;
/** They stand at the root, within this many characters. */
const HEAD = 4000;

/** Reads one DMN file of any version from 1.1 to 1.5. */
export function readDefinitions(file: string, xml: string): Result<Definitions, Fault[]> {
  const read = readXml(file, xml);
  if (!read.ok) return read;
  const root = read.value;
  const known = NAMESPACES.some((one) => one.replace(/^https?/, '') === root.namespace.replace(/^https?/, ''));
  if (root.name !== 'definitions' || !known) return { ok: false, error: [notDmn(file, root)] };
  const own = (name: string) => childrenOf(root, name);
  return {
    ok: true,
    value: {
      file,
      namespace: root.attributes['namespace'] ?? '',
      name: root.attributes['name'] ?? '',
      imports: own('import').map(importOf),
      items: own('itemDefinition').map(itemOf),
      inputs: own('inputData').map((one): InputData => ({ kind: 'input', ...named(one) })),
      decisions: own('decision').map(decisionOf),
      knowledge: own('businessKnowledgeModel').map(knowledgeOf),
      services: own('decisionService').map(serviceOf),
      impliesInputs: MADE_FOR_VARIABLES.test(xml.slice(0, HEAD)),
    },
  };
}

function notDmn(file: string, root: Element): Fault {
  return {
    file,
    line: root.line,
    column: root.column,
    code: 'not-dmn',
    message: {
      sv: `Filens rot <${root.name}> är ingen DMN-modell av version 1.1–1.5.`,
      en: `The file's root <${root.name}> is no DMN model of version 1.1–1.5.`,
    },
    advice: { sv: 'Spara modellen som DMN 1.3 eller senare.', en: 'Save the model as DMN 1.3 or later.' },
  };
}

function importOf(element: Element): Import {
  return {
    ...place(element),
    name: element.attributes['name'] ?? '',
    namespace: element.attributes['namespace'] ?? '',
    type: element.attributes['importType'] ?? '',
  };
}

function itemOf(element: Element): Item {
  const functionItem = child(element, 'functionItem');
  return {
    ...place(element),
    name: (element.attributes['name'] ?? '').trim(),
    collection: element.attributes['isCollection'] === 'true',
    typeRef: typeRefOf(element),
    components: childrenOf(element, 'itemComponent').map(itemOf),
    allowed: textIn(child(element, 'allowedValues')),
    constraint: textIn(child(element, 'typeConstraint')),
    function:
      functionItem === undefined
        ? undefined
        : {
            parameters: childrenOf(functionItem, 'parameters').map(variableOf),
            result: functionItem.attributes['outputTypeRef'],
          },
  };
}

function named(element: Element): Named {
  const name = nameOf(element);
  const own = child(element, 'variable');
  const variable = own === undefined ? { name, typeRef: undefined } : variableOf(own);
  return {
    ...place(element),
    id: element.attributes['id'] ?? name,
    name,
    label: element.attributes['label'],
    variable: variable.name === '' ? { ...variable, name } : variable,
  };
}

const REQUIRED = ['requiredInput', 'requiredDecision', 'requiredKnowledge'];

function requiresOf(element: Element): string[] {
  return element.children
    .filter((one) => one.name === 'informationRequirement' || one.name === 'knowledgeRequirement')
    .flatMap((one) => one.children.filter((ref) => REQUIRED.includes(ref.name)))
    .map((ref) => ref.attributes['href'] ?? '');
}

function decisionOf(element: Element): Decision {
  const own = named(element);
  return { kind: 'decision', ...own, requires: requiresOf(element), logic: boxedIn(element, own.id) };
}

function knowledgeOf(element: Element): Knowledge {
  const own = named(element);
  const logic = child(element, 'encapsulatedLogic');
  return {
    kind: 'knowledge',
    ...own,
    requires: requiresOf(element),
    logic:
      logic === undefined
        ? undefined
        : boxedIn({ ...element, children: [{ ...logic, name: 'functionDefinition' }] }, own.id),
  };
}

function serviceOf(element: Element): Service {
  const hrefs = (name: string) => childrenOf(element, name).map((one) => one.attributes['href'] ?? '');
  return {
    kind: 'service',
    ...named(element),
    outputs: hrefs('outputDecision'),
    encapsulated: hrefs('encapsulatedDecision'),
    inputDecisions: hrefs('inputDecision'),
    inputData: hrefs('inputData'),
  };
}
