import type { FeelContext, FeelValue } from '../types.ts';
import type { Run } from './run.ts';

/** Local values as a linked list, newest first; the last frame has no parent. Immutable, so functions may keep them. */
export class Frame {
  readonly value: FeelValue;
  readonly parent: Frame | null;
  readonly globals: FeelContext;

  constructor(value: FeelValue, parent: Frame | null, globals: FeelContext) {
    this.value = value;
    this.parent = parent;
    this.globals = globals;
  }

  with(value: FeelValue): Frame {
    return new Frame(value, this, this.globals);
  }
}

/** A compiled expression: reads names from the frame, notes warnings in the run, never throws. */
export type Code = (frame: Frame, run: Run) => FeelValue;
