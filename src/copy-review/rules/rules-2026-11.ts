import type { CopyRule } from './rule.js';
import { words } from './words.js';

const ADVERTISING_LAW = '中华人民共和国广告法';
const FUND_PROMOTION = '公开募集证券投资基金宣传推介材料管理暂行规定';
const ADVISERS = '证券投资顾问业务暂行规定';

/** Words by which a text offers something that is expected to earn: then it owes a notice of risk. */
const OFFERS = words(
  '基金|理财|定投|收益|年化|回报|申购|认购|股票|债券|产品|投资组合|投资机会|fund|funds|etf|investing',
  'investment|investments|yield|returns|portfolio',
);
const RISK_NOTICES = words(
  '投资有风险|市场有风险|风险提示|可能损失本金|理财有风险|本金可能受损|capital at risk|involves risk',
  'carry risk|carries risk|may lose|can lose money|risk notice',
);

/** Chinese marketing copy. The wording of laws is theirs; lists that go beyond it are marked OWN. */
export const RULES_2026_11: readonly CopyRule[] = [
  {
    id: 'AD25-1',
    validFrom: '2015-09-01',
    basis: `${ADVERTISING_LAW} 第二十五条第一项`,
    source: 'TEXT_SEEN', // of 保本, 无风险 and 保收益; the other words make the same promise
    block: words(
      '保本|保收益|保息|无风险|零风险|稳赚|稳赚不赔|只赚不赔|包赚|必赚|绝对收益|躺赚|稳赢|包赢|只涨不跌|旱涝保收|本金无忧|刚性兑付',
    ),
  },
  {
    id: 'EN-PROMISE',
    validFrom: '2026-11-01',
    basis: `${ADVERTISING_LAW} 第二十五条第一项, in English`,
    source: 'OWN',
    block: words(
      'risk free|no risk|zero risk|without risk|guaranteed return',
      'guaranteed returns|guaranteed profit|guaranteed profits',
      'guaranteed yield|principal guaranteed|principal protected|cannot lose',
      'can’t lose|never lose|sure profit|sure win|double your money',
    ),
    review: ['guaranteed', 'guarantee', 'risk less', 'best', 'number one'],
  },
  {
    id: 'AD25-2',
    validFrom: '2015-09-01',
    basis: `${ADVERTISING_LAW} 第二十五条第二项`,
    source: 'TEXT_SEEN',
    review: ['教授推荐', '专家推荐', '协会推荐', '学员收益', '用户晒单', '收益截图', '晒收益', '客户见证'],
  },
  {
    id: 'AD25-0',
    validFrom: '2015-09-01',
    basis: `${ADVERTISING_LAW} 第二十五条`,
    source: 'TEXT_SEEN',
    requires: { when: OFFERS, elements: [{ name: 'risk notice', anyOf: RISK_NOTICES }] },
  },
  {
    id: 'AD9-3',
    validFrom: '2015-09-01',
    basis: `${ADVERTISING_LAW} 第九条第三项`,
    source: 'TEXT_SEEN',
    block: ['国家级', '最高级', '最佳'],
    review: ['第一', '顶级', '唯一', '最强', '最优'],
  },
  {
    id: 'AD11',
    validFrom: '2015-09-01',
    basis: `${ADVERTISING_LAW} 第十一条`,
    source: 'TEXT_SEEN',
    requires: {
      when: ['调查显示', '数据显示', '统计显示', '据统计', '据调查', '研究表明', '问卷', '排名'],
      whenFigure: true,
      elements: [
        {
          name: 'source of the figures',
          anyOf: ['数据来源', '资料来源', '信息来源', '数据来自', '出处', '摘自', '引自', 'source', 'data from'],
        },
      ],
    },
  },
  {
    id: 'FIGURE-YIELD',
    validFrom: '2015-09-01',
    basis: `${ADVERTISING_LAW} 第十一条, 第二十五条`,
    source: 'OWN',
    figuresBeside: { words: ['收益', '年化', '回报', 'return', 'returns', 'yield'], within: 4 },
  },
  {
    id: 'FUND-SUPER',
    validFrom: '2008-01-01',
    basis: `${FUND_PROMOTION}（沿用 2008 年补充规定）`,
    source: 'SECONDARY', // the wording of 2008 was seen, that of 2020 was not
    block: ['业绩稳健', '业绩优良', '名列前茅', '位居前列', '首只', '最大', '最好', '最强', '唯一'],
    evidenceAccepted: true,
  },
  {
    id: 'FUND-RISKBLIND',
    validFrom: '2008-01-01',
    basis: `${FUND_PROMOTION}（沿用 2008 年补充规定）`,
    source: 'SECONDARY',
    block: ['坐享财富增长', '安心享受成长', '尽享牛市'],
  },
  {
    id: 'FUND-URGE',
    validFrom: '2008-01-01',
    basis: `${FUND_PROMOTION}（沿用 2008 年补充规定）`,
    source: 'SECONDARY',
    block: ['欲购从速', '申购良机'],
    review: ['限时抢购', '最后一天', '手慢无', '机不可失', '错过再无'],
  },
  {
    id: 'FUND-SAFE',
    validFrom: '2004-07-01',
    basis: '基金宣传推介规定：不得使人认为没有风险',
    source: 'SECONDARY',
    block: ['安全', '保证', '承诺', '保险', '避险', '有保障', '高收益', '无风险'],
    blockOnlyBeside: words('收益|本金|产品|回报|基金|理财|年化|盈利|利息|申购|定投|净值|获利|投资'),
  },
  {
    id: 'FUND-FORECAST',
    validFrom: '2004-07-01',
    basis: '基金宣传推介规定：不得预测投资业绩',
    source: 'SECONDARY',
    block: ['预期收益', '预期收益率', '预期年化收益', '预期年化收益率', '预计收益'],
    sequences: [{ effect: 'BLOCK', first: ['未来'], within: 6, followers: ['收益', '涨幅'] }],
  },
  {
    id: 'FUND-DCA-SIM',
    validFrom: '2008-01-01',
    basis: `${FUND_PROMOTION}：仅定期定额投资可作模拟`,
    source: 'SECONDARY',
    requires: {
      when: [
        '回测',
        '定投测算',
        '定投模拟',
        '模拟定投',
        '模拟测算',
        '历史测算',
        '历史模拟',
        '每月定投测算',
        'backtest',
        'back test',
      ],
      kinds: ['DCA_OUTPUT'],
      elements: [
        { name: 'representative index', anyOf: ['指数', '沪深300', '中证', '标普', '恒生', 'index'] },
        {
          name: 'compound annual average',
          anyOf: ['年化', '年复合', '复合年均', 'annualised', 'annualized', 'compound annual'],
        },
        { name: 'source of the data', anyOf: ['数据来源', '资料来源', '数据来自', 'source', 'data from'] },
        { name: 'method and formulas', anyOf: ['方法', '公式', '测算方式', '计算方式', 'method', 'formula'] },
        { name: 'risk notice', anyOf: RISK_NOTICES },
      ],
    },
  },
  {
    id: 'ADV-19',
    validFrom: '2011-01-01',
    basis: `${ADVISERS} 第十九条、第二十四条`,
    source: 'TEXT_SEEN', // of art. 19; art. 24 was seen in a summary
    block: ['保证收益', '承诺收益', '约定分成', '亏损包赔', '代客操盘', '代客理财'],
  },
  {
    id: 'STOCKPICK-SW',
    validFrom: '2013-01-01',
    basis: '关于加强对利用“荐股软件”从事证券投资咨询业务监管的暂行规定',
    source: 'TEXT_SEEN',
    review: ['建议', '推荐']
      .flatMap((verb) => ['买入', '卖出', '加仓', '减仓', '清仓'].map((act) => verb + act))
      .concat('买卖点', '目标价'),
  },
  {
    id: 'FIN316',
    validFrom: '2020-01-25',
    basis: '银发〔2019〕316号',
    source: 'SECONDARY',
    review: ['证监会认可', '证监会推荐', '监管认可', '监管背书', '央行认可', '国家背书', '官方背书', '政府担保'],
  },
  {
    id: 'NETMKT',
    validFrom: null, // a draft of 2021-12-31 was seen; neither the final text nor its date is confirmed
    basis: '金融产品网络营销管理办法',
    source: 'SECONDARY',
    review: ['明星代言', '限定亏损'],
  },
];
