import { z } from 'zod';
import { defineEventTypes, type EventType } from '../events/index.js';

/** Of the platform alone: neither an app nor the customer is told, because an inquiry may have to be kept from the one it is about. */
const internal = (title: string, facts: z.ZodRawShape): EventType => ({
  version: 1,
  title,
  audience: 'INTERNAL',
  data: z.object(facts),
});
const by = z.string().describe('Internal id of the person, or account and machine of an operator.');

export const RECORD_EXPORT_EVENT_TYPES = defineEventTypes({
  'records.export_requested': internal('Records were asked for, to be handed to a regulator.', {
    by,
    door: z.enum(['DESK', 'COMMAND_LINE']).describe('By which door.'),
    subject: z.enum(['ALL', 'CUSTOMER', 'APP']).describe('Whose records.'),
    from: z.iso.datetime().describe('Begin of the period.'),
    to: z.iso.datetime().describe('End of the period.'),
    reason: z.string().describe('Why.'),
  }),
  'records.export_approved': internal('Another person agreed; the archive is written.', { by }),
  'records.export_refused': internal('Another person refused; nothing is written.', { by }),
  'records.export_completed': internal('The archive is whole.', {}),
});
