import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { ExplainOperation, Grant, OperationContext, ThrottleStatus } from '../../operation/index.js';
import { operationError } from '../../operation/index.js';
import { Cost, NoFurtherScope } from '../../operation/schema/directives.js';
import { JsonObjectScalar } from '../../operation/schema/scalars.js';
import { CostExplanationObject, RateLimitObject } from './budget.type.js';

/** The largest `Int` of GraphQL; pages within pages multiply beyond it. */
const INT_MAX = 2_147_483_647;

/** What an app has left, and what an operation would take of it. */
@Resolver()
export class BudgetResolver {
  readonly #explain: ExplainOperation;

  constructor({ explainOperation }: { explainOperation: ExplainOperation }) {
    this.#explain = explainOperation;
  }

  @NoFurtherScope()
  @Query(() => RateLimitObject, {
    description: 'The budget of this grant, as `extensions.cost` tells it with each answer.',
  })
  async rateLimit(@Ctx() { grant, clock }: OperationContext): Promise<RateLimitObject> {
    return rateLimitOf(await this.#explain.budget(grant), grant, clock.now());
  }

  // Validating a document may take tens of milliseconds, and a body may hold many: hence the price, and one for each operation.
  @NoFurtherScope()
  @Cost(20)
  @Query(() => CostExplanationObject, {
    description: 'What an operation would cost and whether it would run, before it is sent. One for each operation.',
  })
  async explainCost(
    @Arg('document', () => String, { description: 'Its GraphQL text.' }) source: string,
    @Arg('operationName', () => String, { nullable: true, description: 'Which operation, where it holds several.' })
    operationName: string | null | undefined,
    @Arg('variables', () => JsonObjectScalar, {
      nullable: true,
      description: 'Its variables: page sizes decide the cost.',
    })
    variables: Record<string, unknown> | null | undefined,
    @Ctx() context: OperationContext,
  ): Promise<CostExplanationObject> {
    const { grant, clock } = context;
    const asked = context.once(this, () => ({ times: 0 }));
    asked.times += 1;
    if (asked.times > 1)
      throw operationError('DOCUMENT_TOO_COMPLEX', { params: { found: 'several', what: 'explanations', max: 1 } });
    const budget = await this.#explain.budget(grant);
    const { document, cost, fields, obstacles } = this.#explain.explain(
      { source, operationName, variables },
      grant,
      budget,
    );
    return {
      documentHash: document.hash,
      requested: atMost(cost.points),
      nodes: atMost(cost.nodes),
      budget: rateLimitOf(budget, grant, clock.now()),
      obstacles: obstacles.map(({ code, message }) => ({ code, message })),
      fields: fields
        .filter(({ pointsBelow }) => pointsBelow > 0)
        .map(({ path, coordinate, times, points, pointsBelow }) => ({
          path: path.join('.'),
          field: coordinate,
          times: atMost(times),
          points: atMost(points),
          pointsBelow: atMost(pointsBelow),
        })),
    };
  }
}

function rateLimitOf({ maximum, available, restoreRate }: ThrottleStatus, grant: Grant, now: number): RateLimitObject {
  const seconds = Math.max(0, maximum - available) / restoreRate;
  const fullAt = new Date(Math.ceil(now + seconds * 1000)).toISOString();
  return { maximum, available, restoreRate, share: grant.budgetShare ?? 1, fullAt };
}

function atMost(count: number): number {
  return Math.min(count, INT_MAX);
}
