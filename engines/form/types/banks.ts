/**
 * How the account numbers of Swedish banks are built (Bankgirot, "Bankernas kontonummer"). Type 1 is a clearing number of
 * four digits and an account of seven; the check digit covers the clearing number from its second digit (`10`) or
 * all of it (`11`). Type 2 checks the account alone, by modulus 10 over ten digits or modulus 11 over nine.
 */
export type Rule = 'type-1-of-10' | 'type-1-of-11' | 'ten-by-10' | 'nine-by-11' | 'swedbank-8' | 'plusgiro';

export interface Bank {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly rule: Rule;
}

type Row = readonly [from: number, to: number, name: string];

const ROWS: { readonly [rule in Rule]: readonly Row[] } = {
  'type-1-of-10': [
    [1100, 1199, 'Nordea'],
    [1200, 1399, 'Danske Bank'],
    [1400, 2099, 'Nordea'],
    [2400, 2499, 'Danske Bank'],
    [3000, 3299, 'Nordea'],
    [3301, 3399, 'Nordea'],
    [3400, 3409, 'Länsförsäkringar Bank'],
    [3410, 3781, 'Nordea'],
    [3783, 3999, 'Nordea'],
    [5000, 5999, 'SEB'],
    [7000, 7999, 'Swedbank'],
    [9060, 9069, 'Länsförsäkringar Bank'],
    [9120, 9124, 'SEB'],
    [9130, 9149, 'SEB'],
    [9170, 9179, 'Ikano Bank'],
    [9230, 9239, 'Marginalen Bank'],
    [9250, 9259, 'SBAB Bank'],
    [9270, 9279, 'ICA Banken'],
    [9280, 9289, 'Resurs Bank'],
    [9400, 9449, 'Forex Bank'],
    [9460, 9469, 'Santander Consumer Bank'],
    [9630, 9639, 'Lån & Spar Bank'],
    [9680, 9689, 'Bluestep Bank'],
  ],
  'type-1-of-11': [
    [2300, 2399, 'Ålandsbanken'],
    [4000, 4999, 'Nordea'],
    [9020, 9029, 'Länsförsäkringar Bank'],
    [9040, 9049, 'Citibank'],
    [9100, 9109, 'Nordnet Bank'],
    [9150, 9169, 'Skandiabanken'],
    [9190, 9199, 'DNB Bank'],
    [9260, 9269, 'DNB Bank'],
    [9390, 9399, 'Landshypotek Bank'],
    [9470, 9479, 'BNP Paribas'],
    [9550, 9569, 'Avanza Bank'],
    [9590, 9599, 'Erik Penser Bank'],
    [9640, 9649, 'Nordax Bank'],
    [9660, 9669, 'Svea Bank'],
    [9670, 9679, 'JAK Medlemsbank'],
    [9700, 9709, 'Ekobanken'],
  ],
  'ten-by-10': [
    [3300, 3300, 'Nordea personkonto'],
    [3782, 3782, 'Nordea personkonto'],
    [9180, 9189, 'Danske Bank'],
    [9300, 9349, 'Swedbank'],
    [9570, 9579, 'Sparbanken Syd'],
    [9890, 9899, 'Riksgälden'],
  ],
  'nine-by-11': [[6000, 6999, 'Handelsbanken']],
  'swedbank-8': [[8000, 8999, 'Swedbank']],
  plusgiro: [
    [9500, 9549, 'Nordea PlusGirot'],
    [9960, 9969, 'Nordea PlusGirot'],
  ],
};

/** All ranges of clearing numbers. */
const BANKS: readonly Bank[] = (Object.entries(ROWS) as [Rule, readonly Row[]][]).flatMap(([rule, rows]) =>
  rows.map(([from, to, name]) => ({ from, to, name, rule })),
);

/** The bank of a clearing number; undefined for ranges that are not in the table. */
export function bankOf(clearing: string): Bank | undefined {
  const number = Number(clearing.slice(0, 4));
  return BANKS.find((bank) => bank.from <= number && number <= bank.to);
}
