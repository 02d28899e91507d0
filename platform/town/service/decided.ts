import type { Service } from '../types.ts';

/** Whether anything is decided in a service: one of its grounds has a regime. In a report or a letter nothing is. */
export const isDecided = ({ definition }: Service): boolean =>
  definition.grounds.some(({ regime }) => regime !== 'none');
