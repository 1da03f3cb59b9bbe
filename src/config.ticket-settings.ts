import { z } from 'zod';
import { silencePolicies, url } from './config.readers.js';
import { setting } from './config.setting.js';

/** Settings of service tickets; part of the table in `config.settings.ts`. */
export const TICKET_SETTINGS = {
  OPENFOLIO_TICKET_BUCKET: setting({
    default: undefined,
    read: z.optional(url('https:', 'http:')),
    meaning:
      'S3-compatible bucket for attachments of tickets, as https://KEY:SECRET@host/bucket?region=REGION (percent-encode signs in the secret). Unset: the database holds them.',
    refuse: (value) =>
      value === undefined || value.startsWith('https:')
        ? undefined
        : 'must be https, because customers’ files go there',
    secret: true,
  }),
  OPENFOLIO_CLAMD_URL: setting({
    default: undefined,
    read: z.optional(
      z.string().regex(/^(tcp:\/\/[\w.-]+(:\d{1,5})?|unix:\/\S+)$/, 'must be tcp://host:port or unix:/path'),
    ),
    meaning:
      'ClamAV daemon that looks into every attachment before it is kept: tcp://host:3310 or unix:/run/clamav/clamd.ctl. While it is away, nothing can be attached. Unset: no file is scanned for viruses.',
  }),
  OPENFOLIO_TICKET_SILENCE: setting({
    default: '2000-01-01:3/7',
    read: silencePolicies(),
    meaning:
      'When the silence of a customer ends a ticket, as DATE:SOLVED/CLOSED in days, several by commas: an answer counts as the solution after SOLVED days, a solved ticket is closed after CLOSED more. What a ticket waits for since before the next DATE keeps the rule of its day. Complaints never end this way.',
  }),
} as const;
