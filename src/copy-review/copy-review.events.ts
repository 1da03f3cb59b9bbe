import { z } from 'zod';
import { byPerson, defineEventTypes, internalType } from '../events/index.js';

export const COPY_REVIEW_EVENT_TYPES = defineEventTypes({
  'copy.decided': internalType('A person decided about words that the rules leave to one.', {
    decision: z.enum(['APPROVED', 'REJECTED']),
    by: byPerson,
  }),
});
