import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export type AppStatus = 'PENDING' | 'APPROVED' | 'SUSPENDED' | 'DELETED';

/** Why an app asks for a scope, in its own words, as the consent page shows it. */
export type Purposes = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

/** OAuth client metadata under the names of RFC 7591. `client_id` and `client_name` are columns. */
export interface ClientMetadata {
  readonly redirect_uris: readonly string[];
  readonly grant_types: readonly string[];
  readonly response_types: readonly ['code'] | readonly [];
  readonly token_endpoint_auth_method: 'private_key_jwt' | 'none';
  readonly subject_type: 'pairwise' | 'public';
  readonly initiate_login_uri?: string;
  readonly jwks?: { readonly keys: readonly Record<string, unknown>[] };
}

export const PublisherEntity = defineEntity({
  name: 'Publisher',
  tableName: 'publisher',
  properties: {
    id: p.uuid().primary(),
    slug: p.text(),
    name: p.text(),
    verifiedDomain: p.text().nullable(),
    createdAt: p.datetime(),
  },
});
export type Publisher = InferEntity<typeof PublisherEntity>;

export const AppEntity = defineEntity({
  name: 'App',
  tableName: 'app',
  properties: {
    id: p.uuid().primary(),
    publisher: () => p.manyToOne(PublisherEntity),
    clientId: p.text(),
    nameZh: p.text(),
    nameEn: p.text(),
    status: p.text().$type<AppStatus>(),
    firstParty: p.boolean(),
    scopeCeiling: p.array(),
    purposes: p.json<Purposes>(),
    metadata: p.json<ClientMetadata>(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export type App = InferEntity<typeof AppEntity>;

/** Write-only here: this role may append to the ledger and not read it. */
export const EventEntity = defineEntity({
  name: 'RecordedEvent',
  tableName: 'event',
  properties: {
    id: p.uuid().primary(),
    type: p.text(),
    customerId: p.uuid().nullable(),
    appId: p.uuid().nullable(),
    subjectId: p.uuid().nullable(),
    data: p.json<object>(),
    occurredAt: p.datetime(),
  },
});
