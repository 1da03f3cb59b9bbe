/** Where data of a customer stands, and what becomes of it. */
export interface DataPlace {
  /** Of the retention table: how long it is kept, and whether an erasure ends it. */
  readonly kind: string;
  /** Section of an export that shows it, or why none does. */
  readonly exported: { readonly section: string } | { readonly not: string };
}

const shown = (kind: string, section: string): DataPlace => ({ kind, exported: { section } });
const inner = (kind: string, not: string): DataPlace => ({ kind, exported: { not } });

const COMPUTED = 'computed from what is exported';
const PLUMBING = 'carries what is exported from one part of the platform to another';

/** Every table that holds rows of customers. A test walks the database and fails for one that is not here. */
export const DATA_MAP: Readonly<Record<string, DataPlace>> = {
  customer: shown('IDENTITY', 'profile'),
  customer_tier_period: inner('IDENTITY', COMPUTED),
  customer_sign_in: inner('SIGN_INS', 'stands for the minutes of a sign-in alone'),
  account: shown('TRADING', 'accounts'),
  balance: shown('TRADING', 'accounts'),
  position: shown('TRADING', 'accounts'),
  lot: inner('TRADING', COMPUTED),
  aum_daily: inner('TRADING', COMPUTED),
  transaction: shown('TRADING', 'transactions'),
  projection_progress: inner('TRADING', PLUMBING),
  investment_plan: shown('TRADING', 'plans'),
  plan_mandate: shown('TRADING', 'plans'),
  plan_mandate_line: shown('TRADING', 'plans'),
  plan_execution: shown('TRADING', 'plans'),
  access_grant: shown('READ_RECORDS', 'connectedApps'),
  operation_record: shown('READ_RECORDS', 'receipts'),
  customer_unmasking: shown('READ_RECORDS', 'unmaskings'),
  leak_report_customer: inner('READ_RECORDS', 'an inquiry of the brokerage, from the receipts'),
  privacy_request: shown('READ_RECORDS', 'requests'),
  privacy_outcome: inner('READ_RECORDS', 'stands on the customer’s page with the request'),
  event: inner('READ_RECORDS', 'says that rows changed which are exported themselves'),
  event_feed_customer: inner('PAYLOADS', PLUMBING),
  event_feed_entry: inner('PAYLOADS', PLUMBING),
  hook_delivery: inner('PAYLOADS', 'copies of what apps read; the receipts tell of each'),
  privacy_export_part: inner('EXPORTS', 'an export does not hold exports'),
  activity_signal: inner('ACTIVITY', 'what was concluded from it is exported'),
  profile_fact: shown('ACTIVITY', 'conclusions'),
  ticket: shown('SERVICE', 'tickets'),
  ticket_message: shown('SERVICE', 'tickets'),
  ticket_attachment: shown('SERVICE', 'tickets'),
  ticket_rating: shown('SERVICE', 'tickets'),
  ticket_classification: inner('SERVICE', COMPUTED),
  ticket_consultation: inner('SERVICE', 'what was looked up for an answer stands in the receipts'),
  ticket_handoff: inner('SERVICE', COMPUTED),
  ticket_manager: inner('SERVICE', 'which of the staff looks after the customer'),
  ticket_note: inner('SERVICE', 'words of staff among themselves'),
  plugin_installation: shown('PLUGINS', 'plugins'),
  plugin_run_data: shown('PLUGINS', 'pluginRuns'),
  plugin_proposal: inner('PLUGINS', 'what was confirmed stands in the records that it changed'),
  plugin_rating: inner('PLUGINS', 'stands on the customer’s page of plugins'),
  plugin_run: shown('PLUGIN_CHARGES', 'pluginRuns'),
  plugin_usage: inner('PLUGIN_CHARGES', 'what publishers are paid'),
  marketing_preference: shown('MESSAGE_CHOICE', 'messageChoice'),
  campaign_touch: inner('MESSAGES', 'the receiving app holds the message, and answers for it'),
  campaign_answer: inner('MESSAGES', 'words of a partner'),
  campaign_complaint: inner('MESSAGES', 'a complaint is a ticket, which is exported'),
  campaign_outcome: inner('MESSAGES', 'what a partner says was shown'),
  campaign_rating: inner('MESSAGES', 'a number given to a message'),
};

/** Kinds that no erasure needs to touch, because they end by themselves within a day. */
export const ENDS_BY_ITSELF: readonly string[] = ['SIGN_INS'];
