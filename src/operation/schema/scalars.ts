import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { Decimal, parseDecimal } from '../../kernel/decimal.js';
import { KERNEL_ERRORS } from '../../kernel/errors.js';
import { type LocalDate, parseLocalDate } from '../../kernel/local-date.js';

/** An exact decimal as a string. Input refuses numbers and exponents: a JSON number is a float in most clients. */
export const DecimalScalar = new GraphQLScalarType<Decimal, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as a string, e.g. `"123.45"`: plain digits, at most 18 after the point, no exponent. Rates are fractions: `"1"` is 100 %.',
  serialize: (value) => (Decimal.isDecimal(value) ? value.toFixed() : String(value)),
  parseValue: (value) => parseDecimal(value) ?? refuse('INVALID_DECIMAL'),
  parseLiteral: (node) =>
    (node.kind === Kind.STRING ? parseDecimal(node.value) : undefined) ?? refuse('INVALID_DECIMAL', node),
});

/** A calendar day. */
export const DateScalar = new GraphQLScalarType<LocalDate, string>({
  name: 'Date',
  description: 'A calendar day `YYYY-MM-DD` (ISO 8601), without time or zone.',
  serialize: String,
  parseValue: (value) => parseLocalDate(value) ?? refuse('INVALID_DATE'),
  parseLiteral: (node) =>
    (node.kind === Kind.STRING ? parseLocalDate(node.value) : undefined) ?? refuse('INVALID_DATE', node),
});

/** An instant, always written in UTC. */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant as RFC 3339 with offset, e.g. `"2026-10-30T07:00:00Z"`.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
  parseValue: (value) => parseInstant(value),
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : undefined, node),
});

export const CurrencyCodeScalar = new GraphQLScalarType<string, string>({
  name: 'CurrencyCode',
  description: 'A currency, ISO 4217 alphabetic code, e.g. `"CNY"`.',
  serialize: String,
  parseValue: (value) => parseCurrency(value),
  parseLiteral: (node) => parseCurrency(node.kind === Kind.STRING ? node.value : undefined, node),
});

export const JsonObjectScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSONObject',
  description:
    'A JSON object whose shape another document describes: for events `schema/events/<type>.json`, for plugins the schemas of the tool.',
  serialize: (value) => value,
});

function parseInstant(value: unknown, node?: ValueNode): string {
  const shape = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})$/;
  const day = typeof value === 'string' ? shape.exec(value)?.[1] : undefined;
  // `Date.parse` takes 31 February for the 3rd of March.
  const time = parseLocalDate(day) === undefined ? Number.NaN : Date.parse(String(value));
  return Number.isNaN(time) ? refuse('INVALID_DATE_TIME', node) : new Date(time).toISOString();
}

function parseCurrency(value: unknown, node?: ValueNode): string {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? value : refuse('INVALID_CURRENCY', node);
}

/** @param node of a literal: the answer tells its place; validation gives it a code of its own, so the reason stands beside that */
function refuse(code: keyof typeof KERNEL_ERRORS, node?: ValueNode): never {
  throw new GraphQLError(KERNEL_ERRORS[code].message, { nodes: node ?? null, extensions: { code, reason: code } });
}
