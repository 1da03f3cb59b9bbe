import { z } from 'zod';
import { byPerson, defineEventTypes, internalType } from '../events/index.js';

/** A freeze itself, and its end, are the app's own affair: `app.status_changed`. */
export const KILL_SWITCH_EVENT_TYPES = defineEventTypes({
  'app.freeze_proposed': internalType('Somebody wants an app frozen.', {
    by: byPerson,
    caseId: z.uuid().optional().describe('Internal id of the case that led to it; absent when none did.'),
  }),
  'app.freeze_closing_proposed': internalType('Somebody wants the freeze of an app to end.', { by: byPerson }),
});
