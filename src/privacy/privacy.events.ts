import { z } from 'zod';
import { internalType as betweenUs, byPerson as by, defineEventTypes } from '../events/index.js';

const kind = z.enum(['EXPORT', 'ERASURE']).describe('What was asked for.');

export const PRIVACY_EVENT_TYPES = defineEventTypes({
  'grant.erasure_requested': {
    version: 1,
    title:
      'A customer asked for erasure: delete what you hold under this and former consents, unless a law makes you keep it.',
    audience: 'APP',
    data: z.object({}),
  },
  'privacy.requested': betweenUs('A customer asked for a copy of their data, or for its erasure.', { kind }),
  'privacy.cancelled': betweenUs('A customer took the request back.', {}),
  'privacy.approved': betweenUs('The request was approved.', { kind, by }),
  'privacy.refused': betweenUs('The request was refused, with a reason that the customer reads.', { kind, by }),
  'privacy.fulfilled': betweenUs('The request was carried out.', { kind }),
  'privacy.unmasked': betweenUs(
    'A person of the brokerage saw the customer unmasked, for a reason that the customer reads.',
    {
      by,
      minutes: z.int().min(1).describe('For how long.'),
    },
  ),
});
