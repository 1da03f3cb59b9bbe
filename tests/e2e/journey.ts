import * as client from 'openid-client';
import type { RunningPlatform } from '../support/running-platform.js';
import { type Connection, connect } from './connect.js';
import { endAccess } from './end-access.js';
import { readMarket, readOverview, readPortfolio, readPositions, readTransactions } from './read-data.js';
import { APP_SCOPES, type OwnApp, PublisherConsole, REDIRECT_URI, registerByCommand } from './register-app.js';
import { must, Steps } from './steps.js';
import { tryStolenToken } from './try-attacks.js';

export interface JourneyPlatform {
  readonly url: string;
  /** Of a platform that we run ourselves; elsewhere apps are approved by somebody else. */
  readonly operator?: RunningPlatform['operator'] | undefined;
}

const PERSONA = 'Chen Zhiyuan';
const OTHER_PERSONA = 'Xu Jia';

/**
 * What a third-party developer lives through, by public doors only: HTTP, the customer's pages, the command line.
 *
 * @param write one line of the story at a time
 * @returns how many steps were taken
 * @throws Error that names the step that was not as promised
 */
export async function developerJourney(platform: JourneyPlatform, write: (line: string) => void): Promise<number> {
  const steps = new Steps(write);
  await steps.step('Discover the platform', () => discoverPlatform(platform, steps));
  const app = await steps.step('Register an app', () => registerApp(platform, steps));
  const first = await steps.step(`${PERSONA} signs in and allows a part of what the app asks for`, () =>
    firstConsent(platform, app, steps),
  );
  await readWhatIsAllowed(first, steps);
  await steps.step('Ask for what was not allowed', () => askTooMuch(first, steps));
  const wide = await steps.step('Ask the customer again, for one scope more', () => widen(first, steps));
  await steps.step('Read transactions and their charges', () => readTransactions(wide.graphql, steps));
  await steps.step('Try to read another customer', () => readOther(wide, steps));
  await steps.step('Try what a thief of the token would try', () => steal(wide, steps));
  await steps.step('The customer ends the access on the page of connected apps', () => revoke(wide, steps));
  await steps.step('Try to get a new token with the refresh token', () => refreshAfterwards(wide, steps));
  return steps.count;
}

interface ResourceMetadata {
  readonly resource: string;
  readonly scopes_supported: readonly string[];
  readonly dpop_bound_access_tokens_required: boolean;
}

interface ServerMetadata {
  readonly issuer: string;
  readonly require_pushed_authorization_requests: boolean;
  readonly code_challenge_methods_supported: readonly string[];
}

async function discoverPlatform({ url }: JourneyPlatform, steps: Steps): Promise<void> {
  const resource = await json<ResourceMetadata>(`${url}/.well-known/oauth-protected-resource/graphql`);
  const server = await json<ServerMetadata>(`${url}/.well-known/oauth-authorization-server/oauth`);
  steps.say(`resource ${resource.resource}, tokens from ${server.issuer}`);
  steps.say(`scopes ${resource.scopes_supported.join(' ')}`);
  must(server.require_pushed_authorization_requests, 'pushed requests are required');
  must(server.code_challenge_methods_supported.join() === 'S256', 'PKCE is S256 only');
  must(resource.dpop_bound_access_tokens_required, 'tokens are bound to a key');
}

async function json<T>(url: string): Promise<T> {
  const response = await fetch(url);
  must(response.ok, `${url} answers 200, was ${response.status}`);
  return (await response.json()) as T;
}

/** Where nobody approves for us, the journey goes on with the sandbox's own app. */
async function registerApp({ url, operator }: JourneyPlatform, steps: Steps): Promise<OwnApp> {
  const console = await PublisherConsole.signIn(url);
  const [refused] = await console.register('Tour App', { redirectUris: ['https://*.example/callback'] });
  must(refused.clientId === null, 'a wildcard redirect is refused');
  steps.say(`a wildcard redirect: ${refused.userErrors.map(({ code }) => code).join()}`);
  const [registered, app] = await console.register('Tour App');
  must(registered.app?.status === 'PENDING', `it waits for review: ${JSON.stringify(registered)}`);
  steps.say(`registered by the mutation registerApp: ${registered.clientId}, ${registered.app.status}`);
  if (!operator) return { clientId: 'example-labs-portfolio-viewer', redirectUri: REDIRECT_URI };
  const approved = await operator('apps', 'approve', app.clientId);
  must(approved.code === 0, `openfolio apps approve: ${approved.stderr}`);
  steps.say('approved by the operator: openfolio apps approve');
  const own = await registerByCommand(operator, 'tour-works');
  steps.say(
    `registered by openfolio apps register --approve: ${own.clientId}; its requests are signed (private_key_jwt)`,
  );
  return own;
}

