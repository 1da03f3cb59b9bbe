import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { operationRefused } from './app-client/app-access.js';
import { type AppOptions, openAccess, withAppOptions } from './app-client/app-options.js';
import { instantText, jsonObject, webUrl } from './option-values.js';

interface TriggerOptions {
  customer?: string;
  account?: string;
  client?: string;
  data?: Record<string, unknown>;
}

interface ReplayOptions extends AppOptions {
  delivery?: string;
  hook?: string;
  from?: string;
  to?: string;
  all?: boolean;
}

const REPLAY = `mutation Replay($input: ReplayDeliveriesInput!) {
  replayDeliveries(input: $input) { replayed userErrors { message } }
}`;

/** `openfolio hooks listen|trigger|replay`: what a developer needs at hand while a receiver is being written. */
export function addHooksCommand(program: Command): void {
  const hooks = program.command('hooks').description('try, receive and repeat events of an app');
  withAppOptions(hooks.command('listen').description('bring an app’s events to a local receiver, signed; misses none'))
    .requiredOption('--forward-to <url>', 'local receiver, e.g. http://localhost:3000/hook', webUrl)
    .action(async (options: AppOptions & { forwardTo: string }) => {
      const { listenAndForward } = await import('./listen-and-forward.js'); // `--help` loads no platform
      const access = await openAccess(options, ['events:read']);
      await listenAndForward(access, { ...options, write: (text) => void process.stdout.write(text) });
    });
  hooks
    .command('trigger <event>')
    .description('sandbox: write an event of this type, without what it tells of')
    .option('--customer <id>', 'customer’s id or external reference')
    .option('--account <ref>', 'account’s id or external reference')
    .option('--client <id>', 'client id, for events that are an app’s own affair')
    .option('--data <json>', 'the facts; without it samples that fit the type', jsonObject)
    .action(trigger);
  withAppOptions(hooks.command('replay').description('send deliveries again, under the same webhook-id'))
    .option('--delivery <id>', 'one delivery, by its webhook-id')
    .option('--hook <id>', 'all of this hook in a span')
    .option('--from <instant>', 'RFC 3339', instantText, '1970-01-01T00:00:00Z')
    .option('--to <instant>', 'RFC 3339', instantText, '9999-01-01T00:00:00Z')
    .option('--all', 'also what arrived')
    .action(replay);
}

async function trigger(type: string, options: TriggerOptions): Promise<void> {
  const { composeTools } = await import('../compose.js');
  const tools = await composeTools(await loadConfig(process.env));
  try {
    const id = await tools.triggerEvent({ type, ...options });
    process.stdout.write(`${id}\n`);
  } finally {
    await tools.close();
  }
}

async function replay({ delivery, hook, from, to, all, ...app }: ReplayOptions): Promise<void> {
  const access = await openAccess(app, ['hooks:manage']);
  const input = delivery === undefined ? { hookId: hook, from, to, onlyUndelivered: !all } : { deliveryId: delivery };
  const { replayDeliveries } = await access.graphql<{
    replayDeliveries: { replayed: number | null; userErrors: readonly { message: string }[] };
  }>(REPLAY, { input });
  const [error] = replayDeliveries.userErrors;
  if (error) throw operationRefused(error.message);
  process.stdout.write(`${replayDeliveries.replayed} sent again\n`);
}
