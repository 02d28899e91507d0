import { epochDay } from './calendar.ts';
import { spend } from './meter.ts';

/** Steps of one question to the host's zone data. */
const ZONE = 50;

/**
 * Offsets of named zones come from the host's zone data through `Temporal`. It ends at year ±271,821 and zone rules
 * repeat with the calendar, so a far year is asked as the year of the same place in a 400-year cycle.
 */
function nearYear(year: number): number {
  return year > 9999 || year < -9999 ? 2000 + (((year % 400) + 400) % 400) : year;
}

/** True when the host knows the IANA zone. Offsets are no zones. */
export function isZone(zone: string): boolean {
  spend(ZONE);
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

interface Wall {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Offset in seconds that holds in `zone` when its clocks show this; the earlier one where clocks are set back. */
export function offsetAt(zone: string, date: { year: number; month: number; day: number }, wall: Wall): number {
  spend(ZONE);
  const { month, day } = date;
  const { hour, minute, second } = wall;
  const year = nearYear(date.year);
  const plain = new Temporal.PlainDateTime(year, month, day, hour, minute, second);
  return plain.toZonedDateTime(zone).offsetNanoseconds / 1e9;
}

interface LocalTime {
  readonly seconds: number;
  readonly nano: number;
  readonly offset: number;
}

// The expressions of one request ask for the same moment: the last answer is kept.
let lastWall: { readonly instant: string; readonly zone: string; readonly wall: LocalTime | null } | undefined;

/** The instant's wall clock in a zone, as local seconds since 1970-01-01T00:00 and nanoseconds. */
export function wallOf(instant: string, zone: string): LocalTime | null {
  if (lastWall?.instant !== instant || lastWall.zone !== zone)
    lastWall = { instant, zone, wall: readWall(instant, zone) };
  return lastWall.wall;
}

function readWall(instant: string, zone: string): LocalTime | null {
  try {
    const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
    const days = epochDay(at.year, at.month, at.day);
    const seconds = days * 86_400 + at.hour * 3600 + at.minute * 60 + at.second;
    const nano = at.millisecond * 1_000_000 + at.microsecond * 1000 + at.nanosecond;
    return { seconds, nano, offset: at.offsetNanoseconds / 1e9 };
  } catch {
    return null;
  }
}

/** Seconds in 400 Gregorian years, after which the calendar repeats. */
const CYCLE = 146_097n * 86_400n;
/** The years −9999 to 9999 in seconds since 1970, where the host's zone data is asked as it is. */
const NEAR = 250_000_000_000n;

/** Offset in seconds that holds in `zone` at an instant, given in seconds since 1970-01-01T00:00Z. */
export function offsetAtInstant(zone: string, seconds: bigint): number {
  spend(ZONE);
  const far = seconds > NEAR || seconds < -NEAR;
  const near = far ? ((seconds % CYCLE) + CYCLE) % CYCLE : seconds;
  return Temporal.Instant.fromEpochMilliseconds(Number(near) * 1000).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;
}
