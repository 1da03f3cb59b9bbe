import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { EVENT_TYPES } from '../../src/compose/features.js';
import { root } from '../support/run-openfolio.js';

/** What stands in the ledger once a mutation has succeeded. That it fits its schema is seen to wherever a test drops its database. */
const EVENTS: Readonly<Record<string, string>> = {
  addTicketMessage: 'ticket.message_added',
  allowCampaignTopics: 'app.changed',
  appealCase: 'app.appealed',
  approveCampaign: 'campaign.changed',
  assignTicket: 'ticket.assigned',
  cancelPrivacyRequest: 'privacy.cancelled',
  changeTicketLevel: 'ticket.level_changed',
  chooseMessages: 'customer.messages_chosen',
  choosePluginExtension: 'plugin.extension_chosen',
  clawBackPluginCharges: 'plugin.charges_taken_back',
  closeFreeze: 'app.status_changed',
  closeTicket: 'ticket.closed',
  confirmFreeze: 'app.status_changed',
  confirmPluginProposal: 'plugin.proposal_decided',
  createCampaign: 'campaign.changed',
  createInvestmentPlan: 'plan.created',
  decideCampaignAnswer: 'campaign.answer_judged',
  decideCampaignCopy: 'copy.decided',
  decideCase: 'app.restriction_lifted',
  decidePrivacyRequest: 'privacy.approved',
  decideRecordExport: 'records.export_approved',
  declinePluginProposal: 'plugin.proposal_decided',
  deleteHook: 'hook.deleted',
  deprecatePluginVersion: 'plugin.release_changed',
  editCampaign: 'campaign.changed',
  endCampaign: 'campaign.changed',
  endTicket: 'ticket.solved',
  freezeApp: 'app.freeze_proposed',
  freezeFromCase: 'app.freeze_proposed',
  haltCampaign: 'campaign.changed',
  installPlugin: 'plugin.installed',
  killPluginVersion: 'plugin.release_changed',
  liftPluginSuspension: 'plugin.release_changed',
  openTicket: 'ticket.opened',
  pauseHook: 'hook.paused',
  pauseInvestmentPlan: 'plan.paused',
  proposeCampaignContent: 'campaign.changed',
  publishPlugin: 'plugin.release_changed',
  ratePlugin: 'plugin.rated',
  rateTicket: 'ticket.rated',
  reconfirmGrant: 'grant.reconfirmed',
  registerApp: 'app.registered',
  registerHook: 'hook.registered',
  registerPluginKey: 'plugin.key_registered',
  releaseCampaign: 'campaign.changed',
  reopenTicket: 'ticket.reopened',
  replyToTicket: 'ticket.message_added',
  requestPrivacy: 'privacy.requested',
  requestRecordExport: 'records.export_requested',
  resumeHook: 'hook.resumed',
  resumeInvestmentPlan: 'plan.resumed',
  returnCampaign: 'campaign.changed',
  reviewPlugin: 'plugin.reviewed',
  revokeGrant: 'grant.revoked',
  revokePluginKey: 'plugin.key_revoked',
  rotateHookSecret: 'hook.secret_rotated',
  setTicketAgent: 'ticket.agent_changed',
  setTicketManager: 'ticket.manager_changed',
  stopInvestmentPlan: 'plan.ended',
  submitCampaign: 'campaign.changed',
  takeTicket: 'ticket.assigned',
  uninstallPlugin: 'plugin.uninstalled',
  unmaskCustomer: 'privacy.unmasked',
  updateHook: 'hook.updated',
  widenCampaign: 'campaign.changed',
  yankPluginVersion: 'plugin.release_changed',
};

/** Mutations without one, and why. */
const NONE: Readonly<Record<string, string>> = {
  acknowledgeEvents: 'moves a reader on in the ledger itself',
  addTicketNote: 'internal to the desk, an append-only row of its own',
  answerCampaign: 'what the partner said itself; the judgement about it is told',
  attachToTicket: 'belongs to the message that names it',
  consultForTicket: 'a read; its receipt is the record',
  drillFreeze: 'changes nothing',
  dryRunCampaign: 'changes nothing',
  dryRunHook: 'changes nothing',
  invokePlugin: 'a computation; its run and receipt are the record',
  replayDeliveries: 'sends again what stands in the delivery log',
  reportCampaignOutcome: 'what the partner reported itself, an append-only row of its own',
  reportLeak: 'a read; its receipt is the record',
};

test('every mutation writes an event in its transaction, or the reason why not is stated', () => {
  const schema = buildSchema(readFileSync(join(root, 'schema/schema.graphql'), 'utf8'), { assumeValidSDL: true });
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {}).sort();
  expect([...Object.keys(EVENTS), ...Object.keys(NONE)].sort()).toEqual(mutations);
});

test('and those events are typed and documented', () => {
  expect(Object.values(EVENTS).filter((type) => !Object.hasOwn(EVENT_TYPES, type))).toEqual([]);
});
