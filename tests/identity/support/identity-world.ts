import { randomBytes, type webcrypto } from 'node:crypto';
import { expect } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/core';
import type { FastifyInstance } from 'fastify';
import { type GraphQLSchema, graphql } from 'graphql';
import { exportJWK, generateKeyPair } from 'jose';
import type pg from 'pg';
import {
  AppsResolver,
  type AppUseCases,
  AuthorizationServer,
  appUseCases,
  type ChangeAppStatus,
  type CustomerSignIn,
  FIRST_PARTY_APP,
  FirstPartyAccess,
  GrantsResolver,
  IDENTITY_SCOPES,
  type InviteApp,
  identityRoutes,
  openIdentityOrm,
  pagesWithSession,
  ReconfirmGrant,
  type RegisterApp,
  RevokeGrant,
  type RunFirstParty,
} from '../../../src/identity/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { newId, PublicIds } from '../../../src/kernel/ids.js';
import { attemptLimiter, MemoryAttemptLog } from '../../../src/metering/index.js';
import { operationIds } from '../../../src/operation/make-context.js';
import type { OperationContext } from '../../../src/operation/operation-context.js';
import { AttemptGuard } from '../../../src/operation/schema/attempt-guard.js';
import { buildPlatformSchema } from '../../../src/operation/schema/build-schema.js';
import { defineScopes, type ScopeTable } from '../../../src/operation/schema/scope-table.js';
import { portalRoutes } from '../../../src/portal/index.js';
import { Database } from '../../../src/storage/index.js';
import { createTestDatabase } from '../../support/template-database.js';
import { AccountsOfTests } from './accounts-of-tests.resolver.js';
import { freePort, gateway } from './http-server.js';

/** Scopes as the other features declare them; identity treats a scope as data. */
export const SCOPES: ScopeTable = {
  ...IDENTITY_SCOPES,
  ...defineScopes({
    'accounts:read': scope('See your accounts', '查看账户', 'CUSTOMER'),
    'portfolios:read': scope('See your holdings', '查看持仓', 'CUSTOMER'),
    'profile:read': { ...scope('See your tier and risk level', '查看客户等级与风险等级', 'CUSTOMER'), sensitive: true },
    'market:read': scope('See market data', '查看行情', 'APP'),
  }),
};

function scope(titleEn: string, titleZh: string, level: 'APP' | 'CUSTOMER') {
  return { titleEn, titleZh, plainEn: `${titleEn}, nothing else.`, plainZh: `仅${titleZh}。`, level, sensitive: false };
}

export interface TestCustomer {
  readonly id: string;
  readonly name: string;
  readonly accountIds: readonly string[];
}

export interface TestApp {
  readonly id: string;
  readonly clientId: string;
  readonly privateKey: webcrypto.CryptoKey;
  readonly redirectUri: string;
}

export interface LiveParts {
  readonly pool: pg.Pool;
  readonly publicUrl: string;
}

