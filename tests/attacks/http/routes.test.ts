import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compose, type Platform } from '../../../src/compose.js';
import { loadConfig } from '../../../src/config.js';
import { temporaryDirectory } from '../../support/run-openfolio.js';
import { createTestDatabase } from '../../support/template-database.js';
import { casesOfThreat } from '../cases-tried.js';
import { GUARDS, ROUTES } from './route-guards.js';

const tried = casesOfThreat(11, 'routes asked by whoever brings nothing');
let platform: Platform;
let undo: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  const directory = await temporaryDirectory();
  const settings = { DATABASE_URL: database.url, OPENFOLIO_DATA_DIR: directory.path, LOG_LEVEL: 'silent' };
  platform = await compose(await loadConfig(settings));
  undo = async () => {
    await platform.server.close();
    await platform.close();
    await directory.remove();
    await database.drop();
  };
  await platform.server.ready();
});

afterAll(() => undo?.());

test('every served route is known', () => {
  const served = platform.routes.list().filter((route) => !route.startsWith('HEAD ')); // each GET brings one
  expect(served).toEqual(Object.keys(ROUTES).sort());
});

describe('whoever brings nothing meets the guard of', () => {
  test.each(Object.entries(ROUTES))('%s: %s', async (route, guard) => {
    tried(1);
    const [method = '', pattern = ''] = route.split(' ');
    const url = pattern.replace(/:\w+|\*/, 'unknown');
    const answer = await platform.server.inject({ method: method as 'GET', url, headers: { host: 'localhost' } });
    expect(GUARDS[guard]).toContain(answer.statusCode);
  });
});
