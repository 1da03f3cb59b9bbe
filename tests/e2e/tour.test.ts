import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningPlatform, startPlatform } from '../support/running-platform.js';
import { createSandboxDatabase } from '../support/template-database.js';
import { developerJourney } from './journey.js';

let database: Awaited<ReturnType<typeof createSandboxDatabase>>;
let platform: RunningPlatform;

beforeAll(async () => {
  database = await createSandboxDatabase();
  platform = await startPlatform({ DATABASE_URL: database.url });
});

afterAll(async () => {
  await platform?.stop();
  await database.drop();
});

test('a developer gets from discovery to a revoked consent by public doors alone', async () => {
  const story: string[] = [];
  expect(await developerJourney(platform, (line) => story.push(line))).toBeGreaterThanOrEqual(15);
  expect(story.join('\n')).toMatch(/refused with 401 \w+ [\d.]+ ms after the click/);
});

test('where nobody approves, the journey goes on with the app of the sandbox', async () => {
  const story: string[] = [];
  await developerJourney({ url: platform.url }, (line) => story.push(line));
  expect(story.join('\n')).toContain('PENDING');
});

test('a step that is not as promised is named', async () => {
  const nowhere = { url: `${platform.url}/nowhere` };
  await expect(developerJourney(nowhere, () => {})).rejects.toThrow(/^Step failed: 1\. Discover the platform\n/);
});
