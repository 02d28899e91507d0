import type { Fault } from '@torget/feel';
import type { Check, Node, ProcessModel } from '../model.ts';
import { explore, type Finding } from './explore.ts';
import { type Net, nets } from './net.ts';
import { unreachable } from './reachable.ts';

/**
 * Whether every path of a loaded model ends: no join that waits in vain, no circle without a way out, no token left
 * behind. A bounded token game over all outcomes of conditions, messages, timers and errors; an error names the element
 * and the path of element ids that leads there.
 */
export const check: Check = (model, { callable = false } = {}) => {
  const lost = unreachable(model);
  return [
    ...nets(model).flatMap((net) => sound(model, net, lost)),
    ...uncaught(model).map((node) =>
      fault(model, node.id, 'uncaught-error', UNCAUGHT, callable ? 'warning' : undefined),
    ),
    ...lost.map((node) => fault(model, node.id, 'unreachable', UNREACHABLE, 'warning')),
    ...noDefault(model).map((node) => fault(model, node.id, 'no-default-flow', NO_DEFAULT, 'warning')),
    ...unsent(model).map((node) => fault(model, node.id, 'no-sender', NO_SENDER, 'warning')),
  ];
};

/** One scope: what goes wrong in it, and when nothing does what never has its turn. */
function sound(model: ProcessModel, net: Net, lost: readonly Node[]): readonly Fault[] {
  const explored = net.starts.map((start) => explore(net, start));
  const findings = explored.flatMap((one) => one.findings);
  if (findings.length > 0) return findings.map((one) => report(model, one, net));
  const fired = new Set(explored.flatMap((one) => [...one.fired]));
  const moves = (node: Node) => node.kind !== 'boundaryEvent' && node.event?.kind !== 'link';
  const dead = net.nodes.filter((node) => moves(node) && !fired.has(node.id) && !lost.includes(node));
  return dead.map((node) => fault(model, node.id, 'dead', DEAD, 'warning'));
}

/** Thrown messages that nothing sends: the event passes through. */
function unsent(model: ProcessModel): readonly Node[] {
  return [...model.nodes.values()].filter((node) => {
    const throws = node.kind === 'endEvent' || node.kind === 'intermediateThrowEvent';
    return throws && node.event?.kind === 'message' && node.task === undefined && node.script === undefined;
  });
}

/** An exclusive gateway that stops the case with a fault when none of its conditions is true. */
function noDefault(model: ProcessModel): readonly Node[] {
  return [...model.nodes.values()].filter(
    (node) =>
      (node.kind === 'exclusiveGateway' || node.kind === 'inclusiveGateway') &&
      node.outgoing.length > 0 &&
      node.outgoing.every((flow) => flow.condition),
  );
}

/** Error end events that nothing around them takes: the case would always be refused there. */
function uncaught(model: ProcessModel): readonly Node[] {
  const throws = [...model.nodes.values()].filter((node) => node.kind === 'endEvent' && node.event?.kind === 'error');
  return throws.filter((node) => {
    let inside = node.id;
    for (let scope = node.parent; ; scope = model.nodes.get(inside)?.parent) {
      if (catchesIn(model, scope, inside).some(({ event }) => takes(event, node.event?.errorCode))) return false;
      if (scope === undefined) return true;
      inside = scope;
    }
  });
}

/** What may catch an error that comes from inside a scope: its event sub-processes but the thrower, its boundary. */
function catchesIn(model: ProcessModel, scope: string | undefined, inside: string): readonly Node[] {
  const subs = (model.eventSubProcesses.get(scope ?? model.id) ?? []).filter(({ id }) => id !== inside);
  const starts = subs.flatMap(({ id }) => model.nodes.get(model.starts.get(id) ?? '') ?? []);
  return [...starts, ...(model.boundary.get(scope ?? '') ?? [])];
}

function takes(event: Node['event'], code: string | undefined): boolean {
  return event?.kind === 'error' && (event.errorCode === undefined || event.errorCode === code);
}

type Says = Pick<Fault, 'message' | 'advice'>;

const UNREACHABLE: Says = {
  message: { sv: 'Inget leder hit: steget nås aldrig.', en: 'Nothing leads here: the step is never reached.' },
  advice: { sv: 'Dra ett flöde till steget eller ta bort det.', en: 'Draw a flow to the step or remove it.' },
};

const UNCAUGHT: Says = {
  message: { sv: 'Felet fångas inte av någon händelse.', en: 'The error is not caught by any event.' },
  advice: {
    sv: 'Sätt en felhändelse på kanten av delprocessen, eller avsluta utan fel.',
    en: 'Put an error event on the border of the sub-process, or end without an error.',
  },
};

const DEAD: Says = {
  message: { sv: 'Steget kommer aldrig till tur.', en: 'The step never has its turn.' },
  advice: { sv: 'Rätta flödena som leder dit.', en: 'Correct the flows that lead there.' },
};

const NO_SENDER: Says = {
  message: {
    sv: 'Inget byggblock skickar meddelandet: händelsen passeras.',
    en: 'No building block sends the message: the event is passed through.',
  },
  advice: { sv: 'Ange vilket byggblock som skickar det.', en: 'Name the building block that sends it.' },
};

const NO_DEFAULT: Says = {
  message: {
    sv: 'Grinden har inget standardflöde: är inget villkor sant stannar ärendet med fel.',
    en: 'The gateway has no default flow: when no condition is true the case stops with a fault.',
  },
  advice: { sv: 'Gör ett av flödena till standardflöde.', en: 'Make one of the flows the default flow.' },
};

const FINDINGS: { readonly [code in Finding['code']]: (path: string) => Says } = {
  deadlock: (path) => ({
    message: {
      sv: `Ärendet kan fastna här för alltid: en gren väntar på en annan som aldrig kommer. Vägen: ${path}.`,
      en: `The case can get stuck here for ever: one branch waits for another that never comes. The path: ${path}.`,
    },
    advice: {
      sv: 'För ihop en exklusiv delning med en exklusiv grind och en parallell delning med en parallell.',
      en: 'Join an exclusive split with an exclusive gateway and a parallel split with a parallel one.',
    },
  }),
  endless: (path) => ({
    message: {
      sv: `Härifrån kan ärendet aldrig bli klart. Vägen: ${path}.`,
      en: `From here the case can never be done. The path: ${path}.`,
    },
    advice: {
      sv: 'Ge ringen en väg ut till en sluthändelse.',
      en: 'Give the circle a way out to an end event.',
    },
  }),
  'too-large': () => ({
    message: {
      sv: 'Modellen har för många vägar för att prövas helt.',
      en: 'The model has too many paths to be tried completely.',
    },
    advice: { sv: 'Dela upp den i delprocesser.', en: 'Split it into sub-processes.' },
  }),
};

function report(model: ProcessModel, finding: Finding, net: Net): Fault {
  const path = [...(net.scope === undefined ? [] : [net.scope]), ...finding.path].join(' → ');
  const severity = finding.code === 'too-large' ? 'warning' : undefined;
  return fault(model, finding.element, finding.code, FINDINGS[finding.code](path), severity);
}

function fault(model: ProcessModel, element: string, code: string, says: Says, severity?: 'warning'): Fault {
  const place = model.places.get(element) ?? { line: 1, column: 1 };
  return { file: model.file, ...place, element, code, ...(severity === undefined ? {} : { severity }), ...says };
}
