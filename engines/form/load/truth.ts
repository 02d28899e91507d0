import type { FeelType } from '@torget/feel';
import type { Pending, Reading } from './reading.ts';

/** False for an expression whose static type can be no condition. */
export function mayBeTruth(type: FeelType): boolean {
  return type.kind === 'boolean' || type.kind === 'any' || type.kind === 'null';
}

/** Reports a condition that is no truth value. */
export function noTruth(reading: Reading, pending: Pending): void {
  reading.faults.add(
    pending.node,
    'no-truth',
    { sv: 'Uttrycket är varken sant eller falskt', en: 'The expression is neither true nor false' },
    { sv: 'Jämför med något, till exempel antal > 0.', en: 'Compare with something, for instance antal > 0.' },
    { element: pending.element },
  );
}
