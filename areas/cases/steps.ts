import type { ProcessModel } from '@torget/process';
import type { LineStep } from '#platform/design/index.ts';
import { formatDate, formatDateTime, type Language, text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { CaseView } from './queries/mine.ts';

/** Elements in the order in which a token meets them, from these; sub-processes and boundary events are followed. */
function reachable(model: ProcessModel, from: readonly string[]): string[] {
  const seen = new Set<string>();
  const queue = [...from];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const node = model.nodes.get(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    const inner = [...model.nodes.values()].filter(
      (other) => (other.parent === id && other.kind === 'startEvent') || other.attachedTo === id,
    );
    queue.push(...inner.map((other) => other.id), ...node.outgoing.map((flow) => flow.to));
    // What follows a sub-process is met after its end.
    if (node.outgoing.length === 0 && node.parent !== undefined)
      queue.push(...(model.nodes.get(node.parent)?.outgoing.map((flow) => flow.to) ?? []));
  }
  return [...seen];
}

/** On a page of its own `Tisdag 3 februari klockan 8.01`; in lists and on the desk `3 feb`. */
function whenText(at: string, language: Language, style: 'long' | 'short'): string {
  if (style === 'short') return formatDate(at, language, { short: true });
  const when = formatDateTime(at, language, { weekday: true, year: false });
  return when.charAt(0).toUpperCase() + when.slice(1);
}

/**
 * The line of steps as the person sees it, made from the model (`citizen-step`) and from what happened: what is done
 * with its date, where it stands, and what can still come.
 */
export function lineOf(
  service: Service,
  view: Pick<CaseView, 'statuses' | 'tokens' | 'closedAt'>,
  language: Language,
  style: 'long' | 'short' = 'long',
): LineStep[] {
  const model = service.process;
  const stepAt = (element: string) => model.nodes.get(element)?.properties['citizen-step'];
  const done = new Map<string, string>();
  const entered = new Map<string, string>();
  for (const row of view.statuses) (row.what === 'completed' ? done : entered).set(row.step, row.at);
  const now = new Set(view.tokens.map(stepAt).filter((step) => step !== undefined));
  const ahead = view.closedAt === null ? reachable(model, view.tokens).map(stepAt) : [];
  const past = [...view.statuses.map((row) => row.step)];
  const order = [...new Set([...past, ...ahead])].filter((step): step is string => step !== undefined);
  return order.flatMap((step): LineStep[] => {
    const name = text(service.definition.steps[step] ?? { sv: step }, language);
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
