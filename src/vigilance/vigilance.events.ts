import { z } from 'zod';
import { defineEventTypes } from '../events/index.js';

const ofApp = (title: string, data: z.ZodObject) => ({ version: 1, title, audience: 'APP', data }) as const;

const finding = z.object({
  rule: z.string().describe('Name of the rule.'),
  ruleFrom: z.iso.date().describe('From which day on its row holds.'),
  windowMinutes: z.int().describe('Over which span it was measured.'),
  measured: z.number(),
  threshold: z.number().describe('From where on this step is taken.'),
  budgetShare: z.number().nullable().describe('Which part of its budgets the app keeps; null when all.'),
  reasonEn: z.string(),
  reasonZh: z.string(),
});

/** Told to the owner at every door; each names its reason. docs/guides/limits-and-appeals.md says what to do. */
export const VIGILANCE_EVENT_TYPES = defineEventTypes({
  'app.behaviour_recorded': ofApp(
    'Unusual behaviour of the app was noticed and recorded; nothing is restricted.',
    finding,
  ),
  'app.restricted': ofApp(
    'The app has a smaller budget until its behaviour is explained or a day has passed.',
    finding,
  ),
  'app.frozen': ofApp('The app was frozen; people review it.', finding),
  'app.frozen_by_people': ofApp(
    'People froze the app because of its case. Its tokens and secrets are gone, and its keys count as leaked.',
    z.object({ reason: z.string() }),
  ),
  'app.appealed': ofApp('The owner appealed.', z.object({ by: z.enum(['APP', 'MEMBER']) })),
  'app.appeal_rejected': ofApp('People looked at the appeal and the step stands.', z.object({ reason: z.string() })),
  'app.restriction_lifted': ofApp(
    'A restriction or freeze ended.',
    z.object({
      from: z.enum(['RECORDED', 'RESTRICTED', 'FROZEN']),
      by: z.enum(['STAFF', 'TIME']),
      reason: z.string().nullable(),
    }),
  ),
});
