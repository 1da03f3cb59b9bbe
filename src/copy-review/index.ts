export { COPY_REVIEW_ERRORS, copyReviewError } from './copy-review.errors.js';
export { COPY_REVIEW_FEATURE } from './copy-review.feature.js';
export { COPY_LENGTH_MAX, requireShortCopy } from './copy-review.resolver.js';
export { CopyKindEnum, CopyReviewObject, CopyVerdict } from './copy-review.type.js';
export { type CopyDecision, decideReview } from './live/decide-review.js';
export { type CopySubject, goLive, keepReview, leaveLive } from './live/keep-review.js';
export { findObstacle, type Obstacle, obstacleOf } from './live/publishable.js';
export { type FallenCopy, rescanLiveCopy } from './live/rescan-live-copy.js';
export {
  type CopyReview,
  type Finding,
  hashOfCopy,
  type RequirementState,
  type ReviewOptions,
  reviewCopy,
  type Softened,
  type Verdict,
} from './review/review-copy.js';
export { RuleSet } from './review/rule-set.js';
export { COPY_KINDS, type CopyKind, type CopyRule, type RuleSetDefinition } from './rules/rule.js';
export { RULE_SETS, ruleSetAt } from './rules/rule-sets.js';
