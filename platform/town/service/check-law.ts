// What the law lets a service do (law.md, sections 1, 2 and 13 rows 1, 8 and 10). A fault here is never a warning.
import type { Fault } from '@torget/feel';
import type { Node, ProcessModel, Value } from '@torget/process';
import { type At, Faults, START } from '../faults.ts';
import { applies } from '../regime.ts';
import type { Delegation, Ground, Outcome, Town } from '../types.ts';
import type { DefinitionFile } from './definition.ts';
import { everyPathPasses } from './paths.ts';
import type { Processes } from './processes.ts';

/** Outcomes that go against the party: a person decides them (law.md, section 2). */
const ADVERSE: readonly Outcome[] = ['partly-approved', 'rejected', 'dismissed'];
/** KL 6 kap. 38 § st. 2: what is appealed under KL 13, or may not be appealed at all. */
const NOT_AUTOMATED: readonly Ground['regime'][] = ['laglighetsprovning', 'laglighetsprovning-social', 'none'];

/** Grounds as service.yaml states them: there are some, and what is automated may be. `day` is when it takes effect. */
export function checkGrounds(file: DefinitionFile, town: Town, day: string): readonly Fault[] {
  const faults = new Faults('service.yaml');
  const { definition, places } = file;
  if (definition.grounds.length === 0) {
    faults.error(
      places.law,
      'law-no-ground',
      {
        sv: 'Tjänsten har ingen grund, och därmed inget regelverk för handläggning och överklagande.',
        en: 'The service has no ground, and so no regime of procedure and appeal.',
      },
      { sv: 'Lägg till law.grounds med id, basis och regime.', en: 'Add law.grounds with id, basis and regime.' },
    );
  }
  for (const ground of definition.grounds)
    checkAutomation(ground, definition.owner.board, town, day, places.grounds.get(ground.id) ?? START, faults);
  return faults.list;
}

/** SoL 16 kap. 1 §: when what the law says of personal files is said of an outcome, it is said as the law has it. */
export function checkRetention({ definition, places }: DefinitionFile): readonly Fault[] {
  const faults = new Faults('service.yaml');
  for (const [outcome, { destroyAfter, from, rules }] of Object.entries(definition.retention.outcome)) {
    if (!rules.includes('sol-16') || destroyAfter === undefined) continue;
    if (destroyAfter === 'P5Y' && from === 'last-entry') continue;
    faults.error(
      places.retention.get(outcome) ?? START,
      'law-retention',
      {
        sv: 'En personakt gallras fem år efter den sista anteckningen (SoL 16 kap. 1 §).',
        en: 'A personal file of the social services is weeded five years after the last entry (SoL 16:1).',
      },
      { sv: 'Skriv destroy-after: P5Y och from: last-entry.', en: 'Write destroy-after: P5Y and from: last-entry.' },
    );
  }
  return faults.list;
}

/** KL 6 kap. 38 § st. 2, its four classes: what keeps a decision from an automated function; undefined when nothing does. */
function forbiddenClass({ regime, matter }: Ground): { readonly sv: string; readonly en: string } | undefined {
  if (matter === 'procurement') return { sv: 'det gäller upphandling', en: 'they concern procurement' };
  if (matter === 'choice-system') {
    return {
      sv: 'det gäller ett auktorisations- eller valfrihetssystem',
      en: 'they concern a system of authorisation or choice',
    };
  }
  if (!NOT_AUTOMATED.includes(regime)) return undefined;
  return regime === 'none'
    ? { sv: 'det får inte överklagas', en: 'they may not be appealed' }
    : { sv: 'det överklagas enligt KL 13 kap.', en: 'they are appealed under KL 13' };
}

function checkAutomation(ground: Ground, board: string, town: Town, day: string, at: At, faults: Faults): void {
  if (ground.automated === undefined) return;
  const forbidden = forbiddenClass(ground);
  if (forbidden !== undefined) {
    faults.error(
      at,
      'law-automation-forbidden',
      {
        sv: `Beslut på grunden "${ground.id}" får inte automatiseras: ${forbidden.sv}`,
        en: `Decisions on the ground "${ground.id}" must not be automated: ${forbidden.en}`,
      },
      {
        sv: 'KL 6 kap. 38 § andra stycket. Ta bort automated-decision och låt en delegat besluta.',
        en: 'KL 6:38 second paragraph. Remove automated-decision and let a delegate decide.',
      },
      { element: ground.id },
    );
  }
  const adverse = ground.automated.outcomes.filter((outcome) => ADVERSE.includes(outcome));
  if (adverse.length > 0) {
    faults.error(
      at,
      'law-automation-adverse',
      {
        sv: `Utfall som går den enskilde emot (${adverse.join(', ')}) får inte beslutas automatiskt.`,
        en: `Outcomes that go against the person (${adverse.join(', ')}) must not be decided automatically.`,
      },
      {
        sv: 'Låt en människa fatta dem: skicka ärendet till en handläggare.',
        en: 'Let a person make them: send the case to an officer.',
      },
      { element: ground.id },
    );
  }
  const row = town.delegations.find((candidate) => candidate.id === ground.automated?.delegation);
  if (row !== undefined && inForce(row, board, day)) return;
  faults.error(
    at,
    'law-no-delegation',
    {
      sv: `Delegationen "${ground.automated.delegation}" till en automatiserad beslutsfunktion gäller inte ${day} för nämnden ${board}.`,
      en: `The delegation "${ground.automated.delegation}" to an automated function is not in force on ${day} for the board ${board}.`,
    },
    {
      sv: 'KL 6 kap. 37 §. Lägg till raden under delegations i town.yaml med delegate: automated och från vilken dag den gäller.',
      en: 'KL 6:37. Add the row under delegations in town.yaml with delegate: automated and the day it applies from.',
    },
    { element: ground.id },
  );
}

