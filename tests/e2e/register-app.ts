import type { webcrypto } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK } from 'jose';
import * as client from 'openid-client';
import { DEMO_CONSOLE_KEY } from '../../sandbox/index.js';
import { ProofKey } from '../../src/cli/sandbox-client/proof-key.js';
import { signingFetch } from '../../src/cli/sandbox-client/signing-fetch.js';
import { discover } from '../support/oauth-journey.js';
import { temporaryDirectory } from '../support/run-openfolio.js';
import type { RunningPlatform } from '../support/running-platform.js';
import { GraphQLClient } from './graphql-client.js';
import { must } from './steps.js';

/** An app as its developer holds it. */
export interface OwnApp {
  readonly clientId: string;
  /** Left out for a public client of the sandbox. */
  readonly clientKey?: webcrypto.CryptoKey;
  readonly redirectUri: string;
}

export const REDIRECT_URI = 'http://127.0.0.1:8787/callback';

export const APP_SCOPES = [
  'profile:read',
  'accounts:read',
  'balances:read',
  'positions:read',
  'portfolio:read',
  'transactions:read',
  'market:read',
];

/** By the command line, as the operator: keys from a file, approved at once. */
export async function registerByCommand(operator: RunningPlatform['operator'], publisher: string): Promise<OwnApp> {
  const keys = await clientKeys();
  const directory = await temporaryDirectory();
  try {
    const file = join(directory.path, 'keys.json');
    await writeFile(file, keys.jwks);
    const ours = ['--publisher', publisher, '--publisher-name', 'Tour Works', '--domain', 'tour.example'];
    const names = ['--name-en', 'Tour App', '--name-zh', '导览应用', '--redirect-uri', REDIRECT_URI];
    const rights = ['--jwks', file, '--approve', '--scope', ...APP_SCOPES];
    const { code, stdout, stderr } = await operator('apps', 'register', ...ours, ...names, ...rights);
    must(code === 0, `openfolio apps register ended with ${code}: ${stderr}`);
    return { clientId: stdout.trim(), clientKey: keys.privateKey, redirectUri: REDIRECT_URI };
  } finally {
    await directory.remove();
  }
}

const REGISTER = `mutation Register($input: RegisterAppInput!) {
  registerApp(input: $input) { clientId app { status scopes } userErrors { field code message } }
}`;

export interface Registration {
  readonly clientId: string | null;
  readonly app: { status: string; scopes: string[] } | null;
  readonly userErrors: readonly { field: string[]; code: string; message: string }[];
}

/** By the API, as a publisher: its console acts on its own, under client credentials. */
export class PublisherConsole {
  readonly #graphql: GraphQLClient;

  private constructor(graphql: GraphQLClient) {
    this.#graphql = graphql;
  }

  /** The console of the sandbox's demo publisher, whose key is published with the sandbox. */
  static async signIn(publicUrl: string): Promise<PublisherConsole> {
    const clientKey = await importJWK({ ...DEMO_CONSOLE_KEY }, 'ES256');
    const config = await discover({ publicUrl, clientId: 'example-labs-console', clientKey });
    const keyPair = await client.randomDPoPKeyPair('ES256');
    const tokens = await client.clientCredentialsGrant(
      config,
      { scope: 'apps:manage market:read', resource: `${publicUrl}/graphql` },
      { DPoP: client.getDPoPHandle(config, keyPair) },
    );
    const signed = signingFetch(await ProofKey.of(keyPair), tokens.access_token);
    return new PublisherConsole(new GraphQLClient(`${publicUrl}/graphql`, signed));
  }

  async register(nameEn: string, change: Record<string, unknown> = {}): Promise<[Registration, OwnApp]> {
    const keys = await clientKeys();
    const input = {
      nameEn,
      nameZh: '导览应用',
      clientType: 'CONFIDENTIAL',
      redirectUris: [REDIRECT_URI],
      jwks: keys.jwks,
      scopes: APP_SCOPES,
      purposes: [{ scope: 'portfolio:read', en: 'Shows how your money did', zh: '显示资产表现' }],
      ...change,
    };
    const { registerApp } = await this.#graphql.data<{ registerApp: Registration }>(REGISTER, { input });
    const app = { clientId: registerApp.clientId ?? '', clientKey: keys.privateKey, redirectUri: REDIRECT_URI };
    return [registerApp, app];
  }
}

async function clientKeys(): Promise<{ privateKey: webcrypto.CryptoKey; jwks: string }> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { privateKey, jwks: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'tour-1' }] }) };
}
