import { decimal } from '../../../src/kernel/decimal.js';
import type { PayoffArgs } from './generated/payoff.js';

type Leg = PayoffArgs['legs'][number];

interface Words {
  readonly zh: string;
  readonly en: string;
}

interface Facts {
  readonly units: string;
  readonly strike: string;
  readonly premium: string;
  readonly breakEven: string;
  readonly strikeSum: string;
  readonly currency: string;
}

type Say = (facts: Facts) => Words;

/**
 * What an exercise price means, for whoever holds or wrote the option. Misreading it is the commonest mistake: the premium is not part of
 * it, it is paid again at exercise, and passing it is not yet a gain.
 */
const WORDS: Readonly<Record<'CALL' | 'PUT', Readonly<Record<'held' | 'written', Say>>>> = {
  CALL: {
    held: ({ units, strike, premium, breakEven, strikeSum, currency }) => ({
      zh: `行权价 ${strike} ${currency} 是行权时每份标的的买入价：您有权买入 ${units} 份，行权要另付 ${strikeSum} ${currency}。已付的权利金每份 ${premium} 不抵作行权款。标的高于 ${strike} 才有行权价值，高于 ${breakEven}（行权价加权利金）单看这一笔期权才开始盈利，未计费用。`,
      en: `The exercise price of ${strike} ${currency} is what you would pay for each unit: you may buy ${units} units for another ${strikeSum} ${currency}. The premium of ${premium} a unit is spent and does not count towards it. Exercise has value above ${strike}; this option by itself gains only above ${breakEven} (exercise price plus premium), before fees.`,
    }),
    written: ({ units, strike, premium, breakEven, strikeSum, currency }) => ({
      zh: `行权价 ${strike} ${currency} 是对方行权时您必须卖出的价格：您有义务卖出 ${units} 份，收取 ${strikeSum} ${currency}。每份权利金 ${premium} 归您。标的高于 ${breakEven} 时单看这一笔期权为亏损，且亏损没有上限。`,
      en: `The exercise price of ${strike} ${currency} is what you would have to sell at: you must deliver ${units} units for ${strikeSum} ${currency} if the holder asks. You keep the premium of ${premium} a unit. Above ${breakEven} this option by itself loses, without limit.`,
    }),
  },
  PUT: {
    held: ({ units, strike, premium, breakEven, strikeSum, currency }) => ({
      zh: `行权价 ${strike} ${currency} 是行权时每份标的的卖出价：您有权卖出 ${units} 份，收取 ${strikeSum} ${currency}，行权时须持有标的。标的低于 ${strike} 才有行权价值，低于 ${breakEven}（行权价减权利金）单看这一笔期权才开始盈利，未计费用。`,
      en: `The exercise price of ${strike} ${currency} is what you would receive for each unit: you may sell ${units} units, which you must own, for ${strikeSum} ${currency}. The premium of ${premium} a unit is spent. Exercise has value below ${strike}; this option by itself gains only below ${breakEven} (exercise price less premium), before fees.`,
    }),
    written: ({ units, strike, premium, breakEven, strikeSum, currency }) => ({
      zh: `行权价 ${strike} ${currency} 是对方行权时您必须买入的价格：您有义务买入 ${units} 份，支付 ${strikeSum} ${currency}。每份权利金 ${premium} 归您。标的低于 ${breakEven} 时单看这一笔期权为亏损，标的归零时亏损为 ${breakEven} 乘以份数。`,
      en: `The exercise price of ${strike} ${currency} is what you would have to buy at: you must take ${units} units for ${strikeSum} ${currency} if the holder asks. You keep the premium of ${premium} a unit. Below ${breakEven} this option by itself loses, at most ${breakEven} a unit.`,
    }),
  },
};

export function legWords({ kind, strike, quantity, price, multiplier }: Leg, currency: string): Words {
  const units = decimal(quantity).mul(multiplier);
  if (kind === 'UNDERLYING' || strike === undefined)
    return {
      zh: `标的 ${units.toFixed()} 份，每份成本 ${price} ${currency}。`,
      en: `${units.toFixed()} units of the underlying at ${price} ${currency}.`,
    };
  const breakEven = kind === 'CALL' ? decimal(strike).add(price) : decimal(strike).sub(price);
  const say = WORDS[kind][units.isNegative() ? 'written' : 'held'];
  return say({
    units: units.abs().toFixed(),
    strike,
    premium: price,
    breakEven: breakEven.toFixed(),
    strikeSum: units.abs().mul(strike).toFixed(),
    currency,
  });
}
