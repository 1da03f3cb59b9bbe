import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql';
import type { SelectedField } from '../../../operation/document/walk-selection.js';
import type { JsonSchema } from '../../package/json-schema.js';

/** From 0 up to, not including, 1. */
export type Random = () => number;

/** mulberry32: small, fast, and the same on every machine. @param seed any 32 bits */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A value that fits a publisher's schema: mostly ordinary, now and then at an edge. */
export function valueOfSchema(schema: JsonSchema, random: Random, root: JsonSchema = schema): unknown {
  if (schema.$ref !== undefined) {
    const definition = root.$defs?.[schema.$ref.slice('#/$defs/'.length)];
    return definition ? valueOfSchema(definition, random, root) : null;
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(schema.enum, random);
  if (schema.anyOf) return valueOfSchema(pick(schema.anyOf, random) ?? {}, random, root);
  const make = schema.type === undefined ? undefined : BY_TYPE[schema.type];
  return make ? make(schema, random, root) : null;
}

type Make = (schema: JsonSchema, random: Random, root: JsonSchema) => unknown;

const BY_TYPE: Readonly<Record<string, Make>> = {
  null: () => null,
  boolean: (_, random) => random() < 0.5,
  integer: (schema, random) => Math.floor(between(schema, random)),
  number: (schema, random) => between(schema, random),
  string: (schema, random) => stringOf(schema, random),
  array: (schema, random, root) => {
    const length = count(schema.minItems ?? 0, schema.maxItems ?? 6, random);
    return Array.from({ length }, () => valueOfSchema(schema.items ?? {}, random, root));
  },
  object: (schema, random, root) => {
    const required = new Set(schema.required);
    const names = Object.entries(schema.properties ?? {}).filter(([name]) => required.has(name) || random() < 0.7);
    return Object.fromEntries(names.map(([name, property]) => [name, valueOfSchema(property, random, root)]));
  },
};

function between({ minimum = -1000, maximum = 1000 }: JsonSchema, random: Random): number {
  const [low, high] = [Math.max(minimum, -1e12), Math.min(maximum, 1e12)];
  const edge = random();
  return edge < 0.1 ? Math.ceil(low) : edge < 0.2 ? Math.floor(high) : low + random() * (high - low);
}

function stringOf({ format, minLength = 0, maxLength = 20 }: JsonSchema, random: Random): string {
  const make = format === undefined ? undefined : BY_FORMAT[format];
  if (make) return make(random);
  return Array.from({ length: count(minLength, maxLength, random) }, () => pick(LETTERS, random)).join('');
}

const LETTERS = ['a', 'b', 'Z', '0', '9', ' ', '-', 'é', '中', '文', '☃', '"', '\\', '/'];

const BY_FORMAT: Readonly<Record<string, (random: Random) => string>> = {
  decimal: (random) => decimalText(random),
  date: (random) => instantText(random).slice(0, 10),
  'date-time': (random) => instantText(random),
  currency: (random) => pick(CURRENCIES, random) ?? 'CNY',
  uri: () => 'https://example.com/',
  email: () => 'someone@example.com',
};

const CURRENCIES = ['CNY', 'HKD', 'USD'];

/** An answer that the platform could give to a document: the right types, any values. */
export function answerOf(fields: readonly SelectedField[], random: Random): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.responseKey, fieldValue(field, random)]));
}

function fieldValue(field: SelectedField, random: Random): unknown {
  return field.definition ? typedValue(field.definition.type, field.children, random) : field.parent.name; // __typename
}

function typedValue(
  type: GraphQLOutputType,
  children: ReadonlyMap<GraphQLObjectType, readonly SelectedField[]>,
  random: Random,
): unknown {
  if (isNonNullType(type)) return presentValue(type.ofType, children, random);
  return random() < 0.15 ? null : presentValue(type, children, random);
}

function presentValue(
  type: GraphQLOutputType,
  children: ReadonlyMap<GraphQLObjectType, readonly SelectedField[]>,
  random: Random,
): unknown {
  if (isListType(type))
    return Array.from({ length: count(0, 4, random) }, () =>
      typedValue(type.ofType as GraphQLOutputType, children, random),
    );
  if (isEnumType(type)) return pick(type.getValues(), random)?.name ?? null;
  if (isScalarType(type)) return (BY_SCALAR[type.name] ?? BY_SCALAR['String'])?.(random) ?? null;
  const branches = [...children.values()];
  return answerOf(pick(branches, random) ?? [], random);
}

const BY_SCALAR: Readonly<Record<string, (random: Random) => unknown>> = {
  ID: (random) =>
    `id_${Math.floor(random() * 1e9)
      .toString(36)
      .padStart(22, 'A')}`,
  String: (random) => stringOf({ minLength: 1 }, random),
  Int: (random) => Math.floor(random() * 2000) - 100,
  Float: (random) => random() * 2000 - 100,
  Boolean: (random) => random() < 0.5,
  Decimal: (random) => decimalText(random),
  Date: (random) => instantText(random).slice(0, 10),
  DateTime: (random) => instantText(random),
  CurrencyCode: (random) => pick(CURRENCIES, random) ?? 'CNY',
  JSONObject: () => ({}),
};

/** Zero, small, large, negative, many decimals: whatever a ledger can hold. */
function decimalText(random: Random): string {
  const kind = random();
  if (kind < 0.1) return '0';
  const whole = Math.floor(random() * 10 ** Math.ceil(random() * 9));
  const decimals = Math.floor(random() * 6);
  const fraction = Array.from({ length: decimals }, () => Math.floor(random() * 10)).join('');
  return `${kind < 0.2 ? '-' : ''}${whole}${decimals > 0 ? `.${fraction}` : ''}`;
}

function instantText(random: Random): string {
  const from = Date.UTC(2000, 0, 1);
  return new Date(from + Math.floor(random() * (Date.UTC(2030, 0, 1) - from))).toISOString();
}

function count(minimum: number, maximum: number, random: Random): number {
  const most = Math.min(maximum, minimum + 20);
  return minimum + Math.floor(random() * (most - minimum + 1));
}

function pick<T>(choices: readonly T[], random: Random): T | undefined {
  return choices[Math.floor(random() * choices.length)];
}
