import type { Level } from '../clocks/clock.js';

export interface LevelRule {
  /** Shown as the reason. */
  readonly name: string;
  readonly level: Level;
  /** How strongly it speaks; a well-fitting article speaks with up to 3. */
  readonly weight: number;
  readonly when: RegExp;
}

/** Words that tell which level a question belongs to, whatever it is about. Chinese and English side by side, one meaning a row. */
export const LEVEL_RULES: readonly LevelRule[] = [
  {
    name: 'asks what to buy, sell or hold',
    level: 'L3',
    weight: 5,
    when: /(该|应该|应不应该|要不要|值得|适合|可不可以|能不能|该不该|现在).{0,8}(买|卖|加仓|减仓|清仓|补仓|抄底|止损|止盈|持有|割肉|入手|换仓|定投哪)|\b(should|shall) (i|we)\b.{0,40}\b(buy|sell|hold|invest|switch|add|cut|take profit|rebalance|move|put|keep|reduce|exit)|\bis it (a good time|worth|wise|better)\b|\bgood (time|idea) to (buy|sell|invest)/i,
  },
  {
    name: 'asks for advice or a recommendation',
    level: 'L3',
    weight: 4.5,
    when: /推荐.{0,10}(股|基金|产品|标的|组合|债|理财)|(给|帮|替|为)我.{0,8}(推荐|建议|规划|配置|分析|诊断|看看)|(投资|配置|理财|资产)(建议|方案|规划)|\b(recommend|advise|advice|suggest|suggestion)\b|\bwhat would you (buy|do)\b|\bwhich (fund|stock|share|etf|bond|sector|market)s?\b.{0,30}\b(best|better|buy|good|choose|pick)/i,
  },
  {
    name: 'asks how to spread money over assets',
    level: 'L3',
    weight: 4,
    when: /资产配置|怎么配置|如何配置|配置比例|股债比例|仓位.{0,6}(多少|比例|合适|控制|管理)|怎么(分配|安排).{0,6}(资金|钱|资产)|\b(asset allocation|allocate|diversif|rebalanc|portfolio (mix|review|check|strategy))/i,
  },
  {
    name: 'asks for a plan for a goal in life',
    level: 'L3',
    weight: 4,
    when: /(退休|养老|教育金|子女教育|买房|孩子上学|留学).{0,10}(规划|计划|准备|存|投|攒|怎么)|\b(retire|retirement|college|education|house|home)\b.{0,40}\b(plan|save|invest|fund|goal|saving)|\b(plan|save|saving|invest)\b.{0,40}\b(retire|retirement|college|education|child|house)/i,
  },
  {
    name: 'asks about the course of markets',
    level: 'L3',
    weight: 4,
    when: /(后市|行情|大盘|市场|股价|板块|利率|走势|趋势).{0,8}(怎么看|会涨|会跌|如何|预测|判断|前景|看法)|(会不会|还会|还能).{0,4}(涨|跌|反弹)|(被套|亏(损|了)).{0,10}(怎么办|怎么处理|如何处理)|\b(outlook|forecast|predict|will .{0,30}(rise|fall|go up|go down|recover|rebound|keep (rising|falling)))\b|\b(losing|lost|down) .{0,25}what should/i,
  },
  {
    name: 'asks how something personal bears risk',
    level: 'L3',
    weight: 3.5,
    when: /(风险|波动).{0,6}(太大|过大|偏高|集中|对冲|降低)|对冲.{0,6}(风险|持仓|汇率)|\b(hedge|too (risky|concentrated|exposed)|reduce (my )?(risk|exposure)|risk (appetite|profile) .{0,20}(suit|match))/i,
  },
  {
    name: 'is about a certain order, trade or amount',
    level: 'L2',
    weight: 2.5,
    when: /(我的|这笔|那笔|昨天的?|今天的?|刚才的?|上周的?|这个月的?).{0,10}(委托|订单|成交|交易|转账|扣款|扣费|费用|手续费|分红|股息|持仓|成本|资产)|为什么.{0,14}(没|不|扣|少|多|被|失败|收|变|冻结|限制)|(没|未)(到账|成交|扣|收到(分红|钱|款|资金))|\bwhy (was|is|did|does|do|has|have|can'?t|were|are|am)\b|\bmy (order|trade|transfer|dividend|deposit|withdrawal|holding|cost|position)s?\b.{0,30}\b(not|was|is|has|didn|isn|hasn|wrong|fail|reject|missing|late|never)/i,
  },
  {
    name: 'asks about a rule or a charge',
    level: 'L2',
    weight: 2.5,
    when: /规则|规定|条件|门槛|限制|涨跌停|涨停|跌停|费率|佣金|印花税|手续费|税率|扣税|红利税|个税|T\+\d|保证金|担保比例|强平|平仓线|行权|交收|退市|停牌|除权|除息|权限|额度|限额|上限|\b(rule|regulation|requirement|eligib|threshold|limit|commission|fee|charge|stamp duty|withhold|tax rate|taxed|margin|maintenance ratio|settle|settlement|exercise|delist|suspend|ex-?dividend|permission|quota|lot size|odd lot|penalty)(s|es|ed|ing)?\b/i,
  },
  {
    name: 'tells of a loss of money or access',
    level: 'L2',
    weight: 3,
    when: /被盗|盗用|诈骗|不是我(本人)?(操作|下的|转的)|冻结|异常(登录|交易)|(多|重复|错)扣|显示不对|不一致|对不上|\b(hacked|stolen|fraud|scam|unauthori[sz]ed|not me|frozen|charged twice|wrong amount|doesn'?t match|does not match|incorrect)\b/i,
  },
  {
    name: 'asks how or where to do something',
    level: 'L1',
    weight: 2,
    when: /(怎么|如何|怎样|哪里|在哪|哪儿).{0,14}(改|换|查|看|下载|登录|开|设置|绑定|解绑|找|取消|修改|关闭|打开|更新|转|买|卖|撤|赎回|申购|操作|办|弄|填|切换|暂停|停)|忘记?.{0,6}密码|忘了.{0,6}密码|收不到|打不开|闪退|\bhow (do|can|to|should) (i|we|you)?|\bhow to\b|\bwhere (can|do|is|are)\b|\b(forgot|forgotten|reset|change|update|turn (on|off)|set up|find|download|install|crash|log ?in|sign ?in)\b/i,
  },
];

export const COMPLAINT =
  /投诉|举报|维权|赔偿|欺骗|误导|骗人|态度.{0,4}(差|恶劣)|乱收费|\b(complain|complaint|compensat|mislead|misled|lied to|unacceptable|ombudsman|report you)/i;

/** Where waiting may cost money or access. */
export const URGENT =
  /被盗|盗用|诈骗|不是我(本人)?(操作|下的|转的)|紧急|马上.{0,6}(强平|平仓)|\b(hacked|stolen|fraud|unauthori[sz]ed|urgent|emergency|margin call)\b/i;

/** The customer asks how to leave the brokerage. */
export const LEAVING =
  /销户|(注销|关闭|关掉|撤销).{0,6}(账户|账号|帐户|帐号|户头)|转户|转托管|撤销指定交易|\b(clos(e|ing)|cancel(ling|ing)?|delet(e|ing)|terminat(e|ing))\s+(down\s+)?((my|the|this|our|both|all|brokerage|trading|securities|margin|cash)\s+){0,4}accounts?\b|\b(mov|transfer|switch)(e|ing)?\b.{0,30}\b(to )?another (broker|brokerage)\b/i;
