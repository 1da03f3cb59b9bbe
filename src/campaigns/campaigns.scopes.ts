import { defineScopes } from '../operation/schema/scope-table.js';
import { TOPICS } from './topics.js';

const receive = (titleEn: string, titleZh: string, plainEn: string, plainZh: string) =>
  ({
    titleEn,
    titleZh,
    plainEn: `${plainEn} It is told which message you get, and nothing else about you.`,
    plainZh: `${plainZh}仅告知您收到的是哪条信息，不含您的其他信息。`,
    level: 'CUSTOMER',
    sensitive: false,
    byAllowance: true,
  }) as const;

export const CAMPAIGN_SCOPES = defineScopes({
  [TOPICS.CARE.scope]: receive(
    'Pass on messages of care',
    '转达关怀信息',
    'Pass on what the brokerage says to you when markets move.',
    '在市场波动时，向您转达券商的关怀信息。',
  ),
  [TOPICS.EDUCATION.scope]: receive(
    'Pass on investor education',
    '转达投资者教育内容',
    'Pass on the brokerage’s lessons and explanations.',
    '向您转达券商的投资者教育内容。',
  ),
  [TOPICS.BENEFIT.scope]: receive(
    'Pass on benefits',
    '转达权益信息',
    'Pass on the brokerage’s benefits, and add its own.',
    '向您转达券商的权益，并可附加其自有权益。',
  ),
  [TOPICS.SERVICE.scope]: receive(
    'Pass on service messages',
    '转达服务信息',
    'Pass on the brokerage’s reminders and service messages.',
    '向您转达券商的提醒和服务信息。',
  ),
  'campaigns:report': {
    titleEn: 'Report on campaigns',
    titleZh: '回报活动效果',
    plainEn:
      'Report whether a message that it was given was shown or opened, and add content of its own. Opens no data about you.',
    plainZh: '回报其收到的信息是否已展示或打开，并附加其自有内容。不涉及您的任何信息。',
    level: 'APP',
    sensitive: false,
  },
  'campaigns:choose': {
    titleEn: 'Choose which messages you get',
    titleZh: '选择接收哪些信息',
    plainEn: 'See and change whether messages are chosen for you, only general ones, or none.',
    plainZh: '查看和更改信息接收方式：个性化、仅通用或不接收。',
    level: 'CUSTOMER',
    sensitive: false,
    firstPartyOnly: true,
  },
  'campaigns:launch': {
    titleEn: 'Launch campaigns',
    titleZh: '发起活动',
    plainEn: 'Write, try, release and halt campaigns, and see what came of them.',
    plainZh: '撰写、试算、发布和停止活动，并查看效果。',
    level: 'STAFF',
    sensitive: false,
  },
  'campaigns:allow': {
    titleEn: 'Allow topics to partners',
    titleZh: '授权合作方主题',
    plainEn: 'Say which topics of campaigns a partner’s apps may receive.',
    plainZh: '决定合作方应用可接收哪些主题的活动。',
    level: 'STAFF',
    sensitive: false,
  },
  'copy:decide': {
    titleEn: 'Decide about texts',
    titleZh: '裁定文案',
    plainEn: 'Approve or reject marketing texts that the rules leave to a person.',
    plainZh: '对规则交由人工判断的营销文案作出裁定。',
    level: 'STAFF',
    sensitive: false,
  },
});
