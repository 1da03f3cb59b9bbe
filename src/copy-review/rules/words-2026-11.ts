import type { NegationRule } from './rule.js';
import { words } from './words.js';

export const NEGATION_2026_11: NegationRule = {
  negators: [
    { words: ['不', '未', '并非', '无法', '不得', '禁止', '严禁'], within: 4 },
    { words: ['not', 'no', 'never', 'cannot', 'without', 'neither', 'nor', 'don’t', 'doesn’t', 'isn’t'], within: 16 },
  ],
  denials: ['不承诺', '不保证', 'not guarantee', 'not promise', 'no guarantee'],
  notNegators: words(
    '不仅|不只|不但|不光|不止|不单|不得不|无不|不可错过|不容错过|不怕|不用怕|不愁|不错|不凡|不断|不俗|不菲|未来',
    'not only|not just|no doubt',
  ),
};

/** Longer words that hold a term and mean something else. Each is an everyday word of a brokerage's texts. */
export const HARMLESS_2026_11: readonly string[] = words(
  '安全中心|账户安全|账号安全|安全登录|安全设置|安全验证|安全提示|安全升级|信息安全|网络安全|安全码|安全退出|安全问题|安全锁',
  '安全等级|食品安全|国家安全|安全生产|安全教育|交通安全|保险公司|保险业|保险代理|存款保险|养老保险|医疗保险|社会保险|保险箱',
  '保险股|保险板块|保险指数|保证金|承诺书|承诺函|避险资产|避险情绪|高收益债|无风险利率|无风险收益率|最大回撤|最大限度|最大亏损',
  '最大损失|最大值|最大跌幅|最大程度|最大持仓|最大可用|最好先|最好在|最好不|最好咨询|唯一标识|唯一编号|唯一账号|最佳执行|最优先',
  '最优五档|最优报价|第一季度|第一步|第一时间|第一次|第一部分|第一章|第一条|第一笔|第一天|第一项|第一页',
  'best execution|best bid|best offer|best price|at best|last best',
  'margin guarantee',
);
