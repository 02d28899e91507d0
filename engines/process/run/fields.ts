import { type FeelContext, type FeelValue, isContext } from '@torget/feel';
import type { FormField, Node } from '../model.ts';

/** Answers of a form that was converted from generated fields, under the names and values that the process reads. */
export function fromForm({ fields }: Node, answers: FeelContext | undefined): FeelContext | undefined {
  if (fields === undefined || answers === undefined) return answers;
  const found: { [name: string]: FeelValue } = {};
  for (const [name, value] of Object.entries(answers)) {
    const field = fields.find(({ question }) => question === name);
    found[field?.variable ?? name] = field === undefined ? value : meant(field, value);
  }
  return found;
}

function meant({ values }: FormField, answer: FeelValue): FeelValue {
  return values.find(({ option }) => option === answer)?.value ?? answer;
}

/** What the application answers of a start event's fields: variables of the process, as Camunda 7's start forms make. */
export function fromApplication(node: Node, facts: FeelContext): FeelContext {
  const application = node.fields === undefined ? undefined : facts['application'];
  if (application === undefined || !isContext(application)) return {};
  const asked = Object.entries(application).filter(([name]) => node.fields?.some(({ question }) => question === name));
  return fromForm(node, Object.fromEntries(asked)) ?? {};
}
