/** A calendar day `YYYY-MM-DD` without time or zone: trade dates, settle dates, holidays. Compares as text. */
export type LocalDate = string;

/** ISO 8601 knows a year 0000; PostgreSQL and the calendar that people use do not. */
const SHAPE = /^(?!0000)(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** @returns the day, or `undefined` when the text is not a real day of the Gregorian calendar */
export function parseLocalDate(text: unknown): LocalDate | undefined {
  if (typeof text !== 'string' || !SHAPE.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || toLocalDate(time) !== text ? undefined : text;
}

/** The UTC day of an instant. */
export function toLocalDate(epochMs: number): LocalDate {
  return new Date(epochMs).toISOString().slice(0, 10);
}

/** Whole days since 1970-01-01. */
export function dayNumber(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

export function fromDayNumber(days: number): LocalDate {
  return toLocalDate(days * DAY_MS);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Calendar months, clamped to the month's end: 2024-01-31 + 1 month is 2024-02-29. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = parts(date);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return toLocalDate(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, lastDay)));
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function isoWeekday(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

export function yearOf(date: LocalDate): number {
  return parts(date)[0];
}

function parts(date: LocalDate): [number, number, number] {
  const match = SHAPE.exec(date);
  if (!match) throw new RangeError(`Not a calendar day: ${JSON.stringify(date)}`);
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}
