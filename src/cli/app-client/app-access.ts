import { randomUUID, type webcrypto } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import { Refusal } from '../../kernel/describe-failure.js';
import { JWK_FORM, readGivenJson } from '../../kernel/given-file.js';
import { ProofKey } from '../sandbox-client/proof-key.js';
import { sandboxClientError } from '../sandbox-client/sandbox-client.errors.js';
import { signingFetch } from '../sandbox-client/signing-fetch.js';

export interface AppCredentials {
  /** Origin of the platform, without a trailing slash. */
  readonly url: string;
  readonly clientId: string;
  /** File with the app's private key, as a JWK. */
  readonly keyFile: string;
  readonly scopes: readonly string[];
}

const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['EC', 'ES256'],
  ['OKP', 'EdDSA'],
  ['RSA', 'PS256'],
]);

interface TokenAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
  readonly error_description?: string;
  /** Of a refusal: the scope that it is about. */
  readonly scope?: string;
}

/** Before a token is used again it must have this much of its 300 s left. */
const MARGIN_MS = 30_000;

/**
 * An app that acts on its own: client credentials with a signed assertion (RFC 7523), tokens bound to a key of this process (RFC 9449),
 * fetched anew before they end.
 */
export class AppAccess {
  readonly url: string;
  readonly #credentials: AppCredentials;
  readonly #clientKey: webcrypto.CryptoKey;
  readonly #algorithm: string;
  readonly #proofKey: ProofKey;
  #token: { readonly fetch: typeof fetch; readonly until: number } | undefined;

  private constructor(
    credentials: AppCredentials,
    clientKey: webcrypto.CryptoKey,
    algorithm: string,
    proofKey: ProofKey,
  ) {
    this.url = credentials.url;
    this.#credentials = credentials;
    this.#clientKey = clientKey;
    this.#algorithm = algorithm;
    this.#proofKey = proofKey;
  }

  static async open(credentials: AppCredentials): Promise<AppAccess> {
    const jwk: JWK = await readGivenJson(credentials.keyFile, JWK_FORM);
    const algorithm = jwk.alg ?? ALGORITHMS.get(jwk.kty ?? '') ?? 'ES256';
    const clientKey = await importPrivate(jwk, algorithm, credentials.keyFile);
    return new AppAccess(credentials, clientKey, algorithm, await ProofKey.make());
  }

  /** `fetch` with token and proof. @throws PublicError PLATFORM_UNREACHABLE, SANDBOX_SIGN_IN_FAILED */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    if (!this.#token || this.#token.until < Date.now()) this.#token = await this.#newToken();
    return this.#token.fetch(`${this.url}${path}`, init).catch((cause: unknown) => {
      throw sandboxClientError('PLATFORM_UNREACHABLE', { params: { url: this.url }, cause });
    });
  }

  /** @throws PublicError OPERATION_REFUSED with the platform's own words */
  async graphql<T>(query: string, variables: Record<string, unknown>): Promise<T> {
    const response = await this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: T; errors?: readonly { message: string }[] };
    if (data === undefined || data === null || errors)
      throw operationRefused(errors?.map(({ message }) => message).join(' ') ?? '');
    return data;
  }

  async #newToken() {
    const { url, clientId, scopes } = this.#credentials;
    const issuer = `${url}/oauth`;
    const assertion = await new SignJWT({})
      .setProtectedHeader({ alg: this.#algorithm })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(issuer)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(this.#clientKey);
    const response = await signingFetch(this.#proofKey)(`${issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        scope: scopes.join(' '),
        resource: `${url}/graphql`,
      }),
    }).catch((cause: unknown) => {
      throw sandboxClientError('PLATFORM_UNREACHABLE', { params: { url }, cause });
    });
    if (response.status >= 500) throw new Error(`HTTP ${response.status} from ${issuer}/token`);
    const body = (await response.json()) as TokenAnswer;
    const about = body.scope === undefined ? '' : ` (${body.scope})`;
    if (body.access_token === undefined) throw failed(`${body.error_description ?? `HTTP ${response.status}`}${about}`);
    const until = Date.now() + (body.expires_in ?? 300) * 1000 - MARGIN_MS;
    return { fetch: signingFetch(this.#proofKey, body.access_token), until };
  }
}

async function importPrivate(jwk: JWK, algorithm: string, file: string): Promise<webcrypto.CryptoKey> {
  const key = await importJWK(jwk, algorithm).catch((cause: unknown) => {
    throw new Refusal(`${file} holds a key that can not be used for ${algorithm}.`, { cause });
  });
  if (!(key instanceof Uint8Array) && key.type === 'private') return key;
  throw new Refusal(`${file} holds no private key. Name the file with the private half of the app’s key pair.`);
}

/** Sentences end with a full stop of their own. */
export function operationRefused(reason: string): Error {
  return sandboxClientError('OPERATION_REFUSED', { params: { reason: reason.replace(/\.$/, '') } });
}

function failed(reason: string): Error {
  return sandboxClientError('SANDBOX_SIGN_IN_FAILED', { params: { reason } });
}
