/** The day that an instant falls on in Sweden: legal time. */
export function dayOf(at: string): Temporal.PlainDate {
  return Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Stockholm').toPlainDate();
}
