import { extendSchema, parse } from 'graphql';
import { Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { kernelError } from '../../../src/kernel/errors.js';
import { documentCompiler, documentRunner, type OperationContext, pipeline } from '../../../src/operation/index.js';
import { buildPlatformSchema } from '../../../src/operation/schema/build-schema.js';
import { NoFurtherScope, RequiresScopes } from '../../../src/operation/schema/directives.js';
import { scopeRequirements } from '../../../src/operation/schema/requirements.js';
import { ALL_SCOPES, type OperationWorld } from '../operation-world.js';

export const SECRET = 'connect ECONNREFUSED 10.1.2.3:5432 as openfolio_app';

/** Fields that fail, and a mutation: what the platform's own read fields never do. */
@Resolver()
export class ProbeResolver {
  changes = 0;

  @NoFurtherScope()
  @Query(() => String, { nullable: true, description: 'Breaks in a way that nobody foresaw.' })
  broken(): string {
    throw new TypeError(SECRET);
  }

  @NoFurtherScope()
  @Query(() => String, { nullable: true, description: 'Breaks with something that is no error.' })
  brokenOddly(): string {
    throw { password: SECRET };
  }

  @NoFurtherScope()
  @Query(() => String, { description: 'Breaks where null is not allowed.' })
  brokenForGood(): string {
    throw new TypeError(SECRET);
  }

  @NoFurtherScope()
  @Query(() => String, { nullable: true, description: 'Refuses with a public code.' })
  refusing(): string {
    throw kernelError('NOT_FOUND', { cause: new Error(SECRET) });
  }

  @NoFurtherScope()
  @Query(() => String, { nullable: true, description: 'Sends a statement that the database refuses.' })
  async brokenStatement(@Ctx() context: OperationContext): Promise<string> {
    await context.reach.read([{ name: 'broken', text: "SELECT 'secret of a row'::integer", values: [] }]);
    return '';
  }

  @NoFurtherScope()
  @Query(() => String, { description: 'Works.' })
  fine(): string {
    return 'fine';
  }

  @RequiresScopes('accounts:read')
  @Mutation(() => String, { description: 'Changes something.' })
  change(): string {
    this.changes += 1;
    return 'changed';
  }
}

/** The real pipeline of a world, over a schema of failing and changing fields. */
export async function openProbe(world: OperationWorld) {
  const probe = new ProbeResolver();
  const built = await buildPlatformSchema(new Map([[ProbeResolver, probe]]));
  const requirements = scopeRequirements(built, new Set(ALL_SCOPES));
  const schema = extendSchema(
    built,
    parse('extend schema { subscription: Subscription } type Subscription { ticks: String }'),
  );
  const compiler = documentCompiler({ schema, requirements, compilePlan: () => undefined });
  return { probe, run: documentRunner({ schema, compiler, pipeline: pipeline({ ...world.parts, schema }) }) };
}
