/** How far a version is on its way to customers, and off it again. */
export type ReleaseStatus =
  | 'SUBMITTED'
  | 'CHECKING'
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'STAGED'
  | 'LISTED'
  | 'SUSPENDED'
  | 'DEPRECATED'
  | 'REJECTED'
  | 'YANKED'
  | 'KILLED';

/** No run begins any more, and none gives its result. */
export const ENDS: readonly ReleaseStatus[] = ['YANKED', 'KILLED'];

/** From where to where. What stands in no row can't happen: a yanked or killed version never comes back, it gets a successor. A review that is late stays where it is, and that is said. */
export const RELEASE_STEPS: Readonly<Record<ReleaseStatus, readonly ReleaseStatus[]>> = {
  SUBMITTED: ['CHECKING', ...ENDS],
  CHECKING: ['IN_REVIEW', 'REJECTED', ...ENDS],
  IN_REVIEW: ['IN_REVIEW', 'APPROVED', 'REJECTED', ...ENDS],
  APPROVED: ['STAGED', 'LISTED', ...ENDS],
  STAGED: ['STAGED', 'LISTED', 'SUSPENDED', 'DEPRECATED', ...ENDS],
  LISTED: ['SUSPENDED', 'DEPRECATED', ...ENDS],
  SUSPENDED: ['STAGED', 'DEPRECATED', ...ENDS],
  DEPRECATED: ['SUSPENDED', ...ENDS],
  REJECTED: [],
  YANKED: ['KILLED'],
  KILLED: [],
};

/** New customers get these. */
export const OFFERED: readonly ReleaseStatus[] = ['STAGED', 'LISTED'];

/** For those who have it, a deprecated version goes on until it is yanked. */
export const RUNS: readonly ReleaseStatus[] = ['STAGED', 'LISTED', 'DEPRECATED'];

export const STAGES = [5, 25, 100] as const;
export type StagePercent = (typeof STAGES)[number];

/** How long each stage lasts when nothing goes wrong, how long reviewers have, and when a release halts by itself. */
export const RELEASE_RULES = {
  stageMs: 24 * 3_600_000,
  reviewMs: 3 * 24 * 3_600_000,
  /** Checks that took longer were cut off by the end of their process, and begin anew. */
  checksMs: 10 * 60_000,
  reviewers: 2,
  /** Share of failed runs that stops a version. */
  failureShare: 0.05,
  /** While staged, few customers make few runs: this many are enough to judge. */
  stagedRunsMin: 20,
  /** Afterwards the last this many are looked at. */
  listedRuns: 100,
} as const;

export type ReleaseRules = { readonly [K in keyof typeof RELEASE_RULES]: number };
