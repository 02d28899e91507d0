// Lengths of time: lag (1930:173) 1 § (law.md, section 12.1).

/** The same weekday so many weeks later; the start day itself is not counted. */
export function addWeeks(day: Temporal.PlainDate, weeks: number): Temporal.PlainDate {
  return day.add({ weeks });
}

/** The same number in the month so many months later; where that month lacks it, its last day. */
export function addMonths(day: Temporal.PlainDate, months: number): Temporal.PlainDate {
  return day.add({ months }, { overflow: 'constrain' });
}

/** The same day so many years later; 29 February becomes 28 February in a common year. */
export function addYears(day: Temporal.PlainDate, years: number): Temporal.PlainDate {
  return day.add({ years }, { overflow: 'constrain' });
}
