// The names that expressions of a service may use (settled.md, "Names in expressions, rates, time"), with their types as
// far as the form, the registers and the rates settle them.
import { type FeelType, type FeelValue, type Scope, typeOf, typeOfSchema } from '@torget/feel';
import { type Form, schema } from '@torget/form';
import type { Node, ProcessModel } from '@torget/process';
import type { Town } from '../types.ts';

const TEXT: FeelType = { kind: 'string' };
const NUMBER: FeelType = { kind: 'number' };
const TRUTH: FeelType = { kind: 'boolean' };
const DATE: FeelType = { kind: 'date' };
const INSTANT: FeelType = { kind: 'date and time' };
const ANY: FeelType = { kind: 'any' };
const OPEN: FeelType = { kind: 'context', entries: {}, open: true };

/** Words that processes, decisions and letters use for the facts of a case; refused as names of anything else. */
export const RESERVED = ['application', 'register', 'rates', 'case', 'decision'] as const;

function context(entries: { readonly [key: string]: FeelType }): FeelType {
  return { kind: 'context', entries };
}

function listOf(of: FeelType): FeelType {
  return { kind: 'list', of };
}

function fact(entries: { readonly [key: string]: FeelType }): FeelType {
  return context({ ...entries, source: TEXT, at: DATE });
}

const SOMEONE = { ref: TEXT, namn: TEXT, fodelsedatum: DATE };

/** What the registers answer, as `registers/facts.ts` makes it. */
const FACT_TYPES: { readonly [name: string]: FeelType } = {
  person: fact({
    ...{ namn: TEXT, fornamn: TEXT, efternamn: TEXT, fodelsedatum: DATE, alder: NUMBER, skyddad: TRUTH },
    adress: context({ gata: TEXT, postnummer: TEXT, ort: TEXT }),
  }),
  household: fact({
    vuxna: listOf(context(SOMEONE)),
    barn: listOf(context({ ...SOMEONE, alder: NUMBER, lunch_hemma: TRUTH })),
    antal: NUMBER,
    i_bostaden: NUMBER,
  }),
  children: fact({ barn: listOf(context({ ...SOMEONE, gemensam_vardnad: TRUTH, annan_vardnadshavare: TEXT })) }),
  income: fact({
    rader: listOf(context({ slag: TEXT, belopp: NUMBER, fran: TEXT, vem: TEXT })),
    summa: NUMBER,
    period: TEXT,
  }),
  assistance: fact({
    pagaende: TRUTH,
    manader_i_rad: NUMBER,
    senaste_hyra: NUMBER,
    senaste_manad: TEXT,
    jobbstimulans: TRUTH,
    // From the house's own cases, beside what the older system says.
    beviljade_manader: listOf(TEXT),
  }),
  // Not a register's: the number that the person signed in with, and how sure it is whose it is.
  identity: fact({ nummer: TEXT, slag: TEXT, niva: TEXT }),
  childcare: fact({ syskon_placerade: listOf(context({ ref: TEXT, namn: TEXT, enhet: TEXT })), skuld: NUMBER }),
};

/** The type of `register` when these facts have been fetched. */
export function registerType(facts: readonly string[]): FeelType {
  return context(Object.fromEntries(facts.map((name) => [name, FACT_TYPES[name] ?? OPEN])));
}

/** The type of `rates`: of each table its newest row with values. */
function ratesType(town: Town): FeelType {
  const own = { from: DATE, to: DATE, status: TEXT, source: TEXT };
  const entries = town.rates.tables.map((table) => {
    const values = table.rows.findLast((row) => row.values !== undefined)?.values ?? {};
    const type = typeOf(values as FeelValue);
    return [table.id, context({ ...(type.kind === 'context' ? type.entries : {}), ...own })] as const;
  });
  return context(Object.fromEntries(entries));
}

const CASE = { id: TEXT, number: TEXT, received: INSTANT, opened: INSTANT };

/** The facts of a case as every expression after the form may read them; `case.staff` where staff keep fields. */
export function factScope(form: Form, facts: readonly string[], town: Town, staffFields?: Form): Scope {
  return {
    application: typeOfSchema(schema(form)),
    register: registerType(facts),
    rates: ratesType(town),
    case: context(staffFields === undefined ? CASE : { ...CASE, staff: typeOfSchema(schema(staffFields)) }),
    decision: ANY,
  };
}

/**
 * What blocks give that expressions read: `letter.send` the day by which its letter asks for an answer, `disclosure.release` the
 * documents that go by e-mail, `case.pass-part` the number of the case that it opened.
 */
export function answerScope(node: Node): Scope {
  const type = node.task !== undefined && 'literal' in node.task.type ? node.task.type.literal : undefined;
  return {
    ...('answer-within' in node.headers ? { answer_by: DATE } : {}),
    ...(type === 'disclosure.release' ? { by_mail: listOf(TEXT) } : {}),
    ...(type === 'case.pass-part' ? { case_number: TEXT } : {}),
  };
}

/** The variables that the processes of a service may hold: results, mapping targets, and answers of tasks that map nothing. */
export function variablesOf(processes: readonly ProcessModel[], taskForms: ReadonlyMap<string, Form>): Scope {
  const variables: { [name: string]: FeelType } = {};
  for (const node of processes.flatMap(({ nodes }) => [...nodes.values()])) {
    for (const { target } of [...node.inputs, ...node.outputs]) {
      const name = target.split('.')[0] ?? target;
      variables[name] = ANY;
    }
    if (node.decision?.resultVariable !== undefined) variables[node.decision.resultVariable] = ANY;
    Object.assign(variables, answerScope(node));
    if (node.script?.resultVariable !== undefined) variables[node.script.resultVariable] = ANY;
    // The answers of a start form that Camunda 7 would generate are variables beside the application.
    if (node.kind === 'startEvent') for (const { variable } of node.fields ?? []) variables[variable] = ANY;
    const form = node.user?.form === undefined ? undefined : taskForms.get(node.user.form);
    if (form === undefined) continue;
    const type = typeOfSchema(schema(form));
    for (const [question, answer] of Object.entries(type.kind === 'context' ? type.entries : {})) {
      const name = node.fields?.find((field) => field.question === question)?.variable ?? question;
      variables[name] = variables[name] === undefined ? answer : ANY;
    }
  }
  return variables;
}

/** The facts that are there once the processes run: those of the form's start and those that blocks fetch. */
export function factsFetched(processes: readonly ProcessModel[], before: readonly string[]): readonly string[] {
  const names = new Set(before);
  for (const node of processes.flatMap(({ nodes }) => [...nodes.values()])) {
    if (node.task === undefined || !('literal' in node.task.type) || node.task.type.literal !== 'register.fetch')
      continue;
    for (const input of node.inputs) {
      if (input.target !== 'facts' || !('program' in input.source)) continue;
      const { value } = input.source.program.evaluate({}, { instant: '2026-01-01T00:00:00Z' });
      for (const name of Array.isArray(value) ? value : []) if (typeof name === 'string') names.add(name);
    }
  }
  return [...names];
}
