import type { FeelContext, FeelValue } from '@torget/feel';
import type { CallMapping, Node } from '../model.ts';
import type { Token } from '../state.ts';
import { bound } from './ask.ts';
import { complete } from './complete.ts';
import { NOWHERE, optionalText, text, valueAt } from './evaluate.ts';
import { openScope, ownScope, type Run, scopeOf } from './run.ts';
import { localVariables, propagate, visible, writeLocal } from './variables.ts';

/** Call activities: the called process is an instance of its own; what crosses the border is said by the mapping. */

export function callProcess(run: Run, node: Node, token: Token): void {
  if (node.call === undefined) return;
  const scope = scopeOf(run, token);
  const businessKey = optionalText(run, node.call.businessKey, scope);
  run.effects.push({
    kind: 'call-process',
    token: token.id,
    element: node.id,
    process: text(run, node.call.process, scope, node, 'calledElement'),
    binding: bound(run, node.call.binding, scope),
    variables: passed(run, node.call.input, token),
    ...(businessKey === undefined ? {} : { businessKey }),
  });
}

/** The variables that a mapping takes along from an element. */
export function passed(run: Run, mapping: CallMapping, token: Token): FeelContext {
  const scope = scopeOf(run, token);
  const own = localVariables(ownScope(run, token.id));
  const taken = mapping.take === 'all' ? visible(run.scopes, scope) : mapping.take === 'local' ? own : {};
  const found: { [name: string]: FeelValue } = { ...taken };
  for (const { source, target, local } of mapping.each) {
    // A local source sees the element's own variables only, not those of the process.
    found[target] = local ? valueAt(run, source, NOWHERE, own) : valueAt(run, source, scope);
  }
  return found;
}

/** What comes back from a called process, at its end, its error or its escalation. */
export function receive(run: Run, node: Node, token: Token, output: FeelContext): void {
  const mapping = node.call?.output;
  if (mapping === undefined) return;
  const own: { [name: string]: FeelValue } = {};
  const beside: { [name: string]: FeelValue } = {};
  if (mapping.take === 'all') Object.assign(mapping.into === 'local' ? own : beside, output);
  for (const { source, target, local } of mapping.each) {
    (local ? own : beside)[target] = valueAt(run, source, NOWHERE, output);
  }
  if (Object.keys(own).length > 0) {
    writeLocal(run, (ownScope(run, token.id) ?? openScope(run, token)).id, own);
  }
  propagate(run, scopeOf(run, token), beside);
}

/** The called process has ended. Output mappings of zeebe see its variables, and then nothing else comes back. */
export function completeCall(run: Run, node: Node, token: Token, output: FeelContext): void {
  if (run.model.dialect === 'zeebe' && node.outputs.length > 0) complete(run, node, token, output);
  else {
    receive(run, node, token, output);
    complete(run, node, token);
  }
}
