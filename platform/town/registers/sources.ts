import type { Assistance } from './assistance.ts';
import type { Childcare } from './childcare.ts';
import type { Income } from './income.ts';
import type { Population } from './population.ts';

/** The stand-ins of an example town, as read. */
export interface Sources {
  readonly population: Population;
  readonly income: Income;
  readonly assistance: Assistance;
  readonly childcare: Childcare;
}
