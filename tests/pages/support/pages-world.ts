import * as client from 'openid-client';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { allowAsPersona } from '../../../src/cli/sandbox-client/allow-as-persona.js';
import { discover, pushRequest } from '../../support/oauth-journey.js';
import { type RunningPlatform, startPlatform } from '../../support/running-platform.js';
import { createTestDatabase } from '../../support/template-database.js';
import { launchChromium } from './chromium.js';

export type Language = 'zh' | 'en';
export const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-US' };

const APP = { clientId: 'example-labs-portfolio-viewer', redirectUri: 'http://127.0.0.1:8787/callback' };
export const SCOPES = ['profile:read', 'accounts:read', 'positions:read', 'market:read'];

/** A seeded platform as its own process, and a browser. The app that the customer comes from is played by the test. */
export class PagesWorld {
  readonly #platform: RunningPlatform;
  readonly #browser: Browser;
  readonly #closing: (() => Promise<unknown>)[];

  private constructor(platform: RunningPlatform, browser: Browser, closing: (() => Promise<unknown>)[]) {
    this.#platform = platform;
    this.#browser = browser;
    this.#closing = closing;
  }

  static async start(): Promise<PagesWorld> {
    const database = await createTestDatabase();
    const platform = await startPlatform({ DATABASE_URL: database.url }).catch(async (error: unknown) => {
      await database.drop();
      throw error;
    });
    const browser = await launchChromium();
    return new PagesWorld(platform, browser, [() => browser.close(), () => platform.stop(), () => database.drop()]);
  }

  get url(): string {
    return this.#platform.url;
  }

  /** A customer's browser. What it complains of, e.g. against the content policy, is collected in `complaints`. */
  async customer(language: Language, options: BrowserContextOptions = {}): Promise<Customer> {
    const context = await this.#browser.newContext({ locale: LOCALES[language], ...options });
    await context.route(`${APP.redirectUri}**`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<html lang="en"><title>The app</title><p>Back at the app</p></html>',
      }),
    );
    return new Customer(this.url, context, await context.newPage());
  }

  /** The app reads the names of the accounts of a persona who allowed it everything. */
  async readAs(persona: string): Promise<void> {
    const access = await allowAsPersona({ url: this.url, ...APP, persona, scopes: SCOPES });
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
  readonly #context: BrowserContext;

  constructor(url: string, context: BrowserContext, page: Page) {
    this.#url = url;
    this.#context = context;
    this.page = page;
    page.on('console', (message) => this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** As if the app had sent the customer here. */
  async arriveFromApp(scopes: readonly string[] = SCOPES): Promise<void> {
    const options = { publicUrl: this.#url, ...APP, scopes };
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
