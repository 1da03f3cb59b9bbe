import { expect, test } from '@jest/globals';
import { readAnswer } from '../../src/identity/consent/consent-answer.js';
import type { ConsentOffer } from '../../src/identity/consent/consent-offer.js';
import type { FormFields } from '../../src/identity/pages/form-guard.js';

const scope = (name: string, perAccount: boolean) => ({
  scope: name,
  title: name,
  plain: name,
  purpose: null,
  sensitive: true,
  perAccount,
});
const account = { id: 'internal', publicId: 'acc_1', name: 'Cash', maskedNumber: '****0001', type: 'CASH' };
const offer = {
  scopes: [scope('accounts:read', true), scope('profile:read', false)],
  accounts: [account],
  textHash: 'hash',
} as unknown as ConsentOffer;
const answer = (fields: FormFields, about = offer) =>
  readAnswer({ decision: 'allow', text: 'hash', days: '90', ...fields }, about);

test('information about accounts without an account is asked again, instead of a consent that opens nothing', () => {
  expect(answer({ scope: 'accounts:read' })).toEqual({ decision: 'UNCLEAR', reason: 'NO_ACCOUNT_CHOSEN' });
  expect(answer({ scope: ['accounts:read', 'profile:read'] })).toMatchObject({ reason: 'NO_ACCOUNT_CHOSEN' });
});

test('it is taken where there is an account, where none is needed, and where the customer has none', () => {
  const allowed = { decision: 'ALLOWED' };
  expect(answer({ scope: 'accounts:read', account: 'acc_1' })).toMatchObject({ ...allowed, accountIds: ['internal'] });
  expect(answer({ scope: 'profile:read' })).toMatchObject({ ...allowed, accountIds: [], rejected: ['accounts:read'] });
  expect(answer({ scope: 'accounts:read' }, { ...offer, accounts: [] })).toMatchObject(allowed);
});
