import { createHash, randomBytes } from 'node:crypto';
import { Browser, type Page } from './browser.js';
import { ProofKey } from './proof-key.js';
import { sandboxClientError } from './sandbox-client.errors.js';
import { signingFetch } from './signing-fetch.js';

export interface PersonaRequest {
  /** Origin of a platform in sandbox mode. */
  readonly url: string;
  /** A public client of the sandbox with this redirect URI. */
  readonly clientId: string;
  readonly redirectUri: string;
  /** Customer id of the persona, or a part of the name as the sign-in page shows it. */
  readonly persona: string;
  readonly scopes: readonly string[];
}

export interface PersonaAccess {
  readonly accessToken: string;
  /** What the customer allowed, separated by spaces. */
  readonly scope: string;
  /** `fetch` with token and proof on every request. */
  readonly fetch: typeof fetch;
}

interface Endpoints {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly pushed_authorization_request_endpoint: string;
  readonly token_endpoint: string;
}

/**
 * The whole authorization code flow (pushed request, PKCE, DPoP), playing both the app and a customer who ticks
 * everything: for trying the sandbox from a shell. A live platform has no such sign-in.
 *
 * @throws PublicError PLATFORM_UNREACHABLE, PERSONA_UNKNOWN, SANDBOX_SIGN_IN_FAILED
 */
export async function allowAsPersona(request: PersonaRequest): Promise<PersonaAccess> {
  const key = await ProofKey.make();
  const proven = signingFetch(key);
  const endpoints = await discover(request.url);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const pushed = await post<{ request_uri: string }>(proven, endpoints.pushed_authorization_request_endpoint, {
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    response_type: 'code',
    scope: request.scopes.join(' '),
    resource: `${request.url}/graphql`,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const query = new URLSearchParams({ client_id: request.clientId, request_uri: pushed.request_uri });
  const code = await allow(`${endpoints.authorization_endpoint}?${query.toString()}`, request, endpoints.issuer, state);
  const token = await post<{ access_token: string; scope: string }>(proven, endpoints.token_endpoint, {
    grant_type: 'authorization_code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    code,
    code_verifier: verifier,
  });
  return { accessToken: token.access_token, scope: token.scope, fetch: signingFetch(key, token.access_token) };
}

async function discover(url: string): Promise<Endpoints> {
  const answer = await fetch(`${url}/.well-known/oauth-authorization-server/oauth`).catch((cause: unknown) => {
    throw sandboxClientError('PLATFORM_UNREACHABLE', { params: { url }, cause });
  });
  return json<Endpoints>(answer);
}

/** The customer's part. @returns the code, from an answer that is for this request and from this server (RFC 9207) */
async function allow(url: string, { persona }: PersonaRequest, issuer: string, state: string): Promise<string> {
  const browser = new Browser();
  const signIn = await browser.follow(url);
  const consent = await submit(browser, signIn, [['persona', personaCalled(signIn, persona)]]);
  const back = await submit(browser, consent, [
    ['text', consent.values('text')[0] ?? ''],
    ...consent.values('scope').map((value): [string, string] => ['scope', value]),
    ...consent.values('account').map((value): [string, string] => ['account', value]),
    ['days', '90'],
    ['decision', 'allow'],
  ]);
  const answer = new URL(back.location ?? back.url).searchParams;
  const code = answer.get('code');
  if (code === null || answer.get('state') !== state || answer.get('iss') !== issuer)
    throw failed(`the sign-in did not come back with a code, but with ${answer.get('error') ?? `HTTP ${back.status}`}`);
  return code;
}

async function submit(browser: Browser, page: Page, fields: readonly [string, string][]): Promise<Page> {
  const csrf = page.values('csrf')[0];
  if (csrf === undefined) throw failed(`a page came without a form, HTTP ${page.status}`);
  const answered = await browser.post(page.action, [['csrf', csrf], ...fields]);
  if (answered.location === undefined) throw failed(`a form was not taken, HTTP ${answered.status}`);
  return browser.follow(answered.location);
}

function personaCalled(page: Page, wanted: string): string {
  const choices = page.buttons('persona');
  const found = choices.find(
    ({ value, title }) => value === wanted || title.toLowerCase().includes(wanted.toLowerCase()),
  );
  if (found !== undefined) return found.value;
  const known = choices.map(({ title }) => title).join(', ');
  throw sandboxClientError('PERSONA_UNKNOWN', { params: { persona: wanted, known } });
}

async function post<T>(proven: typeof fetch, url: string, fields: Record<string, string>): Promise<T> {
  return json<T>(await proven(url, { method: 'POST', body: new URLSearchParams(fields) }));
}

async function json<T>(response: Response): Promise<T> {
  const body = (await response.json()) as T & { error?: string; error_description?: string; scope?: string };
  const about = body.scope === undefined ? '' : ` (${body.scope})`;
  if (!response.ok)
    throw failed(`HTTP ${response.status} ${body.error ?? ''}, ${body.error_description ?? ''}${about}`);
  return body;
}

function failed(reason: string): Error {
  return sandboxClientError('SANDBOX_SIGN_IN_FAILED', { params: { reason } });
}
