import { z } from 'zod';
import { defineEventTypes } from '../events/index.js';

/**
 * What apps are told. Events of the customer alone (`privacy.requested`, `.approved`, `.refused`, `.cancelled`, `.fulfilled`,
 * `.unmasked`) stand in no table and so reach no app.
 */
export const PRIVACY_EVENT_TYPES = defineEventTypes({
  'grant.erasure_requested': {
    version: 1,
    title:
      'A customer asked for erasure: delete what you hold under this and former consents, unless a law makes you keep it.',
    audience: 'APP',
    data: z.object({}),
  },
});
