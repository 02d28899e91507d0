// FL 25 §: who a process may decide against is told what speaks against her, has a day to answer, and the case goes on after it.
import type { Fault } from '@torget/feel';
import type { Node, ProcessModel, Value } from '@torget/process';
import { type At, Faults, START } from '../faults.ts';
import { applies } from '../regime.ts';
import type { Ground } from '../types.ts';
import { citedSections } from './cited.ts';
import type { LetterFile } from './letters.ts';
import type { Processes } from './processes.ts';

type Letters = ReadonlyMap<string, LetterFile>;

/** A place in a process where something is said about a node. */
interface Place {
  readonly node: Node;
  readonly at: At;
  readonly faults: Faults;
}

/** What is wrong in how a service's own processes communicate before they decide against a party. */
export function checkCommunication(processes: Processes, grounds: readonly Ground[], letters: Letters): Fault[] {
  if (!grounds.some(({ regime }) => applies(regime, 25))) return [];
  const models = [...processes.all.values()];
  const sends = models.some(({ nodes }) => [...nodes.values()].some((node) => isLetter(node) && isMarked(node)));
  return models.flatMap((model) => {
    const faults = new Faults(model.file);
    for (const node of model.nodes.values()) {
      const place = { node, at: model.places.get(node.id) ?? START, faults };
      if (mayGoAgainst(node, grounds)) checkException(place, sends);
      if (isLetter(node)) checkLetter(place, model, letters);
    }
    return faults.list;
  });
}

/** A decision by an officer on a ground where FL 25 § applies, that is not always an approval. */
function mayGoAgainst(node: Node, grounds: readonly Ground[]): boolean {
  if (literal(node.task?.type) !== 'decision.record' || node.headers['by'] !== 'officer') return false;
  const ground = grounds.find(({ id }) => id === fixed(node, 'ground'));
  const outcome = fixed(node, 'outcome');
  return (
    ground !== undefined &&
    applies(ground.regime, 25) &&
    outcome !== 'approved' &&
    outcome !== 'closed-without-decision'
  );
}

/** The decision says by which exception nobody was heard, case by case; and somebody is heard where the process sends nothing. */
function checkException({ node, at, faults }: Place, sends: boolean): void {
  const on = { element: node.id };
  if (!node.inputs.some(({ target }) => target === 'unheard')) {
    faults.error(
      at,
      'law-exception',
      {
        sv: `${node.id} kan gå parten emot, men säger inte enligt vilket undantag parten i så fall är ohörd (FL 25 §).`,
        en: `${node.id} may go against the party, but does not say by which exception the party is then unheard (FL 25).`,
      },
      {
        sv: 'Lägg till zeebe:input med target="unheard": undantagets kod ur uppgiften (fl-25-obehovligt, fl-25-inget-fran-annan, fl-25-1, fl-25-2, fl-25-3, fl-25-osl-10-3), eller null när parten har fått yttra sig.',
        en: 'Add a zeebe:input with target="unheard": the code of the exception from the task (fl-25-obehovligt, fl-25-inget-fran-annan, fl-25-1, fl-25-2, fl-25-3, fl-25-osl-10-3), or null when the party has been heard.',
      },
      on,
    );
  } else if (fixed(node, 'unheard') !== undefined) {
    faults.error(
      at,
      'law-exception',
      {
        sv: `${node.id} har samma undantag från kommuniceringen i alla ärenden (FL 25 §).`,
        en: `${node.id} has the same exception from communication in every case (FL 25).`,
      },
      {
        sv: 'Fråga den som prövar ärendet vilket undantag som gäller, och ge svaret till unheard.',
        en: 'Ask who tests the case which exception applies, and give the answer to unheard.',
      },
      on,
    );
  }
  if (sends || node.properties['communication'] === 'at-desk') return;
  faults.warn(
    at,
    'law-no-communication',
    {
      sv: `${node.id} kan gå parten emot, men inget steg i tjänsten skickar en kommunicering (FL 25 §).`,
      en: `${node.id} may go against the party, but no step of the service sends a communication (FL 25).`,
    },
    {
      sv: 'Lägg ett brev med zeebe:property legal-step = fl-25 före beslutet. Gör handläggaren det alltid vid sidan av processen, märk beslutet med communication = at-desk.',
      en: 'Put a letter with zeebe:property legal-step = fl-25 before the decision. If officers always do it beside the process, mark the decision with communication = at-desk.',
    },
    node.id,
  );
}

