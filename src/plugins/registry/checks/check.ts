import type { GraphQLSchema } from 'graphql';
import type pg from 'pg';
import type { InvokeTool } from '../../invocation/invoke-tool.js';
import type { PublishedVersion, PublishedVersions } from '../published-versions.js';

export interface CheckOutcome {
  readonly passed: boolean;
  /** One sentence for the publisher. */
  readonly summary: string;
  /** Problems or figures, as JSON. Never a customer's values: publishers read it. */
  readonly details: readonly unknown[];
}

/** What a text of marketing is held against; compose.ts gives it. Findings say which words and which rule. */
export type ReviewCopy = (text: string) => readonly {
  readonly span: string;
  readonly rule: string;
  /** Refused outright; otherwise the reviewers look at it. */
  readonly blocks: boolean;
}[];

export interface CheckTools {
  readonly invokeTool: InvokeTool;
  readonly schema: GraphQLSchema;
  readonly versions: PublishedVersions;
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly reviewCopy: ReviewCopy;
  /** Points that one run's input may cost: what a customer's budget holds at most. */
  readonly costMax: number;
}

/** One automated check of a submitted version. */
export interface VersionCheck {
  readonly name: string;
  run(version: PublishedVersion, tools: CheckTools): Promise<CheckOutcome>;
}
