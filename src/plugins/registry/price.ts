import { parseDecimal, ZERO } from '../../kernel/decimal.js';
import { MINOR_UNITS } from '../../kernel/money.js';
import type { PluginManifest } from '../package/manifest.js';
import type { Problem } from '../package/problem.js';

type Pricing = PluginManifest['pricing'];

/** What a price must have beyond its form: an amount where it costs something, none where it is free, a currency that is kept here. */
export function priceProblem({ model, amount, currency, freeRuns }: Pricing): Problem | undefined {
  const report = (place: string, reason: string, remedy: string): Problem => ({
    file: 'manifest.json',
    place: `/pricing${place}`,
    reason,
    remedy,
  });
  if (model === 'free') {
    const costs = amount !== undefined || currency !== undefined || freeRuns !== undefined;
    return costs ? report('', 'What is free has no amount.', 'Leave amount, currency and freeRuns out.') : undefined;
  }
  const value = parseDecimal(amount);
  if (!value || value.lte(ZERO)) return report('/amount', 'A price is more than 0.', 'Write an amount such as "0.50".');
  const digits = currency === undefined ? undefined : MINOR_UNITS[currency];
  if (digits === undefined)
    return report(
      '/currency',
      'The currency is not one that is paid in here.',
      `Use one of ${Object.keys(MINOR_UNITS).join(', ')}.`,
    );
  if (value.decimalPlaces() > digits)
    return report('/amount', `${currency} has ${digits} decimals.`, 'Round the amount.');
  if (freeRuns !== undefined && model !== 'per-run')
    return report('/freeRuns', 'Only a price per run has runs for free.', 'Leave it out.');
  return undefined;
}
