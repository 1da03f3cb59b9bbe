import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { root } from './run-openfolio.js';

const SAMPLES_PER_TYPE = 50;
/** A test that needs an event of an early shape dates it before this. */
export const BEFORE_THE_SHAPE = Date.parse('2000-01-01T00:00:00Z');

/** What a test wrote into the ledger of events, as far as it differs from the published schema of its type. */
export async function eventsOutOfShape(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ type: string; data: unknown }>(
    `SELECT type, data FROM (SELECT type, data, row_number() OVER (PARTITION BY type ORDER BY id DESC) AS place FROM event
                             WHERE occurred_at > $2) AS e
     WHERE place <= $1`,
    [SAMPLES_PER_TYPE, new Date(BEFORE_THE_SHAPE)],
  );
  const found = rows.flatMap(({ type, data }) => problemsOf(type, data).map((problem) => `${type}: ${problem}`));
  return [...new Set(found)];
}

function problemsOf(type: string, data: unknown): string[] {
  const facts = factsOf(type);
  if (!facts) return ['has no schema under schema/events'];
  const result = facts.safeParse(data);
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(' '));
}

const known = new Map<string, z.ZodType | undefined>();

/** No fact beside those that are published: an app would read what no document tells of. */
function factsOf(type: string): z.ZodType | undefined {
  if (!known.has(type)) known.set(type, readFacts(type));
  return known.get(type);
}

function readFacts(type: string): z.ZodType | undefined {
  const file = join(root, 'schema/events', `${type}.json`);
  if (!existsSync(file)) return undefined;
  const { data } = (JSON.parse(readFileSync(file, 'utf8')) as { properties: { data: object } }).properties;
  return z.fromJSONSchema({ ...data, additionalProperties: false });
}
