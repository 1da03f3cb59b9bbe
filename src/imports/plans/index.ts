import type { LayoutName } from '../layouts.js';
import { accountsPlan, customersPlan } from './customers.plans.js';
import type { ImportPlan } from './import-plan.js';
import { fxPlan, instrumentsPlan, pricesPlan } from './market.plans.js';
import { transactionsPlan } from './transactions.plan.js';

export const PLANS: Readonly<Record<LayoutName, ImportPlan>> = {
  instruments: instrumentsPlan,
  prices: pricesPlan,
  fx: fxPlan,
  customers: customersPlan,
  accounts: accountsPlan,
  transactions: transactionsPlan,
};
