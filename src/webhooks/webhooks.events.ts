import { z } from 'zod';
import { defineEventTypes } from '../events/index.js';

const ofHook = (title: string, data: z.ZodObject) => ({ version: 1, title, audience: 'APP', data }) as const;
const named = { url: z.string(), description: z.string() };

/** Told to the owner at every door, so also where the hook itself no longer works. */
export const WEBHOOK_EVENT_TYPES = defineEventTypes({
  'hook.registered': ofHook('A hook was registered.', z.object({ ...named, events: z.array(z.string()) })),
  'hook.updated': ofHook('A hook was changed.', z.object({ ...named, changed: z.array(z.string()) })),
  'hook.paused': ofHook(
    'A hook stands still; its deliveries wait.',
    z.object({
      ...named,
      reason: z
        .enum(['OWNER', 'EXHAUSTED', 'GONE', 'FROZEN'])
        .describe('By its owner; after the last try; it answered 410; or the app was frozen.'),
    }),
  ),
  'hook.resumed': ofHook('A paused hook sends again.', z.object(named)),
  'hook.secret_rotated': ofHook(
    'A hook has new secrets; the former ones sign along for a while.',
    z.object({ ...named, formerUntil: z.iso.datetime({ offset: true }) }),
  ),
  'hook.deleted': ofHook('A hook was deleted by its owner.', z.object(named)),
});
