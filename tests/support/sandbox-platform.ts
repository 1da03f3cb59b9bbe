import { allowAsPersona, type PersonaAccess } from '../../src/cli/sandbox-client/allow-as-persona.js';
import { type RunningPlatform, startPlatform } from './running-platform.js';
import { createSandboxDatabase } from './template-database.js';

export const VIEWER_SCOPES =
  'profile:read accounts:read balances:read positions:read portfolio:read transactions:read market:read'.split(' ');

export const VIEWER_APP = {
  clientId: 'example-labs-portfolio-viewer',
  redirectUri: 'http://127.0.0.1:8787/callback',
} as const;

/** A platform process in sandbox mode on a database of its own, and customers who allow its demo app everything. */
export class SandboxPlatform {
  readonly #platform: RunningPlatform;
  readonly #drop: () => Promise<void>;
  readonly databaseUrl: string;

  private constructor(platform: RunningPlatform, databaseUrl: string, drop: () => Promise<void>) {
    this.#platform = platform;
    this.databaseUrl = databaseUrl;
    this.#drop = drop;
  }

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<SandboxPlatform> {
    const database = await createSandboxDatabase();
    try {
      const platform = await startPlatform({ DATABASE_URL: database.url, ...environment });
      return new SandboxPlatform(platform, database.url, () => database.drop());
    } catch (error) {
      await database.drop();
      throw error;
    }
  }

  get url(): string {
    return this.#platform.url;
  }

  /** All that the process wrote so far. */
  output(): string {
    return this.#platform.output();
  }

  get graphqlUrl(): string {
    return `${this.#platform.url}/graphql`;
  }

  allow(persona = 'Chen Zhiyuan', scopes: readonly string[] = VIEWER_SCOPES): Promise<PersonaAccess> {
    return allowAsPersona({ url: this.url, ...VIEWER_APP, persona, scopes });
  }

  async stop(): Promise<void> {
    await this.#platform.stop();
    await this.#drop();
  }
}
