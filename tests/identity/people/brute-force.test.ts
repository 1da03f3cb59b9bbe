import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Browser, type Page } from '../../support/browser.js';
import { PASSWORD, PeopleWorld, submit, type TestPerson } from './people-world.js';

let world: PeopleWorld;
let sam: TestPerson;

beforeAll(async () => {
  world = await PeopleWorld.start();
  sam = await world.joinStaff('sam@broker.example');
});

afterAll(() => world.stop());

const signInUrl = () => `${world.url}/staff/sign-in`;

async function passwordAtOnce(tries: number, email: string, password: string): Promise<Page[]> {
  const page = await new Browser().get(signInUrl());
  return Promise.all(Array.from({ length: tries }, () => submit(new Browser(), page, { email, password })));
}

function counted(answers: readonly Page[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** What somebody outside can compare: everything but what is different for each request. */
function visible({ status, body, headers }: Page, email: string) {
  const same = body
    .replaceAll(email, '<email>')
    .replace(/[\w-]{43}|[0-9a-f-]{36}|\d\d:\d\d(:[\d.]+Z)?|\d+ seconds/g, '<changing>');
  return { status, same, names: [...headers.keys()].filter((name) => name !== 'content-length').sort() };
}

test('of 50 wrong passwords at the same time 10 are looked at; then not even the right one is', async () => {
  world.clock.advance(16 * 60_000);
  expect(counted(await passwordAtOnce(50, sam.email, 'wrong password'))).toEqual({ 401: 10, 429: 40 });
  expect(counted(await passwordAtOnce(1, ` ${sam.email.toUpperCase()}`, PASSWORD))).toEqual({ 429: 1 });
});

test('a lock is announced once, with the time of its end', async () => {
  const locked = await world.events('staff.locked');
  expect(locked).toHaveLength(1);
  expect(Date.parse(String(locked[0]?.data['until']))).toBeGreaterThan(world.clock.now());
});

test('a lock of one account leaves the others alone, and ends', async () => {
  const other = await passwordAtOnce(1, 'other@broker.example', 'wrong password');
  expect(counted(other)).toEqual({ 401: 1 });
  world.clock.advance(16 * 60_000);
  expect(counted(await passwordAtOnce(1, sam.email, PASSWORD))).toEqual({ 303: 1 });
});

test('one address gets 60 tries over all names', async () => {
  world.clock.advance(16 * 60_000);
  const page = await new Browser().get(signInUrl());
  const answers: Page[] = [];
  for (let batch = 0; batch < 8; batch += 1) {
    const tries = Array.from({ length: 9 }, () =>
      submit(new Browser(), page, { email: `nobody${batch}@broker.example`, password: 'wrong password' }),
    );
    answers.push(...(await Promise.all(tries)));
  }
  expect(counted(answers)).toEqual({ 401: 60, 429: 12 });
  world.clock.advance(16 * 60_000);
});

test('an unknown name, a wrong password and a publisher’s account look the same at the staff door', async () => {
  await world.joinPublisher('dora@acme.example', 'OWNER');
  const names = [sam.email, 'nobody@broker.example', 'dora@acme.example'];
  const answers = [];
  for (const email of names) answers.push(await passwordAtOnce(1, email, 'wrong password'));
  const seen = answers.map(([page], index) => page && visible(page, names[index] ?? ''));
  expect(seen[0]?.status).toBe(401);
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
});

test('a locked account and a name that nobody has look the same', async () => {
  world.clock.advance(16 * 60_000);
  const locked: Page[] = [];
  for (const email of [sam.email, 'nobody@broker.example']) {
    const answers = await passwordAtOnce(11, email, 'wrong password');
    locked.push(...answers.filter(({ status }) => status === 429));
  }
  const [one, two] = locked;
  if (!one || !two) throw new RangeError('nothing was locked');
  expect(visible(two, 'nobody@broker.example')).toEqual(visible(one, sam.email));
});

test('a password is hashed for unknown names as for known ones: the time tells nothing', async () => {
  const page = await new Browser().get(signInUrl());
  const times: Record<string, number[]> = { known: [], unknown: [] };
  for (let round = 0; round < 12; round += 1) {
    world.clock.advance(16 * 60_000);
    for (const [who, email] of [
      ['known', sam.email],
      ['unknown', 'nobody@broker.example'],
    ] as const) {
      const started = performance.now();
      await submit(new Browser(), page, { email, password: 'wrong password' });
      times[who]?.push(performance.now() - started);
    }
  }
  const median = (values: number[] = []) => values.sort((one, two) => one - two)[Math.floor(values.length / 2)] ?? 0;
  const [known, unknown] = [median(times['known']), median(times['unknown'])];
  process.stdout.write(`wrong password: known ${known.toFixed(1)} ms, unknown ${unknown.toFixed(1)} ms\n`);
  // Argon2id is nearly all of it: without, an answer takes a tenth. The bounds leave room for whatever else the machine does.
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});
