import { BudgetResolver } from './budget.resolver.js';

/** What it adds to the schema. */
export const BUDGET_FEATURE = { resolvers: [BudgetResolver] };
