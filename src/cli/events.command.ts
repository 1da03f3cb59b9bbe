import type { Command } from 'commander';
import { type AppOptions, openAccess, withAppOptions } from './app-client/app-options.js';
import { followEvents } from './app-client/follow-events.js';

/** `openfolio events tail`: an app's feed as it grows, one JSON line per event. */
export function addEventsCommand(program: Command): void {
  const events = program.command('events').description('an app’s feed of events');
  withAppOptions(events.command('tail').description('print events as they come, one JSON line each; ends with Ctrl-C'))
    .option('--after <cursor>', 'begin behind this event; otherwise behind what the app acknowledged')
    .action(async (options: AppOptions & { after?: string }) => {
      const access = await openAccess(options, ['events:read']);
      for await (const event of followEvents(access, options.after === undefined ? {} : { after: options.after }))
        process.stdout.write(`${JSON.stringify(event)}\n`);
    });
}
