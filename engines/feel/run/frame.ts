import type { FeelContext, FeelValue } from '../types.ts';
import type { Run } from './run.ts';

/**
 * Local values as a linked list, newest first; the last frame has no parent. Once filled it never changes, so functions
 * may keep it.
 */
export class Frame {
  value: FeelValue;
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

  /** Sets the value of a frame that was made before its value could be: a function that knows itself. */
  fill(value: FeelValue): Frame {
    this.value = value;
    return this;
  }
}

/** A compiled expression: reads names from the frame, notes warnings in the run, never throws. */
export type Code = (frame: Frame, run: Run) => FeelValue;
