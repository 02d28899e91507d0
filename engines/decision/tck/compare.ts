import { equal, type FeelValue, isContext, isList, isNumber, kindOf, textOf } from '@torget/feel';

/** The suite's own tolerance for numbers (`CompareValuesUtil`): the absolute difference is below it. */
const TOLERANCE = '0.00000001';

/** Whether a value is what a test expects: null only equals null, lists in order, contexts by key. */
export function matches(expected: FeelValue, actual: FeelValue): boolean {
  if (expected === null || actual === null) return expected === actual;
  if (isNumber(expected)) return isNumber(actual) && expected.minus(actual).abs().lt(TOLERANCE);
  if (isList(expected)) {
    return (
      isList(actual) && expected.length === actual.length && expected.every((one, i) => matches(one, actual[i] ?? null))
    );
  }
  if (isContext(expected)) {
    if (!isContext(actual)) return false;
    const keys = Object.keys(expected);
    return (
      keys.length === Object.keys(actual).length &&
      keys.every((key) => Object.hasOwn(actual, key) && matches(expected[key] ?? null, actual[key] ?? null))
    );
  }
  if (kindOf(expected) !== kindOf(actual)) return false;
  return equal(expected, actual);
}

/**
 * Torget's stricter rule: numbers exactly, after rounding to the decimals that the expectation writes; temporal values
 * by equality and by their text as well.
 */
export function matchesStrictly(expected: FeelValue, actual: FeelValue): boolean {
  if (isNumber(expected)) return isNumber(actual) && actual.toDecimalPlaces(expected.decimalPlaces()).eq(expected);
  if (isList(expected)) {
    return (
      isList(actual) &&
      expected.length === actual.length &&
      expected.every((one, i) => matchesStrictly(one, actual[i] ?? null))
    );
  }
  if (isContext(expected)) {
    return (
      isContext(actual) &&
      Object.keys(expected).every((key) => matchesStrictly(expected[key] ?? null, actual[key] ?? null))
    );
  }
  return matches(expected, actual) && textOf(expected) === textOf(actual);
}
