import { randomBytes } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/core';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import { identityError } from '../identity.errors.js';
import type { IdentityEvents } from '../identity.events.js';
import {
  AppEntity,
  type AppStatus,
  type ClientMetadata,
  EventEntity,
  type Publisher,
  PublisherEntity,
  type Purposes,
} from './app.entity.js';
import { type AppRequest, checkApp, type Refusal } from './check-app.js';
import { publicKeySet } from './client-keys.js';

export interface AppRegistration extends AppRequest {
  /** By id (a publisher acting under its grant), or by slug, which makes the publisher when a name comes along. */
  readonly publisher:
    | { readonly id: string }
    | { readonly slug: string; readonly name?: string; readonly verifiedDomain?: string };
  readonly purposes?: Purposes;
  /** PENDING unless the caller is entitled to approve (seed, command line). */
  readonly status?: AppStatus;
  /** For fixtures that others refer to; random otherwise. */
  readonly clientId?: string;
}

export interface RegisteredApp {
  readonly id: string;
  readonly clientId: string;
  readonly publisherId: string;
  readonly status: AppStatus;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
}

export type RegistrationOutcome = { readonly app: RegisteredApp } | { readonly refusals: readonly Refusal[] };

/** Registers an app: one unit of work writes the app, its publisher if new, and the event `app.registered`. */
export class RegisterApp {
  readonly #orm: MikroORM;
  readonly #scopeTable: ScopeTable;
  readonly #clock: Clock;
  readonly #sandbox: boolean;

  constructor(dependencies: { orm: MikroORM; scopeTable: ScopeTable; clock: Clock; sandbox: boolean }) {
    this.#orm = dependencies.orm;
    this.#scopeTable = dependencies.scopeTable;
    this.#clock = dependencies.clock;
    this.#sandbox = dependencies.sandbox;
  }

  /** @throws PublicError APP_PUBLISHER_UNKNOWN */
  async register(request: AppRegistration): Promise<RegistrationOutcome> {
    const refusals = checkApp(request, this.#scopeTable, this.#sandbox);
    if (refusals.length > 0) return { refusals };
    return this.#orm.em.fork().transactional(async (em) => {
      const now = new Date(this.#clock.now());
      const publisher = await this.#publisher(em, request.publisher, now);
      const app = em.create(AppEntity, {
        id: newId(),
        publisher,
        clientId: request.clientId ?? `app-${randomBytes(12).toString('hex')}`,
        nameZh: request.nameZh,
        nameEn: request.nameEn,
        status: request.status ?? 'PENDING',
        firstParty: false,
        scopeCeiling: [...new Set(request.scopes)].sort(),
        purposes: purposesOf(request),
        metadata: metadataOf(request),
        createdAt: now,
        updatedAt: now,
      });
      const registered: RegisteredApp = {
        id: app.id,
        clientId: app.clientId,
        publisherId: publisher.id,
        status: app.status,
        nameEn: app.nameEn,
        nameZh: app.nameZh,
        scopes: app.scopeCeiling,
        redirectUris: app.metadata.redirect_uris,
      };
      recordRegistration(em, registered, now);
      return { app: registered };
    });
  }

  async #publisher(em: EntityManager, wanted: AppRegistration['publisher'], now: Date): Promise<Publisher> {
    const known = await em.findOne(PublisherEntity, 'id' in wanted ? { id: wanted.id } : { slug: wanted.slug });
    if (known) return known;
    if ('id' in wanted || wanted.name === undefined) {
      throw identityError('APP_PUBLISHER_UNKNOWN', { params: { slug: 'id' in wanted ? '' : wanted.slug } });
    }
    return em.create(PublisherEntity, {
      id: newId(),
      slug: wanted.slug,
      name: wanted.name,
      verifiedDomain: wanted.verifiedDomain ?? null,
      createdAt: now,
    });
  }
}

/** Grant types follow from what the app is: a redirect URI allows the code flow, a key allows acting on its own. */
function metadataOf(request: AppRequest): ClientMetadata {
  const interactive = request.redirectUris.length > 0;
  const confidential = request.clientType === 'CONFIDENTIAL';
  return {
    redirect_uris: request.redirectUris,
    grant_types: [
      ...(interactive ? ['authorization_code', 'refresh_token'] : []),
      ...(confidential ? ['client_credentials'] : []),
    ],
    response_types: interactive ? ['code'] : [],
    token_endpoint_auth_method: confidential ? 'private_key_jwt' : 'none',
    // An app that only acts on its own has no subject, and a pairwise one can't be computed without a redirect host.
    subject_type: interactive ? 'pairwise' : 'public',
    ...(confidential ? { jwks: publicKeySet(request.jwks) } : {}),
  };
}

function purposesOf(request: AppRegistration): Purposes {
  return Object.fromEntries(Object.entries(request.purposes ?? {}).filter(([scope]) => request.scopes.includes(scope)));
}

function recordRegistration(em: EntityManager, app: RegisteredApp, at: Date): void {
  const data: IdentityEvents['app.registered'] = {
    clientId: app.clientId,
    publisherId: app.publisherId,
    scopes: app.scopes,
    status: app.status,
  };
  em.create(EventEntity, {
    id: newId(),
    type: 'app.registered',
    customerId: null,
    appId: app.id,
    subjectId: app.id,
    data,
    occurredAt: at,
  });
}
