import { z } from 'zod';
import { byPerson, defineEventTypes, internalType } from '../events/index.js';

const version = z.object({
  plugin: z.string().describe('`@publisher/name`.'),
  version: z.string().describe('Semantic version.'),
});

const kid = z.string().describe('Thumbprint of the key (RFC 7638).');
const publisherId = z.uuid().describe('Internal id of the publisher.');

/** What becomes of a version is told to the app that submitted it; customers are counted there, never named. */
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
  'plugin.proposal_decided': {
    version: 1,
    title: 'The customer confirmed or declined what a plugin proposed.',
    audience: 'CONSENT',
    scope: 'plugins:run',
    data: z.object({ decision: z.enum(['CONFIRMED', 'DECLINED']) }),
  },
  'plugin.rated': internalType('A customer rated a plugin.', { stars: z.int().min(1).max(5) }),
  'plugin.reviewed': internalType('A reviewer gave their word on a version.', {
    decision: z.enum(['APPROVE', 'REJECT']),
    by: byPerson,
  }),
  'plugin.key_registered': internalType('A publisher registered a key.', { kid, publisherId }),
  'plugin.key_revoked': internalType('A publisher revoked a key.', { kid, publisherId }),
  'plugin.charges_taken_back': internalType('Charges for runs of a version were taken back.', {
    charges: z.int().describe('How many.'),
  }),
  'plugin.extension_chosen': internalType('A version was given a place in the platform’s own work.', {
    target: z.enum(['ticket.respond', 'campaign.content']),
    by: byPerson,
  }),
});
