import { z } from 'zod';
import { byPerson, defineEventTypes, internalType } from '../events/index.js';

const level = z.enum(['L1', 'L2', 'L3']).describe('L1: how-to. L2: rules of trading. L3: advice.');
const ofTicket = (title: string, data: z.ZodObject) =>
  ({ version: 1, title, audience: 'CONSENT', scope: 'tickets:read', data }) as const;
const promised = { level, promisedAt: z.iso.datetime({ offset: true }).describe('When the answer is promised for.') };

/** For the brokerage’s own work. */
export const SERVICE_NPS_LOW = 'service.nps_low';

/** Told to the app through which the ticket was opened. What was written is no part of an event: it is read from the ticket. */
export const TICKET_EVENT_TYPES = defineEventTypes({
  'ticket.opened': ofTicket('A customer asked.', z.object({ ...promised, topic: z.string(), kind: z.string() })),
  'ticket.message_added': ofTicket(
    'Somebody wrote in a ticket.',
    z.object({ author: z.enum(['CUSTOMER', 'APP', 'ASSISTANT', 'STAFF']), status: z.string() }),
  ),
  'ticket.level_changed': ofTicket(
    'A ticket was handed to another level.',
    z.object({ from: level, to: level, promisedAt: z.iso.datetime({ offset: true }) }),
  ),
  'ticket.sla_warning': ofTicket('The promised time is near.', z.object(promised)),
  'ticket.breached': ofTicket('The promised time has passed without what was promised.', z.object(promised)),
  'ticket.solved': ofTicket('A ticket was solved.', z.object({ by: z.string() })),
  'ticket.closed': ofTicket('A ticket was closed.', z.object({ by: z.string() })),
  'ticket.reopened': ofTicket('A ticket was opened again.', z.object({ ...promised, by: z.string() })),
  'ticket.rated': ofTicket('A customer rated how a ticket was dealt with.', z.object({ satisfaction: z.int() })),
  'ticket.complaint': ofTicket(
    'A customer complained.',
    z.object({ about: z.enum(['CAMPAIGN', 'PLUGIN_RUN', 'SERVICE']).describe('What it is about.') }),
  ),
  [SERVICE_NPS_LOW]: internalType('Customers recommend the brokerage too rarely.', {
    nps: z.number().min(-100).max(100).describe('Net promoter score over the span.'),
    answers: z.int().describe('From how many answers.'),
    days: z.int().describe('Span, in days.'),
    floor: z.int().describe('Below this the event is written.'),
  }),
  'ticket.assigned': internalType('A ticket was taken, or given to a colleague.', {
    to: z.uuid().describe('Internal id of the person who has it now.'),
    by: byPerson,
  }),
  'ticket.agent_changed': internalType('Who of the staff answers what was said anew.', {
    agent: z.uuid().describe('Internal id of the person.'),
    levels: z.array(z.string()),
    available: z.boolean(),
  }),
  'ticket.manager_changed': internalType('A customer was given a manager of their own, or lost it.', {
    manager: z.uuid().nullable().describe('Internal id of the person.'),
  }),
});
