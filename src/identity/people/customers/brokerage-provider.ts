import { importJWK, type JWK } from 'jose';
import * as client from 'openid-client';
import { identityError } from '../../identity.errors.js';

export interface BrokerageProviderOptions {
  /** Issuer of the brokerage's own sign-in, which serves `/.well-known/openid-configuration`. */
  readonly issuer: string;
  readonly clientId: string;
  /** Private key of this client, registered there by its public half (RFC 7523); its `alg` decides the algorithm. */
  readonly key: JWK;
  /** Where the provider sends the customer back to. */
  readonly redirectUri: string;
}

/** What one sign-in has to remember until the customer is back. */
export interface SignInChecks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/**
 * The brokerage's OpenID Provider, where customers of a live installation sign in: code flow with PKCE, state and nonce, a key
 * instead of a secret, PAR where it is offered (OpenID Connect Core 1.0, RFC 7636, RFC 9126, RFC 9207 for `iss`).
 * Its metadata is asked for at the first sign-in and again after it could not be had: an outage there is none of the platform.
 */
export class BrokerageProvider {
  readonly #options: BrokerageProviderOptions;
  #configuration: Promise<client.Configuration> | undefined;

  constructor(options: BrokerageProviderOptions) {
    this.#options = options;
  }

  /**
   * @param reauthenticate asks for credentials although the customer has a session there: somebody else is to sign in
   * @throws PublicError SIGN_IN_UNAVAILABLE
   */
  async begin(reauthenticate: boolean): Promise<{ url: URL; checks: SignInChecks }> {
    const configuration = await this.#discovered();
    const checks = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const parameters = {
      redirect_uri: this.#options.redirectUri,
      scope: 'openid',
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(checks.codeVerifier),
      code_challenge_method: 'S256',
      ...(reauthenticate ? { prompt: 'login' } : {}),
    };
    return { url: await this.#authorizationUrl(configuration, parameters), checks };
  }

  /** @returns the claims of a verified ID token, or `undefined` when anything about the answer is wrong, whatever it is */
  async finish(callback: URL, checks: SignInChecks): Promise<client.IDToken | undefined> {
    const configuration = await this.#discovered();
    try {
      const tokens = await client.authorizationCodeGrant(configuration, callback, {
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.codeVerifier,
        idTokenExpected: true,
      });
      return tokens.claims();
    } catch (error) {
      if (isNetworkFailure(error)) throw identityError('SIGN_IN_UNAVAILABLE', { cause: error });
      return undefined;
    }
  }

  async #authorizationUrl(configuration: client.Configuration, parameters: Record<string, string>): Promise<URL> {
    if (configuration.serverMetadata().pushed_authorization_request_endpoint === undefined) {
      return client.buildAuthorizationUrl(configuration, parameters);
    }
    return client.buildAuthorizationUrlWithPAR(configuration, parameters).catch((cause: unknown) => {
      throw identityError('SIGN_IN_UNAVAILABLE', { cause });
    });
  }

  #discovered(): Promise<client.Configuration> {
    this.#configuration ??= this.#discover().catch((cause: unknown) => {
      this.#configuration = undefined;
      throw identityError('SIGN_IN_UNAVAILABLE', { cause });
    });
    return this.#configuration;
  }

  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, key } = this.#options;
    const alg = key.alg ?? 'ES256';
    const imported = await importJWK(key, alg);
    if (imported instanceof Uint8Array) throw new TypeError('The key of the customer sign-in is a symmetric one');
    const authentication = client.PrivateKeyJwt(key.kid === undefined ? imported : { key: imported, kid: key.kid });
    const insecure = new URL(issuer).protocol === 'http:' ? [client.allowInsecureRequests] : [];
    const options = { timeout: 10, execute: [client.enableNonRepudiationChecks, ...insecure] };
    return client.discovery(new URL(issuer), clientId, undefined, authentication, options);
  }
}

/** The provider could not be reached at all; everything else is an answer that was not right. */
function isNetworkFailure(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
}
