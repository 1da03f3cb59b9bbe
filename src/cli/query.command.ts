import type { Command } from 'commander';
import { Refusal } from '../kernel/describe-failure.js';
import { readGivenFile } from '../kernel/given-file.js';
import { AppAccess } from './app-client/app-access.js';
import { jsonObject } from './option-values.js';
import { platformOf, platformOption } from './platform-option.js';
import { allowAsPersona } from './sandbox-client/allow-as-persona.js';

interface QueryOptions {
  url?: string;
  persona: string;
  scopes?: string[];
  variables: Record<string, unknown>;
  client?: string;
  redirectUri: string;
  key?: string;
  explain?: boolean;
}

const EVERY_READ =
  'profile:read accounts:read balances:read positions:read portfolio:read transactions:read market:read'.split(' ');
const DEMO_APP = 'example-labs-portfolio-viewer';

/** For a first look from a shell. It has no door of its own: what it does, any app can do. */
export function addQueryCommand(program: Command): void {
  program
    .command('query <document>')
    .description(
      'run a GraphQL document (or @file): in a sandbox as a persona who allows a demo app what it asks for; with --key as an app itself',
    )
    .option('--persona <name>', 'whom to sign in as, by a part of the name', 'Chen Zhiyuan')
    .option('--scopes <scope...>', 'what to ask for; left out, every read of a customer’s')
    .option('--variables <json>', 'variables of the document, as JSON', jsonObject, {})
    .addOption(platformOption())
    .option('--client <id>', `client id; left out, the sandbox’s ${DEMO_APP}`)
    .option('--redirect-uri <uri>', 'as it is registered', 'http://127.0.0.1:8787/callback')
    .option('--key <file>', 'as the app itself, without a customer: its private key, as a JWK')
    .option('--explain', 'don’t run it: tell what it would cost, field by field, and what would refuse it')
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
  const send = await (options.key === undefined ? asPersona(url, options) : asApp(url, options.key, options));
  const response = await send({
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify(options.explain ? explanationOf(query, options) : { query, variables: options.variables }),
  });
  return { status: response.status, text: JSON.stringify(await response.json(), null, 2) };
}

const EXPLAIN = `query Explain($document: String!, $variables: JSONObject) { explainCost(document: $document, variables: $variables) {
  documentHash requested nodes budget { maximum available restoreRate } obstacles { code message } fields { path times points pointsBelow } } }`;

function explanationOf(document: string, { variables }: QueryOptions) {
  return { query: EXPLAIN, variables: { document, variables } };
}

type Send = (init: RequestInit) => Promise<Response>;

async function asPersona(url: string, options: QueryOptions): Promise<Send> {
  const { client: clientId = DEMO_APP, scopes = EVERY_READ, redirectUri, persona } = options;
  const access = await allowAsPersona({ url, clientId, redirectUri, persona, scopes });
  return (init) => access.fetch(`${url}/graphql`, init);
}

async function asApp(url: string, keyFile: string, { client: clientId, scopes }: QueryOptions): Promise<Send> {
  if (clientId === undefined || scopes === undefined)
    throw new Refusal(
      'With --key also name the app (--client) and what it asks for by itself (--scopes hooks:manage).',
    );
  const access = await AppAccess.open({ url, clientId, keyFile, scopes });
  return (init) => access.fetch('/graphql', init);
}
