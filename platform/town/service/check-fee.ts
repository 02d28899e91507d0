import { compile, type Fault, type Scope } from '@torget/feel';
import { type At, Faults } from '../faults.ts';
import type { Town } from '../types.ts';
import type { DefinitionFile } from './definition.ts';

/** A fee is computed before there is a case: from the answers, the registers and the rates of the day. */
export function checkFee(file: DefinitionFile, scope: Scope, town: Town, day: string): readonly Fault[] {
  const { fee, ratesDate } = file.definition;
  if (fee === undefined) return [];
  const faults = new Faults('service.yaml');
  const { fee: at } = file.places;
  if (town.registers === undefined && town.payments === undefined) {
    nobodyTakesIt(faults, at);
    return faults.list;
  }
  const { application, register, rates } = scope;
  const place = { file: 'service.yaml', ...at, element: 'fee' };
  const result = compile(fee.amount, { scope: { application, register, rates } as Scope, at: place });
  if (!result.ok) return result.error;
  const received = ratesDate === undefined || ratesDate === 'case.received';
  for (const rate of ratesIn(fee.amount)) checkRate(rate, { town, day, received, faults, at });
  return faults.list;
}

interface Rate {
  readonly table: string;
  readonly key: string;
}

/** Every `rates.kopieavgift.fria_sidor` of an expression, once. */
function ratesIn(expression: string): readonly Rate[] {
  const found = expression.matchAll(/(?<![\p{L}\p{N}_."])rates\.([\p{L}_][\p{L}\p{N}_]*)\.([\p{L}_][\p{L}\p{N}_]*)/gu);
  const rates = [...found].map(([path, table = '', key = '']) => [path, { table, key }] as const);
  return [...new Map(rates).values()];
}

interface On {
  readonly town: Town;
  readonly day: string;
  /** The rates are those of the day on which the application is received. */
  readonly received: boolean;
  readonly faults: Faults;
  readonly at: At;
}

/**
 * Without a rate nothing can be sent. That is an error on the day itself, and a warning where a rate is still to begin,
 * or where the answers choose another day.
 */
function checkRate({ table, key }: Rate, { town, day, received, faults, at }: On): void {
  const rows = town.rates.tables.find(({ id }) => id === table)?.rows ?? [];
  const known = rows.filter(({ values }) => (values?.[key] ?? null) !== null);
  if (known.some(({ from, to }) => from <= day && day <= to)) return;
  const severity = !received || known.some(({ from }) => from > day) ? 'warning' : 'error';
  faults.error(
    at,
    'fee-without-rate',
    {
      sv: `Avgiften behöver rates.${table}.${key}, som inte finns för ${day}. Då går det inte att skicka in.`,
      en: `The fee needs rates.${table}.${key}, which there is none of for ${day}. Then nothing can be sent.`,
    },
    {
      sv: `Lägg till raden för den dagen i tabellen ${table}.`,
      en: `Add the row of that day to the table ${table}.`,
    },
    { severity, element: `rates.${table}.${key}` },
  );
}

/** An example's stand-in takes every fee; a real town says in town.yaml who takes its. */
function nobodyTakesIt(faults: Faults, at: At): void {
  faults.error(
    at,
    'fee-without-payments',
    {
      sv: 'Tjänsten har en avgift, men ingen tar emot betalningar.',
      en: 'The service has a fee, but nobody takes payments.',
    },
    { sv: 'Skriv payments i town.yaml, eller ta bort fee.', en: 'Write payments in town.yaml, or remove fee.' },
  );
}
