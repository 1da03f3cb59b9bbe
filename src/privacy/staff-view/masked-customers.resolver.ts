import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { actingPerson, type OperationContext, type ReadResolvers } from '../../operation/index.js';
import { PageArguments } from '../../operation/schema/connection.js';
import { Cost, ListSize, PagedList, RequiresScopes } from '../../operation/schema/directives.js';
import { orUserErrors } from '../../operation/schema/or-user-errors.js';
import { placeOf } from '../mutation-answers.js';
import {
  MaskedAccountObject,
  MaskedCustomerArguments,
  MaskedCustomerConnection,
  MaskedCustomerObject,
  PersonalDetailsObject,
  UnmaskCustomerInput,
  UnmaskCustomerPayload,
  UnmaskedCustomerObject,
  UnmaskingConnection,
} from './masked-customer.type.js';
import type { UnmaskCustomer } from './unmask-customer.js';

/** Customers as staff see them, and what the customer sees of that. */
@Resolver(() => MaskedCustomerObject)
export class MaskedCustomersResolver {
  readonly #reads: ReadResolvers;
  readonly #unmask: UnmaskCustomer;

  constructor(dependencies: { reads: ReadResolvers; unmaskCustomer: UnmaskCustomer }) {
    this.#reads = dependencies.reads;
    this.#unmask = dependencies.unmaskCustomer;
  }

  @PagedList()
  @RequiresScopes('customers:view')
  @Query(() => MaskedCustomerConnection, {
    description: 'Customers of whom this is the whole reference, number or name.',
  })
  maskedCustomers(
    @Args(() => MaskedCustomerArguments) args: MaskedCustomerArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('maskedCustomers', args, context);
  }

  @RequiresScopes('customers:view')
  @Query(() => MaskedCustomerObject, { nullable: true, description: 'One customer; null when there is none.' })
  maskedCustomer(
    @Arg('id', () => ID, { description: 'Id of the customer.' }) id: string,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('maskedCustomer', { id }, context);
  }

  @ListSize(5)
  @FieldResolver(() => [MaskedAccountObject], { description: 'The accounts, oldest first.' })
  accounts(@Root() customer: MaskedCustomerObject, @Ctx() context: OperationContext) {
    return this.#reads.child('MaskedCustomer.accounts', customer, {}, context);
  }

  @RequiresScopes('customers:unmask')
  @FieldResolver(() => UnmaskedCustomerObject, {
    nullable: true,
    description: 'Without the mask; null unless this person lifted it within the last 15 minutes.',
  })
  unmasked(@Root() customer: MaskedCustomerObject, @Ctx() context: OperationContext) {
    return this.#reads.child('MaskedCustomer.unmasked', customer, {}, context);
  }

  @RequiresScopes('customers:unmask')
  @Cost(10)
  @Mutation(() => UnmaskCustomerPayload, {
    description: 'Lifts the mask of one customer for this person and 15 minutes. The customer sees when and why.',
  })
  unmaskCustomer(
    @Arg('input', () => UnmaskCustomerInput, { description: 'Whom and why.' }) input: UnmaskCustomerInput,
    @Ctx() context: OperationContext,
  ): Promise<UnmaskCustomerPayload> {
    return orUserErrors({ customer: null, userErrors: [] }, placeOf, async () => {
      const customerId = context.ids.decode('mcu', input.customerId);
      await this.#unmask.unmask(actingPerson(context).id, customerId, input.reason);
      return { customer: await this.#reads.root('maskedCustomer', { id: input.customerId }, context), userErrors: [] };
    });
  }

  @RequiresScopes('privacy:manage')
  @Query(() => PersonalDetailsObject, {
    nullable: true,
    description: 'What is held of the customer beside the profile.',
  })
  personalDetails(@Ctx() context: OperationContext) {
    return this.#reads.root('personalDetails', {}, context);
  }

  @PagedList()
  @RequiresScopes('privacy:manage')
  @Query(() => UnmaskingConnection, { description: 'When and why staff looked behind the mask, latest first.' })
  unmaskings(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('unmaskings', page, context);
  }
}
