import type { Command } from 'commander';
import { platformOf, platformOption } from '../platform-option.js';
import { AppAccess } from './app-access.js';

export interface AppOptions {
  readonly url?: string;
  readonly client: string;
  readonly key: string;
}

export function withAppOptions(command: Command): Command {
  return command
    .requiredOption('--client <id>', 'client id of the app')
    .requiredOption('--key <file>', 'its private key, as a JWK')
    .addOption(platformOption());
}

export function openAccess({ url, client, key }: AppOptions, scopes: readonly string[]): Promise<AppAccess> {
  return AppAccess.open({ url: platformOf({ url }), clientId: client, keyFile: key, scopes });
}
