import type { Command } from 'commander';
import { AppAccess } from './app-access.js';

export interface AppOptions {
  readonly url: string;
  readonly client: string;
  readonly key: string;
}

export function withAppOptions(command: Command): Command {
  return command
    .requiredOption('--client <id>', 'client id of the app')
    .requiredOption('--key <file>', 'its private key, as a JWK')
    .option('--url <origin>', 'the platform', process.env['OPENFOLIO_URL'] ?? 'http://localhost:4000');
}

export function openAccess({ url, client, key }: AppOptions, scopes: readonly string[]): Promise<AppAccess> {
  return AppAccess.open({ url: url.replace(/\/$/, ''), clientId: client, keyFile: key, scopes });
}
