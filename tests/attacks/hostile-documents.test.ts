import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createGraphQLDoor, type DoorAnswer, type GraphQLDoor } from './graphql-door.js';
import { HOSTILE_DOCUMENTS } from './hostile-documents.js';
import { HOSTILE_VARIABLES, SOME_INSTRUMENT } from './hostile-variables.js';

/** What one document may cost on an idle machine; printed. The assertion leaves room for a loaded one. */
const CPU_MS = 50;
const CPU_MS_ON_A_LOADED_MACHINE = 500;
const BODY_BYTES_MAX = 1024 * 1024;

const DOCUMENTED = new Set(readdirSync(fileURLToPath(new URL('../../docs/errors', import.meta.url))));

let door: GraphQLDoor;
let grantId: string;
let instrumentId: string;
const lines: string[] = [];

beforeAll(async () => {
  door = await createGraphQLDoor();
  grantId = await door.world.grant({ customer: door.world.anna });
  const { body } = await door.post(grantId, { query: '{ instruments(first: 1) { edges { node { id } } } }' });
  instrumentId = JSON.parse(body).data.instruments.edges[0].node.id;
});
afterAll(async () => {
  process.stdout.write(`hostile operations (CPU of the third attempt, aim ${CPU_MS} ms):\n${lines.join('\n')}\n`);
  await door?.close();
});

describe('a hostile document is answered or refused with a documented code, cheaply:', () => {
  test.each(Object.entries(HOSTILE_DOCUMENTS))('%s', (name, query) =>
    tried(name, (attempt) => ({ query: `${query} #${attempt}` })),
  );
});

describe('hostile variables are answered or refused with a documented code:', () => {
  test.each(Object.entries(HOSTILE_VARIABLES))('%s', (name, body) => tried(name, () => withInstrument(body)));
});

/** Three times, as an attacker would: the first run of a code path also pays for its compilation. */
async function tried(name: string, body: (attempt: number) => unknown): Promise<void> {
  const answers: DoorAnswer[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) answers.push(await door.post(grantId, body(attempt)));
  const cheapest = Math.min(...answers.map(({ cpuMs }) => cpuMs));
  expect(door.world.unexpected.splice(0).map(String)).toEqual([]);
  for (const { body: text, codes, status } of answers) {
    expect(codes).not.toContain('INTERNAL');
    expect(codes.filter((code) => !DOCUMENTED.has(`${code}.md`))).toEqual([]);
    expect(status).toBeLessThan(500);
    expect(text.length).toBeLessThan(BODY_BYTES_MAX);
  }
  const [first] = answers;
  const code = [...new Set(first?.codes)].join(',') || 'answered';
  lines.push(
    `${cheapest.toFixed(1).padStart(7)} ms ${String(first?.body.length).padStart(6)} B  ${code.padEnd(26)} ${name}`,
  );
  expect(cheapest).toBeLessThan(CPU_MS_ON_A_LOADED_MACHINE);
}

/** Only where it is needed: a detour through JSON would turn infinity into null. */
function withInstrument(body: unknown): unknown {
  const text = JSON.stringify(body);
  return text.includes(SOME_INSTRUMENT) ? JSON.parse(text.replace(SOME_INSTRUMENT, instrumentId)) : body;
}
