import { z } from 'zod';
import type { EventType } from './event-types.js';

/** One fact, in the words of JSON Schema that the tables of event types use. */
export interface FactShape {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly items?: FactShape;
  readonly anyOf?: readonly FactShape[];
  readonly properties?: Readonly<Record<string, FactShape>>;
}

/** The facts of a type of event by name, as the published JSON Schema has them. */
export function factShapes({ data }: EventType): Readonly<Record<string, FactShape>> {
  const { properties = {} } = z.toJSONSchema(data, { io: 'output' });
  return properties as Readonly<Record<string, FactShape>>;
}

/** What the fact is when it is not null. */
export function whenPresent(shape: FactShape): FactShape {
  return shape.anyOf?.find(({ type }) => type !== 'null') ?? shape;
}

/** The type that is not `null`. */
export function typeOf({ type }: FactShape): string {
  return (typeof type === 'string' ? type : type?.find((name) => name !== 'null')) ?? '';
}
