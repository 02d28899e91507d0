import type { Board, Town } from '#platform/town/types.ts';

/** The board that a unit works for; undefined for a unit that the town does not have. */
export function boardOf({ units, boards }: Pick<Town, 'units' | 'boards'>, unit: string): Board | undefined {
  const board = units.find(({ id }) => id === unit)?.board;
  return boards.find(({ id }) => id === board);
}
