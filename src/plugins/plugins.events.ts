import { z } from 'zod';
import { defineEventTypes } from '../events/index.js';

const version = z.object({
  plugin: z.string().describe('`@publisher/name`.'),
  version: z.string().describe('Semantic version.'),
});

/** Told to the app that submitted the version. Customers are counted in them, never named. */
export const PLUGIN_EVENT_TYPES = defineEventTypes({
  'plugin.release_changed': {
    version: 1,
    title: 'A version of a plugin was checked, reviewed, staged, listed, stopped or withdrawn.',
    audience: 'APP',
    data: version.extend({
      from: z.string().nullable().describe('Former status; null at submission.'),
      to: z.string().describe('Status now.'),
      percent: z.int().nullable().describe('Per cent of customers that a staged version is offered to.'),
      reason: z.string(),
    }),
  },
  'plugin.installed': {
    version: 1,
    title: 'The customer installed a plugin, or agreed to an update of it.',
    audience: 'CONSENT',
    scope: 'plugins:run',
    data: version.extend({ replaces: z.boolean().describe('True for an update.') }),
  },
  'plugin.uninstalled': {
    version: 1,
    title: 'The customer removed a plugin; what it proposed and was not confirmed is closed.',
    audience: 'CONSENT',
    scope: 'plugins:run',
    data: z.object({ plugin: z.string().describe('`@publisher/name`.') }),
  },
});
