import type { OperationIds } from '../operation-context.js';
import type { Codec, ReadId, ReadScalar } from './read-model.js';

/** PostgreSQL's text for a value → JSON text. */
export type WriteValue = (value: string, ids: OperationIds) => string;

/** PostgreSQL's text for a value → what a resolver returns. */
export type ParseValue = (value: string, ids: OperationIds) => unknown;

// biome-ignore lint: the control characters are the point
const NEEDS_ESCAPE = /["\\\u0000-\u001f\u007f-\uffff]/;

const WRITERS: Readonly<Record<Codec, WriteValue>> = {
  text: (value) => (NEEDS_ESCAPE.test(value) ? JSON.stringify(value) : `"${value}"`),
  token: (value) => `"${value}"`,
  number: (value) => value,
  boolean: (value) => (value === 't' ? 'true' : 'false'),
  instant: (value) => `"${isoInstant(value)}"`,
  json: (value) => JSON.stringify(JSON.parse(value)), // jsonb writes blanks, resolvers don't; both answer the same bytes
};

const PARSERS: Readonly<Record<Codec, ParseValue>> = {
  text: (value) => value,
  token: (value) => value,
  number: Number,
  boolean: (value) => value === 't',
  instant: (value) => isoInstant(value),
  json: (value) => JSON.parse(value) as unknown,
};

export function writerOf(field: ReadScalar | ReadId): WriteValue {
  if (field.read === 'scalar') return WRITERS[field.codec];
  const { prefix } = field;
  return (value, ids) => `"${ids.encode(prefix, value)}"`;
}

export function parserOf(field: ReadScalar | ReadId): ParseValue {
  if (field.read === 'scalar') return PARSERS[field.codec];
  const { prefix } = field;
  return (value, ids) => ids.encode(prefix, value);
}

/** `2026-10-30 07:00:00.5+00` (the connection's zone is UTC) → `2026-10-30T07:00:00.5Z`. */
function isoInstant(value: string): string {
  return `${value.slice(0, 10)}T${value.slice(11, -3)}Z`;
}
