/** How far a campaign is. */
export const CAMPAIGN_STATES = ['DRAFT', 'COPY_REVIEW', 'APPROVED', 'RELEASED', 'HALTED', 'ENDED'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export type CampaignAct = 'edit' | 'submit' | 'approve' | 'return' | 'release' | 'widen' | 'halt' | 'end';

type Row = Readonly<Partial<Record<CampaignState, CampaignState>>>;

/**
 * Who may go where. Rows are acts, columns the state that it starts in, the cell the state that it ends in; no cell, no act.
 * Editing leads back to a draft from everywhere, so an approval never outlives the words and the audience that it was given for.
 */
export const CAMPAIGN_ACTS: Readonly<Record<CampaignAct, Row>> = {
  edit: { DRAFT: 'DRAFT', COPY_REVIEW: 'DRAFT', APPROVED: 'DRAFT', RELEASED: 'DRAFT', HALTED: 'DRAFT' },
  submit: { DRAFT: 'COPY_REVIEW' },
  return: { COPY_REVIEW: 'DRAFT', APPROVED: 'DRAFT' },
  approve: { COPY_REVIEW: 'APPROVED' },
  release: { APPROVED: 'RELEASED' },
  widen: { RELEASED: 'RELEASED' },
  halt: { RELEASED: 'HALTED' },
  end: { DRAFT: 'ENDED', COPY_REVIEW: 'ENDED', APPROVED: 'ENDED', RELEASED: 'ENDED', HALTED: 'ENDED' },
};

/** Careful release: the share of customers, in per cent, that each widening reaches. */
export const STAGES = [0, 5, 25, 100] as const;
export type Stage = (typeof STAGES)[number];

/** @returns `undefined` after the last one */
export function stageAfter(stage: number): Stage | undefined {
  return STAGES.find((each) => each > stage);
}
