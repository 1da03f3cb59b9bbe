import type { Command } from 'commander';
import { readGivenFile } from '../kernel/given-file.js';
import { jsonObject } from './option-values.js';
import { platformOf, platformOption } from './platform-option.js';
import { allowAsPersona } from './sandbox-client/allow-as-persona.js';

interface QueryOptions {
  url?: string;
  persona: string;
  scopes: string[];
  variables: Record<string, unknown>;
  client: string;
  redirectUri: string;
}

const EVERY_READ =
  'profile:read accounts:read balances:read positions:read portfolio:read transactions:read market:read'.split(' ');

/** For a first look from a shell. It has no door of its own: what it does, any app can do. */
export function addQueryCommand(program: Command): void {
  program
    .command('query <document>')
    .description('sandbox: sign in as a persona, allow a demo app what it asks for, and run a GraphQL document')
    .option('--persona <name>', 'whom to sign in as, by a part of the name', 'Chen Zhiyuan')
    .option('--scopes <scope...>', 'what to ask for', EVERY_READ)
    .option('--variables <json>', 'variables of the document, as JSON', jsonObject, {})
    .addOption(platformOption())
    .option('--client <id>', 'public client of the sandbox', 'example-labs-portfolio-viewer')
    .option('--redirect-uri <uri>', 'as it is registered', 'http://127.0.0.1:8787/callback')
    .action(async (document: string, options: QueryOptions) => {
      const { status, text } = await runQuery(document, options);
      process.stdout.write(`${text}\n`);
      if (status !== 200) process.exitCode = 1;
    });
}

/** @param document its text, or `@file` */
async function runQuery(document: string, options: QueryOptions): Promise<{ status: number; text: string }> {
  const url = platformOf(options);
  const query = document.startsWith('@') ? (await readGivenFile(document.slice(1))).toString('utf8') : document;
  const access = await allowAsPersona({
    url,
    clientId: options.client,
    redirectUri: options.redirectUri,
    persona: options.persona,
    scopes: options.scopes,
  });
  const response = await access.fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables: options.variables }),
  });
  return { status: response.status, text: JSON.stringify(await response.json(), null, 2) };
}
