import {
  afterReal,
  continued,
  FIRST_DAY,
  funds,
  option,
  stock,
  stocks,
  usd,
  type WorldInstrument,
  walk,
} from './instrument-rows.js';

export type { Simulation, WorldInstrument } from './instrument-rows.js';

/** Names and symbols are real; prices and dividends are simulated unless real-prices.ts says otherwise. */
export const INSTRUMENTS: readonly WorldInstrument[] = [
  ...stocks('XSHG', 'CNY', 'A_SHARE', [
    [
      '600519',
      'CNE0000018R8',
      '贵州茅台',
      'Kweichow Moutai',
      100,
      'R4',
      'CONSUMER_STAPLES',
      210,
      1480,
      0.28,
      [6, 0.02],
    ],
    ['601318', 'CNE000001R84', '中国平安', 'Ping An Insurance', 100, 'R3', 'FINANCIALS', 33, 56, 0.27, [7, 0.04]],
    ['600036', 'CNE000001B33', '招商银行', 'China Merchants Bank', 100, 'R3', 'FINANCIALS', 17, 43, 0.25, [7, 0.045]],
    ['601398', 'CNE000001P37', '工商银行', 'ICBC', 100, 'R3', 'FINANCIALS', 4.4, 7.4, 0.16, [7, 0.05]],
    ['600900', null, '长江电力', 'China Yangtze Power', 100, 'R3', 'UTILITIES', 13, 28, 0.16, [7, 0.035]],
  ]),
  ...stocks('XSHE', 'CNY', 'A_SHARE', [
    ['000858', 'CNE000000VQ8', '五粮液', 'Wuliangye Yibin', 100, 'R4', 'CONSUMER_STAPLES', 27, 121, 0.33, [6, 0.025]],
    ['002594', 'CNE100001526', '比亚迪', 'BYD', 100, 'R4', 'CONSUMER_DISCRETIONARY', 64, 105, 0.4],
    ['000333', 'CNE100001QQ5', '美的集团', 'Midea Group', 100, 'R3', 'CONSUMER_DISCRETIONARY', 31, 76, 0.29, [5, 0.03]],
    ['300750', 'CNE100003662', '宁德时代', 'CATL', 100, 'R4', 'INDUSTRIALS', 36, 330, 0.42],
  ]),
  ...stocks('XHKG', 'HKD', 'HK_NON_H', [
    ['0700', 'KYG875721634', '腾讯控股', 'Tencent Holdings', 100, 'R4', 'COMMUNICATION', 148, 610, 0.33, [5, 0.007]],
    ['9988', 'KYG017191142', '阿里巴巴-W', 'Alibaba Group', 100, 'R4', 'CONSUMER_DISCRETIONARY', 176, 160, 0.38],
    ['0005', 'GB0005405286', '汇丰控股', 'HSBC Holdings', 400, 'R3', 'FINANCIALS', 61, 108, 0.22, [6, 0.05]],
    ['1299', 'HK0000069689', '友邦保险', 'AIA Group', 200, 'R3', 'FINANCIALS', 46, 78, 0.27, [6, 0.02]],
    ['0388', 'HK0388045442', '香港交易所', 'HKEX', 100, 'R4', 'FINANCIALS', 195, 430, 0.3, [9, 0.025]],
    ['3690', 'KYG596691041', '美团-W', 'Meituan', 100, 'R4', 'CONSUMER_DISCRETIONARY', 72, 104, 0.45],
    ['1810', 'KYG9830T1067', '小米集团-W', 'Xiaomi', 200, 'R4', 'TECHNOLOGY', 17, 48, 0.42],
  ]),
  ...stocks('XHKG', 'HKD', 'HK_H', [
    ['0941', 'HK0941009539', '中国移动', 'China Mobile', 500, 'R3', 'COMMUNICATION', 86, 88, 0.2, [6, 0.06]],
    ['1398', 'CNE1000003G1', '工商银行', 'ICBC H', 1000, 'R3', 'FINANCIALS', 4.5, 6.1, 0.22, [7, 0.065]],
  ]),
  ...stocks('XNYS', 'USD', 'US', [
    ['KO', 'US1912161007', '可口可乐', 'Coca-Cola', 1, 'R3', 'CONSUMER_STAPLES', 42.4, 70, 0.16, [6, 0.03]],
    ['JNJ', 'US4781601046', '强生', 'Johnson & Johnson', 1, 'R3', 'HEALTH_CARE', 100.5, 186, 0.17, [6, 0.026]],
    ['JPM', 'US46625H1005', '摩根大通', 'JPMorgan Chase', 1, 'R3', 'FINANCIALS', 63.6, 305, 0.26, [7, 0.024]],
  ]),
  ...stocks('XNAS', 'USD', 'US', [
    ['TSLA', 'US88160R1014', '特斯拉', 'Tesla', 1, 'R5', 'CONSUMER_DISCRETIONARY', 14.9, 420, 0.55],
  ]),
  continued('XNYS', 'IBM', 'US4592001014', 'IBM', 'IBM', 280, 0.22, [6, 0.035]),
  continued('XNAS', 'MSFT', 'US5949181045', '微软', 'Microsoft', 512, 0.24, [6, 0.009]),
  continued('XNAS', 'AMZN', 'US0231351067', '亚马逊', 'Amazon', 222, 0.32, undefined, [
    { date: '2022-06-06', ratio: 20 },
  ]),
  continued('XNAS', 'GOOG', 'US02079K1079', '谷歌-C', 'Alphabet C', 252, 0.27, undefined, [
    { date: '2014-04-03', ratio: 2 },
    { date: '2022-07-18', ratio: 20 },
  ]),
  continued(
    'XNAS',
    'AAPL',
    'US0378331005',
    '苹果',
    'Apple',
    258,
    0.27,
    [6, 0.005],
    [
      { date: '2014-06-09', ratio: 7 },
      { date: '2020-08-31', ratio: 4 },
    ],
  ),
  {
    ...usd('XNAS', 'NVDA', 'US67066G1040', '英伟达', 'NVIDIA', 'STOCK', 'R5'),
    sector: 'TECHNOLOGY',
    simulation: { from: FIRST_DAY, firstPrice: 32.4, lastPrice: 184, volatility: 0.42 },
    splits: [
      { date: '2021-07-20', ratio: 4 },
      { date: '2024-06-10', ratio: 10 },
    ],
  },
  {
    ...usd('ARCX', 'SPY', 'US78462F1030', '标普500ETF', 'S&P 500 ETF (index / 10)', 'ETF', 'R3'),
    simulation: afterReal(680, 0.17),
  },
  {
    ...usd('ARCX', 'AGG', 'US4642872265', '美国综合债券ETF', 'iShares US Aggregate Bond ETF', 'ETF', 'R2'),
    simulation: walk(107.9, 99.4, 0.05),
    dividend: { month: 6, yieldFraction: 0.03 },
  },
  {
    ...usd('XNAS', 'QQQ', 'US46090E1038', '纳斯达克100ETF', 'Invesco QQQ', 'ETF', 'R4'),
    simulation: walk(109.5, 602, 0.22),
  },
  { ...usd('XNYS', 'SPX', null, '标普500指数', 'S&P 500 Index', 'INDEX', 'R3'), simulation: afterReal(6800, 0.17) },
  ...funds('XSHG', 'ETF', [
    ['510300', null, '沪深300ETF', 'Huatai-PineBridge CSI 300 ETF', 100, 'R3', null, 3.4, 4.62, 0.2],
    ['510500', null, '中证500ETF', 'CSI 500 ETF', 100, 'R3', null, 7.3, 7.1, 0.23],
    ['511010', null, '国债ETF', 'Treasury Bond ETF', 100, 'R2', null, 108.2, 139.8, 0.02],
    ['511880', null, '银华日利', 'Yinhua Money Market ETF', 100, 'R1', null, 99.8, 100.4, 0.002],
    ['518880', null, '黄金ETF', 'Gold ETF', 100, 'R3', null, 2.25, 8.7, 0.14],
  ]),
  ...funds('XSHE', 'ETF', [['159915', null, '创业板ETF', 'ChiNext ETF', 100, 'R4', null, 2.3, 3.1, 0.28]]),
  ...funds('XSHE', 'FUND', [
    ['161725', null, '招商中证白酒指数', 'China Merchants Liquor Index Fund', 1, 'R4', null, 0.72, 0.81, 0.28],
    ['163406', null, '兴全合润混合', 'Xingquan Herun Mixed Fund', 1, 'R3', null, 1.12, 1.94, 0.19],
    ['163407', null, '兴全沪深300指数', 'Xingquan CSI 300 Index Fund', 1, 'R3', null, 1.4, 2.35, 0.19],
    ['160513', null, '稳健债券', 'Steady Bond Fund', 1, 'R2', null, 1.04, 1.31, 0.02],
  ]),
  ...funds('XSHG', 'INDEX', [['000300', null, '沪深300指数', 'CSI 300 Index', 1, 'R3', null, 3469, 4650, 0.2]]),
  {
    ...stock('XHKG', 'HKD', null, ['HSI', null, '恒生指数', 'Hang Seng Index', 1, 'R3', null, 21327, 25900, 0.21]),
    type: 'INDEX',
  },
  {
    ...stock('XHKG', 'HKD', null, [
      '2800',
      'HK2800008867',
      '盈富基金',
      'Tracker Fund of Hong Kong',
      500,
      'R3',
      null,
      21.6,
      26.1,
      0.21,
      [6, 0.03],
    ]),
    type: 'ETF',
  },
  option('510300C2609M04500', '沪深300ETF购9月4500', '510300 call 4.500 Sep 2026', 0.182, 0.105, {
    kind: 'CALL',
    strike: '4.5',
    expiry: '2026-09-23',
    underlying: '510300',
  }),
  option(
    '510300P2612M04400',
    '沪深300ETF沽12月4400',
    '510300 put 4.400 Dec 2026',
    0.151,
    0.088,
    {
      kind: 'PUT',
      strike: '4.4',
      expiry: '2026-12-23',
      underlying: '510300',
    },
    '2026-10-30',
  ),
];

export function instrumentOf(symbol: string): WorldInstrument {
  const found = INSTRUMENTS.find((instrument) => instrument.symbol === symbol);
  if (!found) throw new RangeError(`The world has no instrument ${symbol}`);
  return found;
}