function checkLetter(place: Place, model: ProcessModel, letters: Letters): void {
  const { node, at, faults } = place;
  const on = { element: node.id };
  if (!isMarked(node)) {
    if (!communicates(letters.get(node.headers['letter'] ?? ''))) return;
    faults.error(
      at,
      'law-unmarked',
      {
        sv: `${node.id} skickar ett brev som kommunicerar enligt FL 25 §, men steget är inte märkt som det.`,
        en: `${node.id} sends a letter that communicates under FL 25, but the step is not marked as that.`,
      },
      {
        sv: 'Märk steget med zeebe:property legal-step = fl-25: annars räknas parten som ohörd.',
        en: 'Mark the step with zeebe:property legal-step = fl-25: otherwise the party counts as unheard.',
      },
      on,
    );
    return;
  }
  if (node.headers['answer-within'] === undefined) {
    faults.error(
      at,
      'law-answer-day',
      {
        sv: `${node.id} kommunicerar utan en bestämd tid att svara (FL 25 §).`,
        en: `${node.id} communicates without a set time to answer (FL 25).`,
      },
      {
        sv: 'Ge letter.send huvudet answer-within, till exempel P14D.',
        en: 'Give letter.send the header answer-within, for instance P14D.',
      },
      on,
    );
  }
  for (const { to } of node.outgoing) checkWait({ ...place, at: model.places.get(to) ?? START }, model, to);
}

/** A party that need not answer must not be able to keep the case by being silent. */
function checkWait({ at, faults }: Place, model: ProcessModel, task: string): void {
  const node = model.nodes.get(task);
  if (node?.kind !== 'userTask' || !literal(node.user?.candidateGroups)?.trim().startsWith('party/')) return;
  const ends = [...model.nodes.values()].some((one) => one.attachedTo === task && one.event?.kind === 'timer');
  if (ends) return;
  faults.error(
    at,
    'law-answer-day',
    {
      sv: `${task} väntar på partens yttrande, men inget händer när tiden att svara har gått.`,
      en: `${task} waits for the party’s comment, but nothing happens when the time to answer has passed.`,
    },
    {
      sv: 'Sätt en tidshändelse på uppgiftens kant, till exempel =answer_by + duration("P1D"), och låt ärendet gå vidare.',
      en: 'Put a timer event on the edge of the task, for instance =answer_by + duration("P1D"), and let the case go on.',
    },
    { element: task },
  );
}

const isLetter = ({ task }: Node): boolean => literal(task?.type) === 'letter.send';
const isMarked = ({ properties }: Node): boolean => properties['legal-step'] === 'fl-25';

/** A letter that gives somebody the chance to comment cites FL 25 §; one that tells a decision may cite it for what was done. */
function communicates(letter: LetterFile | undefined): boolean {
  const { kind, body } = letter?.template ?? {};
  if (body === undefined || kind === 'decision' || kind === 'receipt') return false;
  return Object.values(body).some((text) => citedSections(text).some(({ section }) => section === 25));
}

function literal(value: Value | undefined): string | undefined {
  return value !== undefined && 'literal' in value ? value.literal : undefined;
}

/** The text an input is fixed to, whether written as a literal or as a FEEL string. */
function fixed(node: Node, target: string): string | undefined {
  const source = node.inputs.find((input) => input.target === target)?.source;
  if (source === undefined) return undefined;
  if ('literal' in source) return source.literal;
  return /^\s*"([^"\\]*)"\s*$/.exec(source.program.text)?.[1];
}
