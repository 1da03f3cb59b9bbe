import { defineScopes } from '../operation/schema/scope-table.js';

export const VIGILANCE_SCOPES = defineScopes({
  'standing:manage': {
    titleEn: 'See limits of the app itself',
    titleZh: '查看应用自身的限制',
    plainEn: 'See whether its own behaviour was noticed or restricted, and appeal. Opens no data about you.',
    plainZh: '查看应用自身的行为是否被记录或限制，并可申诉。不涉及您的任何信息。',
    level: 'APP',
    sensitive: false,
  },
  'standing:view': {
    titleEn: 'See limits of the publisher’s apps',
    titleZh: '查看发布方应用的限制',
    plainEn: 'See what was noticed about the publisher’s apps and what was done.',
    plainZh: '查看发布方各应用被记录的行为及所采取的措施。',
    level: 'MEMBER',
    sensitive: false,
  },
  'standing:appeal': {
    titleEn: 'Appeal for the publisher’s apps',
    titleZh: '为发布方应用申诉',
    plainEn: 'Appeal against a restriction or a freeze.',
    plainZh: '对限制或冻结提出申诉。',
    level: 'MEMBER',
    sensitive: false,
  },
  'vigilance:decide': {
    titleEn: 'Decide about restricted apps',
    titleZh: '处理受限应用',
    plainEn: 'See what was noticed about apps, lift restrictions and freezes, answer appeals.',
    plainZh: '查看应用的异常行为，解除限制或冻结，处理申诉。',
    level: 'STAFF',
    sensitive: false,
  },
});
