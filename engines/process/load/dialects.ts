import { CAMUNDA } from './camunda.ts';
import type { Dialect } from './dialect.ts';
import { tidy } from './tidy.ts';
import { ZEEBE } from './zeebe.ts';

const ZEEBE_URI = 'http://camunda.org/schema/zeebe/1.0';
const CAMUNDA_URI = 'http://camunda.org/schema/1.0/bpmn';
/** Camunda's descriptor does not know Operaton's URI: its attributes would be lost in silence (process.md §4). */
const OPERATON_URI = 'http://operaton.org/schema/1.0/bpmn';

/**
 * Chooses the dialect by a scan of the namespaces: registering two descriptors at once makes moddle drop whole
 * processes with a mere warning (process.md §4). `text` is what moddle shall read.
 */
export function dialectOf(xml: string): { readonly dialect: Dialect; readonly text: string; readonly mixed: boolean } {
  const text = xml.replaceAll(OPERATON_URI, CAMUNDA_URI);
  const native = uses(xml, ZEEBE_URI);
  const foreign = uses(text, CAMUNDA_URI);
  const imported = !native && (foreign || (!xml.includes(ZEEBE_URI) && !FEEL_CONDITION.test(xml)));
  return { dialect: imported ? CAMUNDA : ZEEBE, text: tidy(text), mixed: foreign && native };
}

/** A file without any vendor's namespace is native when its conditions are FEEL, else plain BPMN for import. */
const FEEL_CONDITION = /<[\w.-]*:?conditionExpression[^>]*>\s*=/;

/** Whether a declared prefix is used for an element or attribute; editors declare namespaces that they do not use. */
function uses(xml: string, uri: string): boolean {
  const escaped = uri.replaceAll('.', '\\.');
  const declared = [...xml.matchAll(new RegExp(`xmlns:([\\w.-]+)\\s*=\\s*["']${escaped}["']`, 'g'))];
  return declared.some(([, prefix]) => new RegExp(`[<\\s]${prefix}:[\\w]`).test(xml));
}
