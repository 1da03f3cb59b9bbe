import { randomBytes, randomUUID, type webcrypto } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { ProofKey } from '../../../src/cli/sandbox-client/proof-key.js';
import { SCOPES } from '../../../src/compose/schema.js';
import { appUseCases, openIdentityOrm } from '../../../src/identity/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { Database } from '../../../src/storage/index.js';
import { type RunningPlatform, startPlatform } from '../../support/running-platform.js';
import { createSandboxDatabase } from '../../support/template-database.js';
import type { TestApp } from './identity-world.js';

/**
 * Two platforms, each a process of its own, on one database and under one public address, as behind a load balancer.
 * `urls` reach them one by one; everything that is signed speaks of `publicUrl`.
 */
export class Gateways {
  readonly publicUrl: string;
  readonly #closing: (() => Promise<unknown>)[];

  private constructor(
    readonly urls: readonly [string, string],
    readonly operator: RunningPlatform['operator'],
    readonly database: Database,
    closing: (() => Promise<unknown>)[],
  ) {
    this.publicUrl = urls[0];
    this.#closing = closing;
  }

  static async start(): Promise<Gateways> {
    const fresh = await createSandboxDatabase();
    const shared = {
      DATABASE_URL: fresh.url,
      OPENFOLIO_SECRET: randomBytes(32).toString('base64'),
      OPENFOLIO_BUDGET_APP_MAXIMUM: '100000000',
      OPENFOLIO_BUDGET_CUSTOMER_MAXIMUM: '1000000',
    };
    const first = await startPlatform(shared);
    const second = await startPlatform({ ...shared, OPENFOLIO_PUBLIC_URL: first.url });
    const database = new Database({ url: fresh.url });
    return new Gateways([first.url, second.url], first.operator, database, [
      () => database.close(),
      () => second.stop(),
      () => first.stop(),
      () => fresh.drop(),
    ]);
  }

  async stop(): Promise<void> {
    for (const close of this.#closing) await close();
  }

  async addApp(scopes: readonly string[]): Promise<TestApp> {
    const orm = await openIdentityOrm(this.database.url);
    try {
      const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
      const redirectUri = 'http://127.0.0.1:9/callback';
      const { registerApp } = appUseCases({ orm, clock: systemClock, scopeTable: SCOPES, sandbox: true });
      const outcome = await registerApp.register({
        publisher: { slug: `p${randomUUID().slice(0, 8)}`, name: 'Acme Software' },
        nameEn: 'Acme Planner',
        nameZh: '顶点规划',
        clientType: 'CONFIDENTIAL',
        redirectUris: [redirectUri],
        jwks: { keys: [await exportJWK(publicKey)] },
        scopes,
        status: 'APPROVED',
      });
      if (!('app' in outcome)) throw outcome.refusals[0]?.error ?? new Error('refused');
      return { id: outcome.app.id, clientId: outcome.app.clientId, privateKey, redirectUri };
    } finally {
      await orm.close(true);
    }
  }

  /** A client of `/graphql` that can choose the process. Remembers the nonce, so that no request is a first try. */
  async client(keyPair: webcrypto.CryptoKeyPair): Promise<GatewayClient> {
    return new GatewayClient(this, await ProofKey.of(keyPair));
  }
}

export class GatewayClient {
  readonly #gateways: Gateways;
  readonly #key: ProofKey;
  #nonce: string | undefined;

  constructor(gateways: Gateways, key: ProofKey) {
    this.#gateways = gateways;
    this.#key = key;
  }

  /** @returns `undefined` when it was answered, else the code of the refusal */
  async refusal(gateway: 0 | 1, accessToken: string, query = '{ __typename }'): Promise<string | undefined> {
    const request = { method: 'POST', url: `${this.#gateways.publicUrl}/graphql`, accessToken };
    const dpop = await this.#key.proof({ ...request, nonce: this.#nonce });
    const response = await fetch(`${this.#gateways.urls[gateway]}/graphql`, {
      method: 'POST',
      headers: { authorization: `DPoP ${accessToken}`, dpop, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    this.#nonce = response.headers.get('dpop-nonce') ?? this.#nonce;
    const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
    const code = errors?.[0]?.extensions.code;
    return code === 'DPOP_NONCE_REQUIRED' ? this.refusal(gateway, accessToken, query) : code;
  }
}
