import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { EVENT_TYPES } from '../../src/compose-features.js';
import type { PersonEvents } from '../../src/identity/people/people.events.js';

const SOURCES = new URL('../../src/', import.meta.url).pathname;
/** Tables of types, and the command line's help, name types without writing them. */
const TABLES = /event-types\.ts$|[a-z]+\.events\.ts$|^cli\//;
/** A literal that reads like a type of event, `'grant.revoked'`, and is no name of a file. */
const NAMED = /'([a-z]+\.[a-z_]+)(?<!\.jws)'/g;
const GROUPS = new Set(Object.keys(EVENT_TYPES).map((type) => type.slice(0, type.indexOf('.'))));

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

function recordedTypes(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !TABLES.test(name),
  );
  const texts = files.map((name) => readFileSync(join(SOURCES, name), 'utf8'));
  const literals = texts.flatMap((text) => [...text.matchAll(NAMED)].map(([, type]) => type ?? ''));
  const named = literals.filter((type) => GROUPS.has(type.slice(0, type.indexOf('.'))));
  const ofPersons = Object.keys(PERSON).flatMap((name) => [`staff.${name}`, `member.${name}`]);
  // `recordDomainVerified` stands in the file that declares it.
  return [...new Set([...named, ...ofPersons, 'publisher.domain_verified'])].sort();
}

test('every type of event that the code records stands in the table, so it is typed, versioned and documented', () => {
  const recorded = recordedTypes();
  expect(recorded).toEqual(expect.arrayContaining(['grant.created', 'grant.revoked', 'hook.paused', 'account.opened']));
  expect(recorded.filter((type) => !Object.hasOwn(EVENT_TYPES, type))).toEqual([]);
});

test('and each type in the table is recorded by somebody', () => {
  const recorded = new Set(recordedTypes());
  expect(Object.keys(EVENT_TYPES).filter((type) => !recorded.has(type))).toEqual([]);
});
