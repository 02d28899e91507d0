import type { Bilingual } from '@torget/feel';
import { type Demand, demands, type ProcessModel } from '@torget/process';
import { type Faults, START } from '../faults.ts';

/** What a service may ask of the runtime beyond tasks, jobs, decisions, messages and timers. */
const SERVED: ReadonlySet<Demand> = new Set([
  'loop',
  'call',
  'decision',
  'scope-subscription',
  'signal',
  'condition',
  'continuation',
  'compensation',
  'ad-hoc',
  'initiator',
  'listener',
  'task-listener',
  'error-definition',
]);

const NAMES: { readonly [demand in Demand]: Bilingual } = {
  loop: { sv: 'Upprepning av ett steg', en: 'Repeating a step' },
  call: { sv: 'Anrop av en annan process', en: 'Calling another process' },
  'scope-subscription': {
    sv: 'En händelsedelprocess som startar av meddelande eller tid',
    en: 'An event sub-process started by message or timer',
  },
  signal: { sv: 'Signaler', en: 'Signals' },
  condition: { sv: 'Villkorshändelser', en: 'Conditional events' },
  continuation: { sv: 'Asynkrona övergångar', en: 'Asynchronous continuations' },
  compensation: { sv: 'Kompensation', en: 'Compensation' },
  'ad-hoc': { sv: 'Ad hoc-delprocesser', en: 'Ad-hoc sub-processes' },
  start: { sv: 'Start av tid', en: 'Starting by a timer' },
  initiator: { sv: 'Den startande personen som variabel', en: 'The starting person as a variable' },
  decision: { sv: 'En viss version av ett beslut', en: 'A certain version of a decision' },
  listener: { sv: 'Lyssnare med egna jobb', en: 'Listeners with jobs of their own' },
  'task-listener': { sv: 'Lyssnare på uppgifter', en: 'Listeners of tasks' },
  'error-definition': { sv: 'Feldefinitioner på ett jobb', en: 'Error definitions on a job' },
};

/**
 * What a service cannot have is refused before it is published: an application opens exactly one case and starts exactly
 * one process on it, so nothing begins by a timer.
 */
export function checkDemands(process: ProcessModel, faults: Faults): void {
  checkStarts(process, faults);
  for (const { element, demand } of demands(process)) {
    if (SERVED.has(demand)) continue;
    const name = NAMES[demand];
    faults.error(
      process.places.get(element) ?? START,
      'not-served',
      {
        sv: `${name.sv} finns inte i tjänster: ett ärende börjar med en ansökan (${element}).`,
        en: `${name.en} is not for services: a case begins with an application (${element}).`,
      },
      {
        sv: 'Börja med en vanlig starthändelse; det som ska ske en viss tid kan vänta på en tidshändelse i processen.',
        en: 'Begin with a plain start event; what shall happen at a certain time can wait for a timer in the process.',
      },
      { element },
    );
  }
}

/** An application and a call begin at one start event: what begins by a message or signal besides never does. */
function checkStarts(process: ProcessModel, faults: Faults): void {
  for (const element of process.entries) {
    const kind = process.nodes.get(element)?.event?.kind;
    if (element === process.start || kind === 'timer') continue;
    faults.warn(
      process.places.get(element) ?? START,
      'start-unused',
      {
        sv: `${element} startar aldrig: en ansökan börjar vid ${process.start}.`,
        en: `${element} never starts: an application begins at ${process.start}.`,
      },
      {
        sv: 'Ta emot meddelandet i en händelsedelprocess i stället, eller ta bort starthändelsen.',
        en: 'Take the message in an event sub-process instead, or remove the start event.',
      },
      element,
    );
  }
}
