import { Decimal, ONE, ZERO } from '../../kernel/decimal.js';

export const ATTRIBUTION_MODELS = ['FIRST', 'LAST', 'LINEAR', 'TIME_DECAY'] as const;
export type AttributionModel = (typeof ATTRIBUTION_MODELS)[number];

/** Days before a conversion within which a message may have had a part in it. */
export const WINDOW_DAYS = 30;
/** Days in which a message loses half of its weight. */
export const HALF_LIFE_DAYS = 7;
const DECIMALS = 6;
const DAY_MS = 86_400_000;

/** A message that was shown or opened, with the channel that showed it. */
export interface ChannelTouch {
  /** Epoch ms of the first sign that the customer got it. */
  readonly at: number;
  /** Who gets the credit, e.g. an app's id. */
  readonly channel: string;
}

/** What each model says, for whoever reads its figures. */
export const CONVENTIONS: Readonly<Record<AttributionModel, string>> = {
  FIRST: `The whole conversion to the first message shown within ${WINDOW_DAYS} days before it.`,
  LAST: `The whole conversion to the last message shown within ${WINDOW_DAYS} days before it.`,
  LINEAR: `Equal parts to all messages shown within ${WINDOW_DAYS} days before it.`,
  TIME_DECAY: `Parts by 2^(−days/${HALF_LIFE_DAYS}) of all messages shown within ${WINDOW_DAYS} days before it; days with fractions.`,
};

/**
 * Parts of one conversion by channel, rounded half-up to six decimals; what rounding leaves goes to the last touch, so that the parts
 * sum to exactly 1. Touches after the conversion or before the window have no part.
 *
 * @param convertedAt epoch ms
 * @returns empty when no touch lies in the window: the conversion is nobody's
 */
export function attribute(
  touches: readonly ChannelTouch[],
  convertedAt: number,
  model: AttributionModel,
): ReadonlyMap<string, Decimal> {
  const within = touches
    .filter(({ at }) => at <= convertedAt && at >= convertedAt - WINDOW_DAYS * DAY_MS)
    .toSorted((a, b) => a.at - b.at || (a.channel < b.channel ? -1 : 1));
  const weights = within.map((touch, index) => WEIGHTS[model](touch, index, within.length, convertedAt));
  const total = weights.reduce((sum, weight) => sum.add(weight), ZERO);
  const parts = new Map<string, Decimal>();
  let left = ONE;
  within.forEach(({ channel }, index) => {
    const isLast = index === within.length - 1;
    const part = isLast ? left : (weights[index] ?? ZERO).div(total).toDecimalPlaces(DECIMALS);
    left = left.sub(part);
    parts.set(channel, (parts.get(channel) ?? ZERO).add(part));
  });
  return new Map([...parts].filter(([, part]) => !part.isZero()));
}

type Weigh = (touch: ChannelTouch, index: number, count: number, convertedAt: number) => Decimal;

const WEIGHTS: Readonly<Record<AttributionModel, Weigh>> = {
  FIRST: (_touch, index) => (index === 0 ? ONE : ZERO),
  LAST: (_touch, index, count) => (index === count - 1 ? ONE : ZERO),
  LINEAR: () => ONE,
  TIME_DECAY: ({ at }, _index, _count, convertedAt) =>
    new Decimal(2).pow(new Decimal(at - convertedAt).div(DAY_MS * HALF_LIFE_DAYS)),
};
