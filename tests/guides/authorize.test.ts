import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeInChromium, launchChromium } from '../pages/support/chromium.js';
import { Browser } from '../support/browser.js';
import { answerPages } from '../support/oauth-journey.js';
import { root } from '../support/run-openfolio.js';
import { type RunningPlatform, startPlatform } from '../support/running-platform.js';
import { createSandboxDatabase } from '../support/template-database.js';
import { GuideRun } from './guide-run.js';

let platform: RunningPlatform;
let drop: () => Promise<void>;
let environment: Record<string, string>;
const runs: GuideRun[] = [];

beforeAll(async () => {
  const database = await createSandboxDatabase();
  drop = () => database.drop();
  platform = await startPlatform({ DATABASE_URL: database.url });
  environment = { DATABASE_URL: database.url, OPENFOLIO_URL: platform.url };
});

afterAll(async () => {
  for (const run of runs) await run.end();
  await platform?.stop();
  await drop();
});

async function follow(guide: string): Promise<GuideRun> {
  const run = await GuideRun.of(guide, environment);
  runs.push(run);
  await run.runSteps();
  return run;
}

test('the back-end of the guide gets its own token, reads market data, and is refused a customer’s', async () => {
  await follow('authorize-a-back-end.md');
});

test('the web app of the guide connects, reads what was allowed, renews, and gives its access back', async () => {
  const guide = await follow('authorize-a-web-app.md');
  await guide.start(guide.block('app'));
  const app = guide.environment['APP_URL'] ?? '';
  const connect = async (answer: { scopes?: string[]; decision?: 'deny' }) => {
    const sent = await fetch(`${app}/connect`, { redirect: 'manual' });
    const customer = { publicUrl: platform.url, persona: 'Li Simin', answer };
    return fetch(await answerPages(new Browser(), sent.headers.get('location') ?? '', customer));
  };
  expect(await (await connect({ decision: 'deny' })).text()).toBe('Refused: access_denied');
  const connected = await (await connect({ scopes: ['accounts:read'] })).text();
  expect(connected).toContain('Allowed: accounts:read\n{"data":{"accounts":{"edges":[{"node":{"name":"定投账户"');
  expect(await (await fetch(`${app}/refresh`)).text()).toContain('定投账户');
  expect(await (await fetch(`${app}/disconnect`)).text()).toBe('Gave the access back.');
  // At once: the token is refused once all processes know; until then the reach finds no consent and gives nothing.
  expect(await (await fetch(app)).text()).toMatch(/^Refused: |GRANT_NOT_ACTIVE.*"data":null/s);
  expect(await (await fetch(`${app}/callback?state=forged&code=x`)).text()).toMatch(/^Refused: /);
});

test('the app of the guide registers a hook as itself and receives a payload whose signature it checks', async () => {
  const guide = await follow('receive-events.md');
  const received = await guide.start(guide.block('receiver'));
  const forged = { method: 'POST', body: '{}', headers: { 'webhook-id': 'x', 'webhook-signature': 'v1,x' } };
  expect((await fetch(`${guide.environment['APP_URL']}/hook`, forged)).status).toBe(401);
  await guide.runBlock('trigger');
  await received(guide.block('received').trim());
});

describeInChromium('the browser app of the guide', () => {
  let site: Server | undefined;
  afterAll(() => void site?.close());

  test('reads a customer’s accounts with a key that no script can read', async () => {
    const guide = await follow('authorize-a-browser-app.md');
    site = await serve(guide);
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ locale: 'en-US' });
      await page.goto(guide.environment['APP_URL'] ?? '');
      await page.getByRole('button', { name: 'Connect to Openfolio' }).click();
      await page.getByRole('button', { name: 'Li Simin' }).click();
      await page.locator('input[value="accounts:read"]').check();
      await page.locator('input[name=account]').first().check();
      await page.getByRole('button', { name: 'Allow what I ticked' }).click();
      await page.locator('#answer', { hasText: /./ }).waitFor();
      expect(await page.locator('#answer').innerText()).toContain('定投账户');
      expect(page.url()).toBe(`${guide.environment['APP_URL']}/`);
      expect(await page.evaluate(EXTRACTABLE)).toBe(false);
    } finally {
      await browser.close();
    }
  });
});

const EXTRACTABLE = `new Promise((resolve) => {
  indexedDB.open('acme-page').onsuccess = ({ target }) => {
    target.result.transaction('keys').objectStore('keys').get('dpop').onsuccess = ({ target }) =>
      resolve(target.result.privateKey.extractable);
  };
})`;

/** The static server that the guide leaves to its reader. */
async function serve(guide: GuideRun): Promise<Server> {
  const settings = JSON.stringify({ platform: platform.url, clientId: guide.environment['CLIENT_ID'] });
  const files: Record<string, [type: string, text: string]> = {
    '/': ['text/html', guide.block('page')],
    '/app.js': ['text/javascript', guide.block('script')],
    '/settings.json': ['application/json', settings],
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    const ofPackage = /^\/node_modules\/[\w./-]+\.js$/.test(pathname) && !pathname.includes('..');
    const [type, text] = files[pathname] ?? (ofPackage ? await fileOf(pathname) : ['text/plain', '']);
    response.writeHead(text === '' ? 404 : 200, { 'content-type': type }).end(text);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => {
    server.listen(Number(new URL(guide.environment['APP_URL'] ?? '').port), '127.0.0.1', done);
  });
  return server;
}

async function fileOf(path: string): Promise<[string, string]> {
  return ['text/javascript', await readFile(join(root, path), 'utf8').catch(() => '')];
}