function inForce(row: Delegation, board: string, day: string): boolean {
  return (
    row.delegate === 'automated' && row.board === board && row.from <= day && (row.to === undefined || day <= row.to)
  );
}

/** Decisions as the process makes them: the ground exists and allows it, and nobody is decided against unheard. */
export function checkDecisions(processes: Processes, grounds: readonly Ground[]): readonly Fault[] {
  return [...processes.all.values()].flatMap((process) => decisionsIn(process, processes, grounds));
}

function decisionsIn(process: ProcessModel, processes: Processes, grounds: readonly Ground[]): readonly Fault[] {
  const faults = new Faults(process.file);
  for (const node of process.nodes.values()) {
    if (literal(node.task?.type) !== 'decision.record') continue;
    const at = process.places.get(node.id) ?? START;
    const ground = grounds.find((candidate) => candidate.id === text(node, 'ground'));
    if (ground === undefined) {
      faults.error(
        at,
        'law-unknown-ground',
        {
          sv: `Beslutet ${node.id} nämner ingen av tjänstens grunder.`,
          en: `The decision ${node.id} names none of the service’s grounds.`,
        },
        {
          sv: `Skriv ground som ett id under law.grounds: ${grounds.map((one) => one.id).join(', ')}.`,
          en: `Write ground as an id under law.grounds: ${grounds.map((one) => one.id).join(', ')}.`,
        },
        { element: node.id },
      );
      continue;
    }
    if (node.headers['by'] === 'automated') checkAutomated(node, ground, at, faults);
    else checkByOfficer(processes, node, ground, at, faults);
  }
  return faults.list;
}

function checkAutomated(node: Node, ground: Ground, at: At, faults: Faults): void {
  const outcome = text(node, 'outcome');
  const allowed = ground.automated?.outcomes ?? [];
  if (outcome !== undefined && (allowed as readonly string[]).includes(outcome)) return;
  faults.error(
    at,
    'law-automated-decision',
    {
      sv: `${node.id} beslutar automatiskt${outcome === undefined ? ' ett utfall som inte står fast' : ` "${outcome}"`}, men grunden "${ground.id}" tillåter ${allowed.length === 0 ? 'inga automatiska beslut' : `bara ${allowed.join(', ')}`}.`,
      en: `${node.id} decides${outcome === undefined ? ' an outcome that is not fixed' : ` "${outcome}"`} automatically, but the ground "${ground.id}" allows ${allowed.length === 0 ? 'no automated decisions' : `only ${allowed.join(', ')}`}.`,
    },
    {
      sv: 'Skriv utfallet som en fast text i modellen, eller låt en delegat besluta (by: officer).',
      en: 'Write the outcome as a fixed text in the model, or let a delegate decide (by: officer).',
    },
    { element: node.id },
  );
}

/** FL 25 §: no path to a decision that may go against the party without the hearing or its recorded exception. */
function checkByOfficer(processes: Processes, node: Node, ground: Ground, at: At, faults: Faults): void {
  if (node.headers['by'] !== 'officer') {
    faults.error(
      at,
      'law-decider',
      { sv: `Det står inte vem som beslutar i ${node.id}.`, en: `It is not said who decides in ${node.id}.` },
      { sv: 'Lägg till rubriken by: automated eller officer.', en: 'Add the header by: automated or officer.' },
      { element: node.id },
    );
    return;
  }
  if (!decidedByPerson(processes, node)) {
    faults.error(
      at,
      'law-decider',
      {
        sv: `${node.id} ska vara en människas beslut, men ingen uppgift kommer före det.`,
        en: `${node.id} should be a person’s decision, but no task comes before it.`,
      },
      {
        sv: 'Lägg en uppgift för en delegat före beslutet på varje väg.',
        en: 'Put a task for a delegate before the decision on every path.',
      },
      { element: node.id },
    );
  }
  if (!applies(ground.regime, 25) || text(node, 'outcome') === 'approved') return;
  if (everyPathPasses(processes, node.id, (passed) => passed.properties['legal-step'] === 'fl-25')) return;
  faults.error(
    at,
    'law-communication',
    {
      sv: `Till ${node.id} finns en väg utan kommunicering (FL 25 §) och utan antecknat undantag.`,
      en: `There is a path to ${node.id} without communication (FL 25) and without a recorded exception.`,
    },
    {
      sv: 'Märk uppgiften där det avgörs med zeebe:property legal-step = fl-25, och lägg den på varje väg.',
      en: 'Mark the task where it is settled with zeebe:property legal-step = fl-25, and put it on every path.',
    },
    { element: node.id },
  );
}

function decidedByPerson(processes: Processes, node: Node): boolean {
  return everyPathPasses(processes, node.id, (passed) => passed.kind === 'userTask' && !isParty(passed));
}

function isParty(node: Node): boolean {
  return literal(node.user?.candidateGroups)?.startsWith('party/') === true;
}

function literal(value: Value | undefined): string | undefined {
  return value !== undefined && 'literal' in value ? value.literal : undefined;
}

/** The text an input is fixed to, whether written as a literal or as a FEEL string. */
function text(node: Node, target: string): string | undefined {
  const source = node.inputs.find((input) => input.target === target)?.source;
  if (source === undefined) return undefined;
  if ('literal' in source) return source.literal;
  return /^\s*"([^"\\]*)"\s*$/.exec(source.program.text)?.[1];
}
