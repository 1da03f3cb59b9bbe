import { z } from 'zod';
import { defineEventTypes } from '../events/index.js';

const tier = () => z.enum(['HIGH_NET_WORTH', 'POTENTIAL', 'MASS', 'DORMANT']);

export const PROFILE_EVENT_TYPES = defineEventTypes({
  'customer.tier_changed': {
    version: 1,
    title: 'A customer’s service tier changed.',
    audience: 'CONSENT',
    scope: 'profile:read',
    data: z.object({
      from: tier(),
      to: tier(),
      averageAum: z.string().nullable().describe('Average assets that decided; null when staying away did.'),
      currency: z.string(),
      days: z.int().describe('Valued days that the average is over, at most 20.'),
      effectiveOn: z.iso.date(),
      reason: z.enum(['AVERAGE_AUM', 'NO_LOGIN']),
    }),
  },
});
