import type { Node, ProcessModel } from '@torget/process';
import type { LineStep } from '#platform/design/index.ts';
import { formatDate, formatDateTime, type Language, text } from '#platform/text/index.ts';
import { calledProcess, elementOf, type Service } from '#platform/town/index.ts';
import type { CaseView } from './queries/mine.ts';

/**
 * Elements in the order in which a token meets them, from these; sub-processes, boundary events and processes that are
 * called are followed. What is called already has tokens of its own.
 */
function reachable(service: Service, from: readonly string[]): string[] {
  const models = [...service.processes.values()];
  const seen = new Set<string>();
  const queue = [...from];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const model = models.find(({ nodes }) => nodes.has(id ?? ''));
    const node = model?.nodes.get(id);
    if (model === undefined || node === undefined || seen.has(id)) continue;
    seen.add(id);
    const border = (model.boundary.get(id) ?? []).map((event) => event.id);
    const called = from.includes(id) ? undefined : calledProcess(service, node);
    const inner = called?.start ?? model.starts.get(id);
    queue.push(...border, ...(inner === undefined ? [] : [inner]));
    if (called === undefined) queue.push(...node.outgoing.map((flow) => flow.to));
    // What follows a sub-process, or a process that was called, is met after its end.
    if (node.outgoing.length === 0) queue.push(...around(service, model, node).flatMap(after));
  }
  return [...seen];
}

/** What an element without a way on ends: its sub-process, or the calls of its process. */
function around(service: Service, model: ProcessModel, { parent }: Node): readonly Node[] {
  const scope = model.nodes.get(parent ?? '');
  if (scope !== undefined) return [scope];
  return [...service.processes.values()].flatMap(({ nodes }) =>
    [...nodes.values()].filter((node) => calledProcess(service, node) === model),
  );
}

function after({ outgoing }: Node): readonly string[] {
  return outgoing.map((flow) => flow.to);
}

/** On a page of its own `Tisdag 3 februari klockan 8.01`; in lists and on the desk `3 feb`. */
function whenText(at: string, language: Language, style: 'long' | 'short'): string {
  if (style === 'short') return formatDate(at, language, { short: true });
  const when = formatDateTime(at, language, { weekday: true, year: false });
  return when.charAt(0).toUpperCase() + when.slice(1);
}

/**
 * The line of steps as the person sees it, made from the model (`citizen-step`) and from what happened: what is done
 * with its date, where it stands, and what can still come. Without the model, what happened by the ids of its steps.
 */
export function lineOf(
  service: Service | undefined,
  view: Pick<CaseView, 'statuses' | 'tokens' | 'closedAt'>,
  language: Language,
  style: 'long' | 'short' = 'long',
): LineStep[] {
  const stepAt = (element: string) => (service && elementOf(service, element))?.properties['citizen-step'];
  const done = new Map<string, string>();
  const entered = new Map<string, string>();
  for (const row of view.statuses) (row.what === 'completed' ? done : entered).set(row.step, row.at);
  const begun = view.closedAt === null ? [...entered.keys()].filter((step) => !done.has(step)) : [];
  const now = new Set(service === undefined ? begun : view.tokens.map(stepAt).filter((step) => step !== undefined));
  const ahead = view.closedAt === null && service !== undefined ? reachable(service, view.tokens).map(stepAt) : [];
  const past = [...view.statuses.map((row) => row.step)];
  const order = [...new Set([...past, ...ahead])].filter((step): step is string => step !== undefined);
  return order.flatMap((step): LineStep[] => {
    const name = text(service?.definition.steps[step] ?? { sv: step }, language);
    const at = done.get(step) ?? entered.get(step);
    const when = at === undefined ? {} : { when: whenText(at, language, style) };
    if (now.has(step)) return [{ state: 'now', name, ...when }];
    if (done.has(step)) return [{ state: 'done', name, ...when }];
    return ahead.includes(step)
      ? [{ state: 'todo', name }]
      : entered.has(step)
        ? [{ state: 'done', name, ...when }]
        : [];
  });
}
