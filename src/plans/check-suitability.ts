import type { CustomerRiskLevel } from '../accounts/index.js';
import type { ProductRiskLevel } from '../market/index.js';

/** Highest product class that suits each customer class; 0: none at all. */
const SUITS_UP_TO: Readonly<Record<`${CustomerRiskLevel}`, number>> = {
  C1_LOWEST: 0,
  C1: 1,
  C2: 2,
  C3: 3,
  C4: 4,
  C5: 5,
};

/**
 * Why a product does not suit a customer, in words for the customer; `undefined` when it does.
 *
 * Rule: level(C) ≥ level(R); customers of the lowest sub-class are offered nothing by a plan. A plan buys by itself, so the
 * exception for a customer's own initiative after a special warning is not open to it.
 * Source: China's Measures for the Suitability Management of Securities and Futures Investors (CSRC Order 130), art. 18, 19.
 *
 * @example
 * unsuitableBecause('C2', 'R3') // 'the product is riskier than your class allows'
 */
export function unsuitableBecause(
  customer: `${CustomerRiskLevel}`,
  product: `${ProductRiskLevel}`,
): string | undefined {
  const highest = SUITS_UP_TO[customer];
  if (highest === 0) return 'plans are not open to the lowest risk class';
  return Number(product.slice(1)) > highest ? 'the product is riskier than your class allows' : undefined;
}
