import { z } from 'zod';
import { byPerson, defineEventTypes, type EventType, internalType } from '../events/index.js';
import { MESSAGE_CHOICES } from './choose/choose-messages.js';
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

const answerJudged: EventType = {
  version: 1,
  title: 'What may become of words that the app added to a message has changed.',
  audience: 'APP',
  data: z.object({
    kind: z.enum(['CONTENT', 'BENEFIT']),
    status: z.enum(['ACCEPTED', 'WAITING', 'REFUSED']).describe('Show the words only while they are ACCEPTED.'),
    by: z.enum(['STAFF', 'RULES']).describe('A person decided, or new rules did.'),
    reason: z.string(),
    textHash: z.string().describe('sha256 of the words that it is about.'),
    ruleSet: z.string().describe('Version of the rules that they were judged by.'),
  }),
};

export const CAMPAIGN_EVENT_TYPES = defineEventTypes({
  [TOPICS.CARE.eventType]: message('A message of care for a customer.', TOPICS.CARE.scope),
  [TOPICS.EDUCATION.eventType]: message('Investor education for a customer.', TOPICS.EDUCATION.scope),
  [TOPICS.BENEFIT.eventType]: message('A benefit for a customer.', TOPICS.BENEFIT.scope),
  [TOPICS.SERVICE.eventType]: message('A service message for a customer.', TOPICS.SERVICE.scope),
  'campaign.answer_judged': answerJudged,
  'campaign.changed': internalType('A campaign was written, approved, released, halted or ended.', {
    act: z.string().describe('What was done, e.g. `approve`.'),
    from: z.string().describe('State before.'),
    to: z.string().describe('State after.'),
    by: byPerson,
  }),
  'customer.messages_chosen': internalType('A customer chose which messages to receive.', {
    messages: z.enum(MESSAGE_CHOICES),
  }),
});
