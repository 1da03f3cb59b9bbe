import {
  connection,
  decimalText,
  id,
  instant,
  list,
  number,
  type ReadDeclarations,
  text,
  token,
} from '../operation/index.js';

/** Row-level security decides whose: the app's own, its publisher's people, or staff who decide. */
export const VIGILANCE_READS: ReadDeclarations = {
  types: [
    {
      type: 'VigilanceCase',
      from: 'vigilance_case @',
      key: '@.id',
      idPrefix: 'case',
      joins: { a: 'JOIN app @a ON @a.id = @.app_id' },
      fields: {
        id: id('case'),
        clientId: text('@a.client_id'),
        appNameEn: text('@a.name_en'),
        appNameZh: text('@a.name_zh'),
        step: token('@.step'),
        state: token('@.state'),
        budgetShare: decimalText('@.budget_share'),
        openedAt: instant('@.opened_at'),
        stepAt: instant('@.step_at'),
        closedAt: instant('@.closed_at'),
        liftReason: text("CASE WHEN @.state IN ('LIFTED', 'ENDED') THEN @.lift_reason END"),
        freezeReason: text('@.freeze_reason'),
        findings: list('VigilanceFinding', { on: '^.case_id = @.id', orderBy: ['^.at'] }),
        appeals: list('VigilanceAppeal', { on: '^.case_id = @.id', orderBy: ['^.filed_at'] }),
      },
    },
    {
      type: 'VigilanceFinding',
      from: 'vigilance_finding @',
      key: '@.id',
      fields: {
        rule: token('@.rule'),
        ruleFrom: token('@.rule_from'),
        step: token('@.step'),
        windowMinutes: number('@.window_minutes'),
        measured: decimalText('@.measured'),
        threshold: decimalText('@.threshold'),
        reasonEn: text('@.reason_en'),
        reasonZh: text('@.reason_zh'),
        at: instant('@.at'),
      },
    },
    {
      type: 'VigilanceAppeal',
      from: 'vigilance_appeal @',
      key: '@.id',
      fields: {
        text: text('@.text'),
        state: token('@.state'),
        filedAt: instant('@.filed_at'),
        decidedAt: instant('@.decided_at'),
        reason: text('@.reason'),
      },
    },
  ],
  roots: {
    vigilanceCases: connection('VigilanceCase', {
      orderBy: ['^.opened_at'],
      direction: 'DESC',
      filters: { state: { path: ['state'], sql: '^.state = ?' } },
    }),
    vigilanceCase: { read: 'one', type: 'VigilanceCase', by: { argument: 'id', prefix: 'case' } },
  },
};
