import type pg from 'pg';
import { inTransaction } from '../../storage/index.js';
import { reviewCopy, type Verdict } from '../review/review-copy.js';
import type { RuleSet } from '../review/rule-set.js';
import type { CopyKind } from '../rules/rule.js';
import { ruleSetAt } from '../rules/rule-sets.js';
import { type CopySubject, keepReview } from './keep-review.js';

/** A live text that new rules judge worse than those it went out under. */
export interface FallenCopy {
  readonly subject: CopySubject;
  readonly reviewId: string;
  readonly ruleSet: string;
  readonly was: Verdict;
  readonly is: Verdict;
}

export interface RescanParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly ruleSets: readonly RuleSet[];
  /** In the transaction that keeps the new judgement: whoever shows the text takes it back. */
  readonly onFallen: (client: pg.PoolClient, fallen: FallenCopy, now: number) => Promise<void>;
}

const WORSE = { PASS: 0, REQUIRE: 1, REVIEW: 2, BLOCK: 3 } as const;

/**
 * Judges every live text again that was last judged by another rule set than the one that holds now. An earlier approval stands
 * only as long as the verdict has not become worse.
 *
 * @param now epoch ms
 * @returns how many were judged
 */
export async function rescanLiveCopy({ pool, ruleSets, onFallen }: RescanParts, now: number): Promise<number> {
  const ruleSet = ruleSetAt(now, ruleSets);
  let judged = 0;
  for (;;) {
    const found = await inTransaction(pool, async (client) => {
      const row = await nextToJudge(client, ruleSet.version);
      if (!row) return false;
      const review = reviewCopy(row.text, { ruleSet, at: now, appliesTo: row.kind });
      const subject = { kind: row.subjectKind, id: row.subjectId, appId: row.appId };
      const reviewId = await keepReview(client, subject, row.text, review, now);
      await client.query('UPDATE live_copy SET review_id = $3 WHERE subject_kind = $1 AND subject_id = $2', [
        subject.kind,
        subject.id,
        reviewId,
      ]);
      if (WORSE[review.verdict] > WORSE[row.verdict])
        await onFallen(
          client,
          { subject, reviewId, ruleSet: ruleSet.version, was: row.verdict, is: review.verdict },
          now,
        );
      return true;
    });
    if (!found) return judged;
    judged += 1;
  }
}

interface LiveRow {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly appId: string | null;
  readonly kind: CopyKind;
  readonly text: string;
  readonly verdict: Verdict;
}

/** One at a time, locked: any number of processes may scan. */
async function nextToJudge(client: pg.PoolClient, version: string): Promise<LiveRow | undefined> {
  const { rows } = await client.query<LiveRow>(
    `SELECT l.subject_kind AS "subjectKind", l.subject_id AS "subjectId", r.app_id AS "appId", r.kind, r.text, r.verdict
     FROM live_copy l JOIN copy_review r ON r.id = l.review_id WHERE r.rule_set <> $1 LIMIT 1 FOR UPDATE OF l SKIP LOCKED`,
    [version],
  );
  return rows[0];
}
