import { defineScopes } from '../operation/schema/scope-table.js';

export const COPY_REVIEW_SCOPES = defineScopes({
  'copy:review': {
    titleEn: 'Have texts checked',
    titleZh: '文案审核',
    plainEn:
      'Have its own marketing texts checked against the rules for financial advertising. Opens no data about you.',
    plainZh: '按金融广告规则检查其自有的营销文案。不涉及您的任何信息。',
    level: 'APP',
    sensitive: false,
  },
});
