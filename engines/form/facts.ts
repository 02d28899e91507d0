import type { FeelContext, FeelValue, Json } from '@torget/feel';
import { jsonOf } from './feel.ts';

/** True for a JSON object. */
export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The FEEL value at a path such as `register.household`; undefined when nothing is there. */
function feelAt(facts: FeelContext, path: string): FeelValue | undefined {
  let at: FeelValue | undefined = facts;
  for (const step of path.split('.')) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, step)) return undefined;
    at = (at as FeelContext)[step];
  }
  return at;
}

/** The fact at a path as JSON; undefined when nothing is there, and for null: nothing is known then. */
export function factAt(facts: FeelContext, path: string): Json | undefined {
  const value = feelAt(facts, path);
  return value === undefined || value === null ? undefined : jsonOf(value);
}

/** Where a fact comes from: `source` and `at` of the nearest context around it that has both. */
export function sourceAt(facts: FeelContext, path: string): { readonly name: string; readonly at: string } | undefined {
  const steps = path.split('.');
  for (let length = steps.length; length > 0; length--) {
    const around = factAt(facts, steps.slice(0, length).join('.'));
    if (!isRecord(around)) continue;
    const { source, at } = around;
    if (typeof source === 'string' && typeof at === 'string') return { name: source, at };
  }
  return undefined;
}
