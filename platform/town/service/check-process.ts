import { type Bilingual, compile, type Fault, type Scope } from '@torget/feel';
import { expressions, type Node, type ProcessModel, type Value } from '@torget/process';
import { answerDays } from '#platform/calendar/index.ts';
import { type At, anyOf, Faults, START } from '../faults.ts';
import { FACTS, type ServiceDefinition, type Town } from '../types.ts';
import { checkDemands } from './check-demands.ts';
import { factsOf } from './facts.ts';
import { type LetterFile, TO } from './letters.ts';
import { RESERVED } from './scope.ts';

/** What a process may refer to. */
export interface Known {
  readonly definition: ServiceDefinition;
  readonly town: Town;
  readonly letters: ReadonlyMap<string, LetterFile>;
  readonly forms: ReadonlySet<string>;
  readonly decisions: readonly { readonly id: string; readonly name: string }[];
  readonly scope: Scope;
}

/** Whom `letter.send` can send to: those of a letter, and a copy by name and address. */
const SENT_TO = [...TO, 'copy'] as const;
const PARTIES = ['party/applicant', 'party/co-applicant', 'party/guardian'];

/** References and names of a process: letters, forms, decisions, groups, steps and facts exist; names mean something. */
export function checkProcess(process: ProcessModel, known: Known): readonly Fault[] {
  const faults = new Faults(process.file);
  for (const node of process.nodes.values()) {
    const at = process.places.get(node.id) ?? START;
    const refer = (code: string, what: { sv: string; en: string }, choices: readonly string[]) =>
      faults.error(
        at,
        code,
        what,
        choices.length === 0
          ? { sv: 'Lägg till det, eller rätta stavningen.', en: 'Add it, or correct the spelling.' }
          : { sv: `Välj bland ${anyOf(choices).sv}.`, en: `Choose among ${anyOf(choices).en}.` },
        { element: node.id },
      );
    checkReferences(node, known, refer);
    checkBlock(node, known, refer);
    checkTargets(node, at, faults);
  }
  checkDemands(process, faults);
  checkSignature(process, known.definition, faults);
  // Compiled a second time, now with the names in scope and their types.
  for (const { text, at } of expressions(process)) {
    const result = compile(text, { scope: known.scope, at });
    if (!result.ok) faults.list.push(...result.error);
  }
  return faults.list;
}

/** A case that waits for signatures has a task to give them in, whose condition means something. */
function checkSignature(process: ProcessModel, { signature }: ServiceDefinition, faults: Faults): void {
  const signed = [...process.nodes.values()].filter((node) => 'signature' in node.properties);
  for (const node of signed) {
    const at = process.places.get(node.id) ?? START;
    const compiled = compile((node.properties['signature'] ?? '').replace(/^=/, ''), {
      at: { ...at, file: process.file },
    });
    if (!compiled.ok) faults.list.push(...compiled.error);
  }
  if (signature?.others !== 'in-the-case' || signed.some(({ kind }) => kind === 'userTask')) return;
  faults.error(
    START,
    'signature-task',
    {
      sv: 'Ärendet ska vänta på underskrifter, men ingen uppgift ber om dem.',
      en: 'The case is to wait for signatures, but no task asks for them.',
    },
    {
      sv: 'Ge en användaruppgift egenskapen signature med ett villkor, till exempel =samtycker = true.',
      en: 'Give a user task the property signature with a condition, for instance =samtycker = true.',
    },
  );
}

type Refer = (code: string, what: { sv: string; en: string }, choices: readonly string[]) => void;

function literal(value: Value | undefined): string | undefined {
  return value !== undefined && 'literal' in value ? value.literal : undefined;
}

/** Fields that Camunda 7 would make a form of. */
const GENERATED: Bilingual = {
  sv: ' "torget form import --from camunda process.bpmn --out ." gör det av uppgiftens fält.',
  en: ' "torget form import --from camunda process.bpmn --out ." makes it of the fields of the task.',
};

function checkReferences(node: Node, known: Known, refer: Refer): void {
  const form = node.user?.form;
  const made = node.fields === undefined ? { sv: '', en: '' } : GENERATED;
  if (node.kind === 'userTask' && form === undefined) {
    refer('task-form', { sv: `Uppgiften ${node.id} har inget formulär.`, en: `The task ${node.id} has no form.` }, [
      ...known.forms,
    ]);
  } else if (form !== undefined && !known.forms.has(form)) {
    refer(
      'unknown-form',
      {
        sv: `Formuläret forms/${form}.yaml finns inte.${made.sv}`,
        en: `There is no form forms/${form}.yaml.${made.en}`,
      },
      [...known.forms],
    );
  }
  const decision = literal(node.decision?.id);
  if (decision !== undefined && !known.decisions.some((one) => one.id === decision || one.name === decision)) {
    refer(
      'unknown-decision',
      {
        sv: `Beslutet "${decision}" finns inte i decisions.dmn.`,
        en: `There is no decision "${decision}" in decisions.dmn.`,
      },
      known.decisions.map((one) => one.id),
    );
  }
  const step = node.properties['citizen-step'];
  const steps = Object.keys(known.definition.steps);
  if (step !== undefined && !steps.includes(step)) {
    refer(
      'unknown-step',
      {
        sv: `Steget "${step}" finns inte under steps i service.yaml.`,
        en: `There is no step "${step}" under steps in service.yaml.`,
      },
      steps,
    );
  }
  checkGroups(node, known.town, refer);
}

