import type { RuleRow } from './rule.js';

/**
 * Rules and thresholds. A row is never edited once its day has come: a new one is added with a later `validFrom`, so each
 * finding can name the row that it was judged by. Where the numbers come from stands in README.md.
 */
export const RULE_TABLE: readonly RuleRow[] = [
  {
    rule: 'ID_ENUMERATION',
    validFrom: '2026-11-01',
    windowMinutes: 5,
    measure: 'idsMissed',
    atLeast: 20,
    partMin: 0.5,
    at: { RECORDED: 20, RESTRICTED: 60, FROZEN: 150 },
    budgetShare: 0.05,
    reasonEn:
      'Most ids that the app asked for within five minutes lead to nothing that it may read: ids are being tried.',
    reasonZh: '五分钟内该应用请求的标识大多不存在或不在其授权范围内，属于逐个试探标识。',
  },
  {
    rule: 'SLOW_ENUMERATION',
    validFrom: '2026-11-01',
    windowMinutes: 24 * 60,
    measure: 'idsMissed',
    atLeast: 200,
    partMin: 0.3,
    at: { RECORDED: 200, RESTRICTED: 600, FROZEN: 2000 },
    budgetShare: 0.05,
    reasonEn: 'Over a day a large part of the ids that the app asked for lead to nothing that it may read.',
    reasonZh: '一天之内该应用请求的标识有很大一部分不存在或不在其授权范围内。',
  },
  {
    rule: 'DENIED_READS',
    validFrom: '2026-11-01',
    windowMinutes: 10,
    measure: 'denied',
    atLeast: 50,
    partMin: 0.3,
    at: { RECORDED: 50, RESTRICTED: 300, FROZEN: 2000 },
    budgetShare: 0.1,
    reasonEn: 'The app keeps asking for what its consents do not cover, although each answer names the missing scope.',
    reasonZh: '该应用不断请求授权范围之外的内容，尽管每次答复都已指明所缺的权限。',
  },
  {
    rule: 'ODD_HOUR_BURST',
    validFrom: '2026-11-01',
    windowMinutes: 10,
    measure: 'timesUsual',
    atLeast: 300,
    at: { RECORDED: 12, RESTRICTED: 40 },
    budgetShare: 0.1,
    reasonEn: 'At an hour when the app is usually quiet it reads many times as much as in its last four weeks.',
    reasonZh: '在该应用平时很少活动的时段，其读取量达到过去四周同一时段的许多倍。',
  },
  {
    rule: 'HONEY_TOKEN',
    validFrom: '2026-11-01',
    windowMinutes: 60,
    measure: 'planted',
    atLeast: 1,
    at: { RECORDED: 1, RESTRICTED: 1, FROZEN: 3 },
    budgetShare: 0.02,
    reasonEn: 'The app asked for a record that no customer ever gave it and that exists only to be noticed.',
    reasonZh: '该应用请求了一条从未有客户授权、仅为发现异常而设置的记录。',
  },
  {
    rule: 'NEW_NETWORK',
    validFrom: '2026-11-01',
    windowMinutes: 60,
    measure: 'fromNewNetwork',
    atLeast: 20,
    at: { RECORDED: 20 },
    budgetShare: 1,
    reasonEn:
      'The app’s requests come from a network that it has not used before. Moving servers is fine; stolen keys look the same.',
    reasonZh: '该应用的请求来自此前未使用过的网络。迁移服务器属正常情况，但密钥被盗也表现如此。',
  },
];

/** The row of each rule that holds on a day. */
export function rulesOn(day: string, table: readonly RuleRow[] = RULE_TABLE): RuleRow[] {
  const newest = new Map<string, RuleRow>();
  for (const row of table) {
    const known = newest.get(row.rule);
    if (row.validFrom <= day && (known === undefined || known.validFrom < row.validFrom)) newest.set(row.rule, row);
  }
  return [...newest.values()];
}

/** The row by which something was judged. */
export function ruleRowOf(
  rule: string,
  validFrom: string,
  table: readonly RuleRow[] = RULE_TABLE,
): RuleRow | undefined {
  return table.find((row) => row.rule === rule && row.validFrom === validFrom);
}