async function firstConsent({ url }: JourneyPlatform, app: OwnApp, steps: Steps): Promise<Connection> {
  const connection = await connect({
    publicUrl: url,
    app,
    persona: PERSONA,
    asked: APP_SCOPES,
    ticks: { scopes: APP_SCOPES.filter((scope) => scope !== 'transactions:read'), accounts: 2 },
  });
  const { offered, chosen, tokens } = connection;
  steps.say(`the page offers ${offered.scopes.length} scopes and ${offered.accounts.length} accounts`);
  steps.say(`allowed for 90 days: ${chosen.scopes.join(' ')}, ${chosen.accounts.length} accounts`);
  must(!tokens.scope?.split(' ').includes('transactions:read'), 'what was not ticked is not granted');
  must(tokens.token_type === 'dpop' && tokens.refresh_token, 'a DPoP-bound token and a refresh token came');
  steps.say(`token for ${tokens.expires_in} s with ${tokens.scope}`);
  return connection;
}

async function readWhatIsAllowed({ graphql, chosen }: Connection, steps: Steps): Promise<void> {
  const overview = await steps.step('Read who the customer is, the accounts and the cash', () =>
    readOverview(graphql, steps),
  );
  must(overview.accounts.edges.length === chosen.accounts.length, 'only the accounts that were ticked are there');
  const accountId = overview.accounts.edges[0]?.node.id ?? '';
  const [held] = await steps.step('Read positions with their lots', () => readPositions(graphql, accountId, steps));
  must(held, 'something is held');
  await steps.step('Read what the portfolio did', () => readPortfolio(graphql, steps));
  await steps.step('Read a quote and past prices', () => readMarket(graphql, held, steps));
  await steps.step('Fetch a position again by its id alone', async () => {
    const { node } = await graphql.data<{ node: { id: string } | null }>(NODE, { id: held.id });
    must(node?.id === held.id, 'node(id:) finds it');
    steps.say(`${held.id} is there`);
  });
}

const NODE = 'query Node($id: ID!) { node(id: $id) { __typename id } }';

async function askTooMuch({ graphql }: Connection, steps: Steps): Promise<void> {
  const { status, errors, data } = await graphql.ask('{ transactions(first: 1) { edges { node { id } } } }');
  const refusal = errors[0]?.extensions;
  must(refusal?.code === 'MISSING_SCOPE' && data === null, `MISSING_SCOPE, was ${JSON.stringify(errors)}`);
  must(refusal.consentUrl, 'the refusal says where consent can be given');
  steps.say(`HTTP ${status} ${refusal.code} ${JSON.stringify(refusal.missingScopes)}, see ${refusal.consentUrl}`);
}

async function widen({ wish, browser, graphql }: Connection, steps: Steps): Promise<Connection> {
  const { errors } = await graphql.ask('{ viewer { id } }');
  must(errors.length === 0, 'what was allowed before goes on until the customer answers');
  const wide = await connect({ ...wish, browser, ticks: { accounts: 2 } });
  must(wide.tokens.scope?.includes('transactions:read'), 'the new token has the scope');
  steps.say(`now allowed: ${wide.tokens.scope}`);
  return wide;
}

async function readOther({ wish, graphql }: Connection, steps: Steps): Promise<void> {
  const other = await connect({ ...wish, persona: OTHER_PERSONA, browser: undefined, ticks: {} });
  const { viewer, accounts } = await other.graphql.data<{ viewer: { id: string }; accounts: Accounts }>(
    '{ viewer { id } accounts(first: 10) { edges { node { id } } } }',
  );
  const accountIds = accounts.edges.map(({ node }) => node.id);
  for (const id of [viewer.id, ...accountIds]) {
    const { node } = await graphql.data<{ node: unknown }>(NODE, { id });
    must(node === null, `node(id: ${id}) of ${OTHER_PERSONA} is null`);
  }
  for (const id of accountIds) {
    const { account } = await graphql.data<{ account: unknown }>('query Other($id: ID!) { account(id: $id) { id } }', {
      id,
    });
    must(account === null, `account(id: ${id}) of ${OTHER_PERSONA} is null`);
  }
  steps.say(
    `${accountIds.length + 1} ids of ${OTHER_PERSONA}, who uses the same app: null, like an id that does not exist`,
  );
}

type Accounts = { edges: { node: { id: string } }[] };

async function steal(connection: Connection, steps: Steps): Promise<void> {
  for (const [attempt, code] of await tryStolenToken(connection)) steps.say(`${attempt}: ${code}`);
}

async function revoke(connection: Connection, steps: Steps): Promise<void> {
  const { milliseconds, requestsMeanwhile, code } = await endAccess(connection);
  steps.say(
    `refused with 401 ${code} ${milliseconds.toFixed(1)} ms after the click, ${requestsMeanwhile} answers between`,
  );
}

async function refreshAfterwards({ config, tokens, dpop }: Connection, steps: Steps): Promise<void> {
  const refused = await client
    .refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP: dpop })
    .then(() => undefined)
    .catch((error: unknown) => error);
  must(refused instanceof client.ResponseBodyError, `the refresh was refused, was ${String(refused)}`);
  steps.say(`HTTP ${refused.status} ${refused.error}`);
}
