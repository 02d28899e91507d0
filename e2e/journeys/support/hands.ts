import type { Locator, Page } from 'playwright-core';
import { tabTo } from '../../harness.ts';

const MOST_ARROWS = 60;
const CHOOSER_MS = 5_000;

/** How a person works a page: what is pressed, chosen and typed, whatever she has to do it with. */
export interface Hands {
  /** Presses a button or follows a link. */
  press(goal: Locator): Promise<void>;
  /** Writes into a field; what stood there is gone. */
  write(goal: Locator, text: string): Promise<void>;
  /** Marks one of several, or ticks a box. */
  mark(goal: Locator): Promise<void>;
  /** Chooses in a list that opens. */
  pick(goal: Locator, option: string): Promise<void>;
  /** Chooses a file: its content, or where a large one lies. */
  attach(goal: Locator, file: UploadFile | string): Promise<void>;
}

export interface UploadFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** With a mouse, or a finger. */
export const pointer: Hands = {
  press: (goal) => goal.click(),
  write: (goal, text) => goal.fill(text),
  mark: (goal) => goal.check(),
  pick: async (goal, option) => {
    await goal.selectOption({ label: option });
  },
  attach: (goal, file) => goal.setInputFiles(file),
};

/** With Tab, Enter, Space, arrows and letters alone: `page` is where the keys go. */
export function keys(page: Page): Hands {
  const press = (key: string) => page.keyboard.press(key);
  return {
    async press(goal) {
      await tabTo(page, goal);
      await press('Enter');
    },
    async write(goal, text) {
      await tabTo(page, goal);
      await press('Control+A');
      await press('Delete');
      await page.keyboard.insertText(text);
    },
    async mark(goal) {
      if ((await goal.getAttribute('type')) !== 'radio') {
        await tabTo(page, goal);
        if (!(await goal.isChecked())) await press('Space');
        return;
      }
      // Tab stops once at a group of radios: at the one that is chosen, else at the first. Arrows go on from there.
      const name = await goal.getAttribute('name');
      await tabTo(page, await stopOf(page.locator(`input[type=radio][name="${name}"]`)));
      await press('Space');
      for (let i = 0; i < MOST_ARROWS && !(await goal.isChecked()); i++) await press('ArrowDown');
      if (!(await goal.isChecked())) throw new Error(`${goal} was not reached with the arrows on ${page.url()}`);
    },
    async pick(goal, option) {
      await tabTo(page, goal);
      const chosen = () => goal.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text ?? '');
      for (let i = 0; i < MOST_ARROWS && (await chosen()) !== option; i++) await press('ArrowDown');
      if ((await chosen()) !== option) throw new Error(`${option} was not reached with the arrows on ${page.url()}`);
    },
    async attach(goal, file) {
      // A browser now and then opens no chooser for a key pressed right after a move of the focus; a person presses again.
      for (const key of ['Enter', 'Space', 'Enter']) {
        await tabTo(page, goal);
        const opened = page.waitForEvent('filechooser', { timeout: CHOOSER_MS }).catch(() => undefined);
        await press(key);
        const chooser = await opened;
        if (chooser) return chooser.setFiles(file);
      }
      throw new Error(`${goal} opened no file chooser from the keyboard on ${page.url()}`);
    },
  };
}

async function stopOf(group: Locator): Promise<Locator> {
  const all = await group.all();
  for (const each of all) if (await each.isChecked()) return each;
  return group.first();
}
