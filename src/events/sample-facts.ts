import type { EventType } from './event-types.js';
import { type FactShape, factShapes, typeOf, whenPresent } from './facts-shape.js';

const TEXTS: Readonly<Record<string, string>> = {
  date: '2026-10-30',
  'date-time': '2026-10-30T07:00:00Z',
  uuid: '00000000-0000-7000-8000-000000000000',
};

const SAMPLES: Readonly<Record<string, (shape: FactShape) => unknown>> = {
  string: ({ format = '' }) => TEXTS[format] ?? 'sample',
  integer: ({ minimum = 1 }) => Math.max(1, minimum),
  number: ({ minimum = 1 }) => Math.max(1, minimum),
  boolean: () => true,
  array: ({ items }) => (items ? [sampleOf(items)] : []),
  object: ({ properties = {} }) => samplesOf(properties),
};

/** Facts that fit a type of event, for trying a receiver before anything has happened; the same each time. */
export function sampleFacts(type: EventType): Record<string, unknown> {
  return samplesOf(factShapes(type));
}

function samplesOf(shapes: Readonly<Record<string, FactShape>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, sampleOf(shape)]));
}

function sampleOf(stated: FactShape): unknown {
  const shape = whenPresent(stated);
  if (shape.const !== undefined) return shape.const;
  return shape.enum?.[0] ?? SAMPLES[typeOf(shape)]?.(shape) ?? null;
}