function checkGroups(node: Node, town: Town, refer: Refer): void {
  if (node.kind !== 'userTask') return;
  const groups = node.user?.candidateGroups;
  if (groups === undefined) {
    refer(
      'task-group',
      {
        sv: `Uppgiften ${node.id} har ingen grupp som får göra den.`,
        en: `The task ${node.id} has no group that may do it.`,
      },
      PARTIES,
    );
  }
  for (const group of literal(groups)?.split(',') ?? []) {
    const [unit, role] = group.trim().split('/');
    const exists =
      PARTIES.includes(group.trim()) ||
      (town.units.some((one) => one.id === unit) && town.roles.some((one) => one.id === role));
    if (!exists) {
      refer(
        'unknown-group',
        {
          sv: `Gruppen "${group.trim()}" finns inte: den skrivs enhet/roll.`,
          en: `There is no group "${group.trim()}": it is written unit/role.`,
        },
        [...PARTIES, ...town.units.map((one) => `${one.id}/…`)],
      );
    }
  }
}

/** Headers and inputs of the blocks whose words a folder decides. */
function checkBlock(node: Node, known: Known, refer: Refer): void {
  const type = literal(node.task?.type);
  if (type === 'letter.send') {
    const id = node.headers['letter'];
    if (id === undefined || !known.letters.has(id)) {
      refer(
        'unknown-letter',
        { sv: `Brevet "${id ?? ''}" finns inte i letters/.`, en: `There is no letter "${id ?? ''}" in letters/.` },
        [...known.letters.keys()],
      );
    }
    checkRecipient(node, known.definition, refer);
    const within = node.headers['answer-within'];
    if (within !== undefined && answerDays(within) === undefined) {
      refer(
        'answer-within',
        { sv: `"${within}" är ingen svarstid i hela dagar.`, en: `"${within}" is no time to answer in whole days.` },
        ['P7D', 'P14D', 'P30D'],
      );
    }
  }
  if (type === 'case.status') {
    const step = node.headers['status'];
    const steps = Object.keys(known.definition.steps);
    if (step === undefined || !steps.includes(step)) {
      refer(
        'unknown-step',
        {
          sv: `Steget "${step ?? ''}" finns inte under steps i service.yaml.`,
          en: `There is no step "${step ?? ''}" under steps in service.yaml.`,
        },
        steps,
      );
    }
  }
  if (type === 'register.fetch') {
    for (const name of factsOf(node)) {
      if (!(FACTS as readonly string[]).includes(name)) {
        refer(
          'unknown-fact',
          { sv: `Registret kan inte svara på "${name}".`, en: `The registers cannot answer "${name}".` },
          FACTS,
        );
      }
    }
  }
}

/**
 * Who a step sends its letter to; a copy goes to a name and an address that the step gives, so nobody has tested what is
 * secret in it for them (OSL 8 kap. 1 §): a service whose cases are secret or kept in files of their own sends none.
 */
function checkRecipient(node: Node, { secrecy, register }: ServiceDefinition, refer: Refer): void {
  const to = node.headers['to'];
  if (to === 'copy' && (secrecy.length > 0 || register === 'akt'))
    refer(
      'copy-secret',
      {
        sv: 'En kopia kan inte skickas ur ett ärende med sekretess eller egen akt: ingen har prövat om den får lämnas ut (OSL 8 kap. 1 §).',
        en: 'No copy can be sent from a case with secrecy or a file of its own: nobody has tested whether it may be released (OSL 8:1).',
      },
      TO,
    );
  if (to !== undefined && !SENT_TO.some((one) => one === to))
    refer(
      'unknown-recipient',
      { sv: `Brev kan inte skickas till "${to}".`, en: `Letters cannot be sent to "${to}".` },
      SENT_TO,
    );
  const given = node.inputs.map(({ target }) => target);
  const missing = to === 'copy' ? ['copy_name', 'copy_email'].filter((name) => !given.includes(name)) : [];
  for (const name of missing)
    refer('copy-recipient', { sv: `Kopian saknar ${name}.`, en: `The copy has no ${name}.` }, [
      `<zeebe:input … target="${name}" />`,
    ]);
}

function checkTargets(node: Node, at: At, faults: Faults): void {
  const names = [...node.outputs.map((one) => one.target), ...node.inputs.map((one) => one.target)];
  if (node.decision?.resultVariable !== undefined) names.push(node.decision.resultVariable);
  for (const name of names) {
    if (!(RESERVED as readonly string[]).includes(name.split('.')[0] ?? name)) continue;
    faults.error(
      at,
      'reserved-name',
      {
        sv: `"${name}" är ett ord för ärendets fakta och får inte skrivas över.`,
        en: `"${name}" is a word for the facts of the case and must not be overwritten.`,
      },
      { sv: 'Välj ett annat namn på variabeln.', en: 'Choose another name for the variable.' },
      { element: node.id },
    );
  }
}
