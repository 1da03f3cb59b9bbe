import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { AppDirectory } from '../apps/app-directory.js';

/**
 * OAuth clients are apps: read from the app table, never written by the provider.
 * A suspended app still is a client (its tokens are refused where a scope is resolved), a deleted one is unknown.
 */
export class ClientStore implements Adapter {
  readonly #apps: AppDirectory;

  constructor(apps: AppDirectory) {
    this.#apps = apps;
  }

  async find(clientId: string): Promise<AdapterPayload | undefined> {
    const app = await this.#apps.find(clientId);
    if (!app) return undefined;
    // `jwks_uri`, `sector_identifier_uri` and logos are left out on purpose: nothing a client registers makes us fetch.
    const { redirect_uris, grant_types, response_types, token_endpoint_auth_method, subject_type, jwks } = app.metadata;
    return {
      client_id: app.clientId,
      client_name: app.nameEn,
      application_type: 'web',
      redirect_uris: [...redirect_uris],
      grant_types: [...grant_types],
      response_types: [...response_types],
      token_endpoint_auth_method,
      subject_type,
      ...(jwks ? { jwks: { keys: [...jwks.keys] } } : {}),
    };
  }

  upsert = refuseWrite;
  consume = refuseWrite;
  destroy = refuseWrite;
  revokeByGrantId = refuseWrite;

  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

function refuseWrite(): Promise<never> {
  return Promise.reject(new Error('Apps are written by their own use-cases only'));
}