/** The authorization server on a real port and a real database, with two customers and as many apps as a test registers. */
export class IdentityWorld {
  readonly revokeGrant: RevokeGrant;
  readonly reconfirmGrant: ReconfirmGrant;
  readonly inviteApp: InviteApp;
  readonly registerApp: RegisterApp;
  readonly changeAppStatus: ChangeAppStatus;
  readonly publicIds = new PublicIds(randomBytes(32));
  readonly anna: TestCustomer = { id: newId(), name: 'Anna', accountIds: [newId(), newId()] };
  readonly bert: TestCustomer = { id: newId(), name: 'Bert', accountIds: [newId()] };
  readonly #schema: Promise<GraphQLSchema>;
  readonly #closing: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly publicUrl: string,
    readonly database: Database,
    readonly orm: MikroORM,
    readonly server: AuthorizationServer,
    apps: AppUseCases,
    readonly http: FastifyInstance,
  ) {
    this.revokeGrant = new RevokeGrant({ pool: database.identity, clock: systemClock });
    this.reconfirmGrant = new ReconfirmGrant({ pool: database.identity, clock: systemClock });
    this.changeAppStatus = apps.changeAppStatus;
    this.inviteApp = apps.inviteApp;
    this.registerApp = apps.registerApp;
    this.#schema = buildPlatformSchema(
      new Map<Function, object>([
        [
          GrantsResolver,
          new GrantsResolver({
            revokeGrant: this.revokeGrant,
            reconfirmGrant: this.reconfirmGrant,
            scopeTable: SCOPES,
          }),
        ],
        [AppsResolver, new AppsResolver({ registerApp: apps.registerApp, apps: server.apps })],
        [AccountsOfTests, new AccountsOfTests()],
      ]),
      new Map<Function, object>([[AttemptGuard, new AttemptGuard({ count: (_data, next) => next() })]]),
    );
  }

  /** @param live signs customers in somewhere else, as in live mode, instead of offering personas */
  static async start(live?: (parts: LiveParts) => CustomerSignIn): Promise<IdentityWorld> {
    const publicUrl = `http://127.0.0.1:${await freePort()}`;
    const fresh = await createTestDatabase();
    const database = new Database({ url: fresh.url });
    const orm = await openIdentityOrm(fresh.url);
    const common = { pool: database.identity, clock: systemClock, publicUrl, scopeTable: SCOPES, sandbox: true };
    const failures: unknown[] = [];
    const onError = (error: unknown) => void failures.push(error);
    const server = await AuthorizationServer.start({ ...common, secret: randomBytes(32), onError });
    const http = await gateway(publicUrl);
    const apps = appUseCases({ orm, ...common });
    const world = new IdentityWorld(publicUrl, database, orm, server, apps, http);
    await new FirstPartyAccess(common).ensureApp();
    await world.#addCustomers();
    const customerSignIn = live?.({ pool: database.identity, publicUrl });
    const signIn = customerSignIn ? { customerSignIn } : { listPersonas: world.listPersonas };
    await http.register(
      identityRoutes({
        ...common,
        server,
        database,
        registration: apps.registration,
        limit: attemptLimiter({ log: new MemoryAttemptLog({ clock: systemClock }) }),
        publicIds: world.publicIds,
        runFirstParty: world.runFirstParty,
        ...signIn,
      }),
    );
    await http.register(
      portalRoutes({
        ...pagesWithSession(server),
        runFirstParty: world.runFirstParty,
        signInPath: customerSignIn && '/sign-in',
        platform: { mode: 'sandbox', publicUrl },
        ...signIn,
      }),
    );
    await http.listen({ port: Number(new URL(publicUrl).port), host: '127.0.0.1' });
    world.#closing.push(
      () => http.close(),
      async () => server.stop(),
      () => orm.close(true),
      () => database.close(),
      () => fresh.drop(),
      // Whatever failed inside the authorization server fails the test file.
      async () => expect(failures).toEqual([]),
    );
    return world;
  }

  readonly listPersonas = async () =>
    [this.anna, this.bert].map(({ id, name }) => ({
      customerId: id,
      nameZh: name,
      nameEn: name,
      storyZh: `${name} <of the tests>`,
      storyEn: `${name} <of the tests>`,
      tier: 'MASS',
      riskLevel: 'C3',
    }));

  async stop(): Promise<void> {
    for (const close of this.#closing) await close();
  }

  /** The resolvers of this feature under a first-party grant; accounts come from a resolver of the tests. */
  readonly runFirstParty: RunFirstParty = (customerId, document, variables) =>
    this.execute({ customerId, appId: FIRST_PARTY_APP.id }, document, variables);

  async execute(
    as: { customerId: string | null; appId: string },
    source: string,
    variableValues?: Readonly<Record<string, unknown>>,
  ) {
    const contextValue: OperationContext = {
      operationId: newId(),
      grant: {
        id: newId(),
        ...as,
        accountIds: '*',
        scopes: new Set(Object.keys(SCOPES)),
        expiresAt: Date.now() + 60_000,
        consentUrl: null,
        person: null,
      },
      cause: { kind: 'LIVE' },
      reach: this.database.reach.bind({ customerId: as.customerId, accountIds: '*' }),
      ids: operationIds(this.publicIds, as.appId),
      clock: systemClock,
      count: () => {},
      once: (_key, make) => make(),
    };
    const { data, errors } = await graphql({ schema: await this.#schema, source, variableValues, contextValue });
    if (errors?.[0]) throw errors[0].originalError ?? errors[0];
    return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
  }

  async addApp(overrides: Partial<Parameters<RegisterApp['register']>[0]> = {}): Promise<TestApp> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const redirectUri = 'http://127.0.0.1:9/callback';
    const outcome = await this.registerApp.register({
      publisher: { slug: 'acme', name: 'Acme Software', verifiedDomain: 'acme.example' },
      nameEn: 'Acme Planner',
      nameZh: '顶点规划',
      clientType: 'CONFIDENTIAL',
      redirectUris: [redirectUri],
      jwks: { keys: [await exportJWK(publicKey)] },
      scopes: ['accounts:read', 'portfolios:read', 'profile:read', 'market:read'],
      purposes: { 'portfolios:read': { en: 'To draw your plan', zh: '用于绘制您的计划' } },
      status: 'APPROVED',
      ...overrides,
    });
    if (!('app' in outcome)) throw outcome.refusals[0]?.error ?? new Error('refused');
    return { id: outcome.app.id, clientId: outcome.app.clientId, privateKey, redirectUri };
  }

  async #addCustomers(): Promise<void> {
    for (const { id, name, accountIds } of [this.anna, this.bert]) {
      await this.database.ops.query(
        `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at) VALUES ($1, $2, $2, $2, 'MASS', 'C3', '2020-01-01')`,
        [id, name],
      );
      for (const [index, accountId] of accountIds.entries()) {
        await this.database.ops.query(
          `INSERT INTO account (id, customer_id, external_ref, number, name, type, status, base_currency, opened_at)
           VALUES ($1, $2, $3, $4, $5, 'CASH', 'ACTIVE', 'CNY', '2020-01-01')`,
          [accountId, id, `${name}-${index}`, `62000000${index}42`, `${name}’s account ${index + 1}`],
        );
      }
    }
  }
}
