import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { EVENT_TYPES } from '../../src/compose/features.js';
import type { PersonEvents } from '../../src/identity/people/people.events.js';

const SOURCES = new URL('../../src/', import.meta.url).pathname;
/** Tables of types, and the command line's help, name types without writing them. */
const TABLES = /event-types\.ts$|[a-z]+\.events\.ts$|^cli\//;
/** A literal that reads like a type of event: `'grant.revoked'`. */
const LIKE_TYPE = /'([a-z]+\.[a-z_]+)'/g;
/** The same where an event is being written. */
const WRITTEN = /(?:\btype: |record\w*Event\(\w+, )'([a-z]{2,}\.[a-z_]+)'/g;

/** Every person event, because the compiler asks for each. */
const PERSON: Readonly<Record<keyof PersonEvents, true>> = {
  invited: true,
  joined: true,
  signed_in: true,
  signed_out: true,
  locked: true,
  second_factor_added: true,
  suspended: true,
  reset: true,
};

function literals(pattern: RegExp): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !TABLES.test(name),
  );
  const texts = files.map((name) => readFileSync(join(SOURCES, name), 'utf8'));
  return texts.flatMap((text) => [...text.matchAll(pattern)].map(([, type]) => type ?? ''));
}

const OF_PERSONS = Object.keys(PERSON).flatMap((name) => [`staff.${name}`, `member.${name}`]);

test('every type of event that the code records stands in the table, so it is typed, versioned and documented', () => {
  const recorded = [...literals(WRITTEN), ...OF_PERSONS];
  expect(recorded).toEqual(expect.arrayContaining(['grant.revoked', 'hook.paused', 'app.registered']));
  expect(recorded.filter((type) => !Object.hasOwn(EVENT_TYPES, type))).toEqual([]);
});

test('and each type in the table is recorded by somebody', () => {
  // These two are named in the file that declares them.
  const named = new Set([...literals(LIKE_TYPE), ...OF_PERSONS, 'publisher.domain_verified', 'service.nps_low']);
  expect(Object.keys(EVENT_TYPES).filter((type) => !named.has(type))).toEqual([]);
});
