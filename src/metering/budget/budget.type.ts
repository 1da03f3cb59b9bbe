import { Field, Float, Int, ObjectType } from 'type-graphql';
import { ListSize, NoFurtherScope } from '../../operation/schema/directives.js';
import { DateTimeScalar } from '../../operation/schema/scalars.js';

@NoFurtherScope()
@ObjectType('RateLimit', {
  description:
    'The budget that operations of this grant are paid from, in cost points: the scarcer one of app × customer and app.',
})
export class RateLimitObject {
  @Field(() => Int, { description: 'Points that it holds when it is full; an operation that costs more never runs.' })
  maximum!: number;

  @Field(() => Int, { description: 'Points that are there now, after what this operation reserved.' })
  available!: number;

  @Field(() => Float, { description: 'Points that flow back per second.' })
  restoreRate!: number;

  @Field(() => Float, {
    description: 'Which part of the usual budget this is: 1, or less while the app is restricted.',
  })
  share!: number;

  @Field(() => DateTimeScalar, { description: 'When it is full again if nothing more runs.' })
  fullAt!: string;
}

@NoFurtherScope()
@ObjectType('FieldCost', {
  description: 'What one selected field adds to the cost. 2147483647 stands for that many and more.',
})
export class FieldCostObject {
  @Field(() => String, { description: 'Where it stands in the answer, e.g. `accounts.edges.node`.' })
  path!: string;

  @Field(() => String, { description: 'The field of the schema, `Type.field`.' })
  field!: string;

  @Field(() => Int, {
    description: 'How often it may be resolved: the product of the page sizes above it and its own.',
  })
  times!: number;

  @Field(() => Int, { description: 'Points of the field itself, all times together.' })
  points!: number;

  @Field(() => Int, { description: 'The same with all that is selected below it.' })
  pointsBelow!: number;
}

@NoFurtherScope()
@ObjectType('OperationObstacle', { description: 'What would refuse an operation, however often it is sent.' })
export class OperationObstacleObject {
  @Field(() => String, { description: 'The code of the refusal, e.g. `MISSING_SCOPE` or `COST_EXCEEDED`.' })
  code!: string;

  @Field(() => String, { description: 'What is wrong and what to do, for people.' })
  message!: string;
}

@NoFurtherScope()
@ObjectType('CostExplanation', { description: 'What an operation would cost under this grant. It is not run.' })
export class CostExplanationObject {
  @Field(() => String, { description: 'sha256 of the document, hex: the name under which receipts will tell of it.' })
  documentHash!: string;

  @Field(() => Int, { description: 'Points that are reserved before it runs; what lists then don’t hold flows back.' })
  requested!: number;

  @Field(() => Int, { description: 'Objects that it can answer with at most.' })
  nodes!: number;

  @Field(() => RateLimitObject, { description: 'The budget that it would be paid from.' })
  budget!: RateLimitObject;

  @ListSize(4)
  @Field(() => [OperationObstacleObject], { description: 'Why it would be refused; empty when it runs.' })
  obstacles!: OperationObstacleObject[];

  @ListSize(0)
  @Field(() => [FieldCostObject], {
    description:
      'What costs points, field by field in the order of the document. Of a union’s types the dearest counts.',
  })
  fields!: FieldCostObject[];
}
