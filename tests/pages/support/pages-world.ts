import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as client from 'openid-client';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { allowAsPersona } from '../../../src/cli/sandbox-client/allow-as-persona.js';
import { discover, pushRequest } from '../../support/oauth-journey.js';
import { type RunningPlatform, startPlatform } from '../../support/running-platform.js';
import { createSandboxDatabase } from '../../support/template-database.js';
import { launchChromium } from './chromium.js';

export type Language = 'zh' | 'en';
export const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-US' };

interface App {
  readonly clientId: string;
  readonly redirectUri: string;
}

export const SCOPES = ['profile:read', 'accounts:read', 'positions:read', 'market:read'];

/** A seeded platform as its own process, and a browser. The app that the customer comes from is played by the test. */
export class PagesWorld {
  readonly #app: App;
  readonly #platform: RunningPlatform;
  readonly #browser: Browser;
  readonly #closing: (() => Promise<unknown>)[];

  private constructor(app: App, platform: RunningPlatform, browser: Browser, closing: (() => Promise<unknown>)[]) {
    this.#app = app;
    this.#platform = platform;
    this.#browser = browser;
    this.#closing = closing;
  }

  static async start(): Promise<PagesWorld> {
    const closing: (() => Promise<unknown>)[] = [];
    const keep = <T>(part: T, close: (part: T) => Promise<unknown>): T => {
      closing.unshift(() => close(part));
      return part;
    };
    try {
      const database = keep(await createSandboxDatabase(), (open) => open.drop());
      const platform = keep(await startPlatform({ DATABASE_URL: database.url }), (open) => open.stop());
      const site = keep(await listen(), async (open) => open.close());
      const browser = keep(await launchChromium(), (open) => open.close());
      return new PagesWorld(await registerApp(platform, site), platform, browser, closing);
    } catch (error) {
      for (const close of closing) await close();
      throw error;
    }
  }

  get url(): string {
    return this.#platform.url;
  }

  /** A customer's browser. What it complains of, e.g. against the content policy, is collected in `complaints`. */
  async customer(language: Language, options: BrowserContextOptions = {}): Promise<Customer> {
    const context = await this.#browser.newContext({ locale: LOCALES[language], ...options });
    return new Customer(this.url, this.#app, context, await context.newPage());
  }

  /** The app reads the names of the accounts of a persona who allowed it everything. */
  async readAs(persona: string): Promise<void> {
    const access = await allowAsPersona({ url: this.url, ...this.#app, persona, scopes: SCOPES });
    const query = '{ accounts(first: 1) { edges { node { name } } } }';
    const answer = await access.fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    if (!answer.ok) throw new Error(`The app could not read: ${answer.status} ${await answer.text()}`);
  }

  async stop(): Promise<void> {
    for (const close of this.#closing) await close();
  }
}

export class Customer {
  readonly complaints: string[] = [];
  readonly page: Page;
  readonly #url: string;
  readonly #app: App;
  readonly #context: BrowserContext;

  constructor(url: string, app: App, context: BrowserContext, page: Page) {
    this.#url = url;
    this.#app = app;
    this.#context = context;
    this.page = page;
    page.on('console', (message) => this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** As if the app had sent the customer here. */
  async arriveFromApp(scopes: readonly string[] = SCOPES): Promise<void> {
    const options = { publicUrl: this.#url, ...this.#app, scopes };
    const config = await discover(options);
    const dpop = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    await this.page.goto((await pushRequest(config, options, dpop)).url.href);
  }

  async visit(path: string): Promise<void> {
    await this.page.goto(this.#url + path);
  }

  /** @returns what the app was told, after the browser went back to it */
  answerToApp(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }

  leave(): Promise<void> {
    return this.#context.close();
  }
}

/** The app's own site, that the browser goes back to. */
async function listen(): Promise<Server> {
  const site = createServer((_request, response) => {
    response
      .setHeader('content-type', 'text/html')
      .end('<html lang="en"><title>The app</title><link rel="icon" href="data:,">');
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  return site;
}

async function registerApp(platform: RunningPlatform, site: Server): Promise<App> {
  const redirectUri = `http://127.0.0.1:${(site.address() as AddressInfo).port}/callback`;
  const publisher = ['--publisher', 'acme', '--publisher-name', 'Acme Software', '--domain', 'acme.example'];
  const app = ['--name-en', 'Acme Planner', '--name-zh', '顶点规划', '--redirect-uri', redirectUri, '--approve'];
  const { code, stdout, stderr } = await platform.operator(
    'apps',
    'register',
    ...publisher,
    ...app,
    '--scope',
    ...SCOPES,
  );
  if (code !== 0) throw new Error(`The app was not registered: ${stderr}`);
  return { clientId: stdout.trim(), redirectUri };
}
