import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createWatchWorld, type WatchWorld } from './watch-world.js';

/**
 * One hour of apps that do nothing wrong, on a clock that runs as fast as the computer: what they do in a minute stands
 * beside each. `n` varies from minute to minute by a fixed sequence, so the hour is the same in every run.
 */
interface Habit {
  readonly what: string;
  readonly apps: number;
  readonly usual: (hour: number) => number;
  readonly minute: (world: WatchWorld, app: string, minute: number, n: number) => void;
}

const day = (hour: number) => (hour >= 9 && hour < 23 ? 1 : 0.15);

const HABITS: readonly Habit[] = [
  {
    what: 'a dashboard',
    apps: 60,
    usual: (hour) => 1500 * day(hour),
    minute: (world, app, _, n) => world.act(app, 20 + n),
  },
  {
    what: 'a phone app from many networks',
    apps: 20,
    usual: (hour) => 3000 * day(hour),
    minute: (world, app, minute, n) => {
      for (let k = 0; k < 10; k += 1) world.act(app, 4 + (n % 3), { network: `100.${minute}.${k}.0/24` });
    },
  },
  {
    what: 'look-ups by id, 4 % of them of what is gone',
    apps: 30,
    usual: (hour) => 2400 * day(hour),
    minute: (world, app, _, n) => {
      world.act(app, 48, { asked: 1 });
      if (n % 2 === 0) world.act(app, 4, { asked: 1, missed: 1 });
    },
  },
  {
    what: 'a client with a forgotten scope, 8 % refused',
    apps: 10,
    usual: () => 3000,
    minute: (world, app, _, n) => {
      world.act(app, 46);
      world.act(app, 2 + (n % 4), { outcome: 'MISSING_SCOPE' });
    },
  },
  {
    what: 'a batch that takes ten minutes of each noon',
    apps: 10,
    usual: (hour) => (hour === 12 ? 3000 : 0),
    minute: (world, app, minute) => world.act(app, minute >= 20 && minute < 30 ? 300 : 0),
  },
  { what: 'a new app, first day', apps: 20, usual: () => 0, minute: (world, app, _, n) => world.act(app, n * 3) },
  {
    what: 'a launch at its busy hour, eight times the usual',
    apps: 5,
    usual: (hour) => 1500 * day(hour),
    minute: (world, app, minute) => world.act(app, minute < 15 ? 25 : 200),
  },
];

let world: WatchWorld;
beforeAll(async () => {
  world = await createWatchWorld();
});
afterAll(() => world?.close());

test('an hour of normal load of 155 apps restricts nobody and records nothing', async () => {
  const apps: { habit: Habit; app: string }[] = [];
  for (const habit of HABITS) {
    for (let n = 0; n < habit.apps; n += 1) {
      const app = await world.newApp();
      if (habit.usual(12) + habit.usual(0) > 0) await world.habit(app, habit.usual);
      apps.push({ habit, app });
    }
  }
  const started = performance.now();
  for (let minute = 0; minute < 60; minute += 1) {
    for (const [index, { habit, app }] of apps.entries())
      habit.minute(world, app, minute, (minute * 7 + index * 3) % 11);
    world.clock.advance(30_000);
    await world.lookOut.look();
    world.clock.advance(30_000);
  }
  const { rows } = await world.database.ops.query<{ operations: string }>(
    'SELECT sum(operations) AS operations FROM app_activity',
  );
  const found = await world.database.ops.query<{ rule: string; step: string; app_id: string }>(
    'SELECT rule, step, app_id FROM vigilance_finding',
  );
  const what = found.rows.map(
    ({ rule, step, app_id }) => `${rule} ${step}: ${apps.find(({ app }) => app === app_id)?.habit.what}`,
  );
  process.stdout.write(
    `normal hour: ${apps.length} apps, ${rows[0]?.operations} operations, ${what.length} findings, ${Math.round(performance.now() - started)} ms\n`,
  );
  expect(what).toEqual([]);
});
