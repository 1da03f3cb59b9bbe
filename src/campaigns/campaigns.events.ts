import { z } from 'zod';
import { defineEventTypes, type EventType } from '../events/index.js';
import { TOPICS } from './topics.js';

const message = (title: string, scope: string): EventType => ({
  version: 1,
  title,
  audience: 'CONSENT',
  scope,
  data: z.object({
    campaign: z.string().describe('Name of the campaign.'),
    topic: z.enum(['CARE', 'EDUCATION', 'BENEFIT', 'SERVICE']),
    variant: z.string().describe('A, B …: which words this customer gets.'),
    text: z.string().describe('The words, checked and approved; pass them on unchanged.'),
    textHash: z.string().describe('sha256 of the words.'),
    occasion: z.record(z.string(), z.unknown()).describe('What brought it about, e.g. the index and its change.'),
    day: z.iso.date().describe('Day of the occasion.'),
  }),
});

export const CAMPAIGN_EVENT_TYPES = defineEventTypes({
  [TOPICS.CARE.eventType]: message('A message of care for a customer.', TOPICS.CARE.scope),
  [TOPICS.EDUCATION.eventType]: message('Investor education for a customer.', TOPICS.EDUCATION.scope),
  [TOPICS.BENEFIT.eventType]: message('A benefit for a customer.', TOPICS.BENEFIT.scope),
  [TOPICS.SERVICE.eventType]: message('A service message for a customer.', TOPICS.SERVICE.scope),
});
