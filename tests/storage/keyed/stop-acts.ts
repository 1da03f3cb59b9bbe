import { restrictedCase } from './desk-acts.js';
import type { KeyedActs } from './keyed-act.js';
import type { Holder, KeyedWorld } from './keyed-world.js';

const security = (world: KeyedWorld) => world.staff('SECURITY');
const REASON = 'Its key stands in a public repository.';

/** By somebody else than whoever confirms it. */
async function proposed(world: KeyedWorld): Promise<string> {
  const input = { clientId: await world.app(), reason: REASON };
  return world.made(await world.staff('SECURITY'), 'freezeApp', 'freeze', input);
}

const frozen = async (world: KeyedWorld, holder: Holder) =>
  world.made(holder, 'confirmFreeze', 'freeze', { freezeId: await proposed(world) });

/** What stops apps and says what they read. */
export const STOP_ACTS: KeyedActs = {
  freezeApp: {
    holder: security,
    input: async (world) => ({ clientId: await world.app(), reason: REASON }),
    otherwise: { reason: 'Its key was sold.' },
    answer: 'freeze { id state }',
    adds: { app_freeze: 1, event: 1 },
  },
  freezeFromCase: {
    holder: security,
    input: async (world, holder) => ({ caseId: await restrictedCase(world, holder), reason: REASON }),
    otherwise: { reason: 'Its key was sold.' },
    answer: 'freeze { id state case { id state } }',
    adds: { app_freeze: 1, event: 1 },
  },
  confirmFreeze: {
    holder: security,
    input: async (world) => ({ freezeId: await proposed(world) }),
    answer: 'freeze { id state frozenAt tokensDestroyedAt }',
    adds: { event: 1, grant_revocation: 1 },
  },
  closeFreeze: {
    holder: security,
    input: async (world, holder) => ({
      freezeId: await frozen(world, holder),
      closing: 'RELEASE',
      reason: 'The key was replaced.',
    }),
    otherwise: { closing: 'END' },
    answer: 'freeze { id state closing }',
    adds: { event: 1 },
  },
  reportLeak: {
    holder: security,
    input: async (world) => ({ clientId: await world.app(), from: '2020-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }),
    otherwise: { to: '2026-02-01T00:00:00Z' },
    answer: 'report { id receiptCount }',
    adds: { leak_report: 1 },
  },
};
