import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Instrument } from '../market/index.js';
import type { OperationContext, ReadResolvers } from '../operation/index.js';
import { PageArguments } from '../operation/schema/connection.js';
import { ListSize, PagedList, RequiresScopes } from '../operation/schema/directives.js';
import { Account, AccountConnection } from './account.type.js';
import { Balance } from './balance.type.js';
import { Customer } from './customer.type.js';
import { Charge, Transaction, TransactionArguments, TransactionConnection } from './transaction.type.js';

@Resolver(() => Customer)
export class CustomerResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @RequiresScopes('profile:read')
  @Query(() => Customer, {
    nullable: true,
    description: 'The customer who granted the app access; null under an app-level grant.',
  })
  viewer(@Ctx() context: OperationContext) {
    return this.#reads.root('viewer', {}, context);
  }

  @PagedList()
  @RequiresScopes('accounts:read')
  @FieldResolver(() => AccountConnection, { description: 'The accounts that the grant covers, oldest first.' })
  accounts(
    @Root() customer: Customer,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.child('Customer.accounts', customer, page, context);
  }
}

@Resolver(() => Account)
export class AccountResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @PagedList()
  @RequiresScopes('accounts:read')
  @Query(() => AccountConnection, { description: 'The accounts that the grant covers, oldest first.' })
  accounts(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('accounts', page, context);
  }

  @RequiresScopes('accounts:read')
  @Query(() => Account, {
    nullable: true,
    description: 'One account; null when the grant does not cover it or it does not exist.',
  })
  account(
    @Arg('id', () => ID, { description: 'Id of the account, as this app was given it.' }) id: string,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('account', { id }, context);
  }

  @ListSize(3)
  @RequiresScopes('balances:read')
  @FieldResolver(() => [Balance], { description: 'Cash, one entry per currency, by currency code.' })
  balances(@Root() account: Account, @Ctx() context: OperationContext) {
    return this.#reads.child('Account.balances', account, {}, context);
  }

  @PagedList()
  @RequiresScopes('transactions:read')
  @FieldResolver(() => TransactionConnection, { description: 'What happened in the account, latest first.' })
  transactions(
    @Root() account: Account,
    @Args(() => TransactionArguments) args: TransactionArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.child('Account.transactions', account, args, context);
  }
}

@Resolver(() => Transaction)
export class TransactionResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @PagedList()
  @RequiresScopes('transactions:read')
  @Query(() => TransactionConnection, {
    description: 'What happened in all accounts that the grant covers, latest first.',
  })
  transactions(@Args(() => TransactionArguments) args: TransactionArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('transactions', args, context);
  }

  @FieldResolver(() => Account, { description: 'The account it happened in.' })
  account(@Root() transaction: Transaction, @Ctx() context: OperationContext) {
    return this.#reads.child('Transaction.account', transaction, {}, context);
  }

  @RequiresScopes('market:read')
  @FieldResolver(() => Instrument, { nullable: true, description: 'What was traded; null for pure cash.' })
  instrument(@Root() transaction: Transaction, @Ctx() context: OperationContext) {
    return this.#reads.child('Transaction.instrument', transaction, {}, context);
  }

  @FieldResolver(() => Transaction, {
    nullable: true,
    description: 'The transaction that this one undoes; null for all others.',
  })
  reverses(@Root() transaction: Transaction, @Ctx() context: OperationContext) {
    return this.#reads.child('Transaction.reverses', transaction, {}, context);
  }

  @ListSize(8)
  @FieldResolver(() => [Charge], { description: 'Charges, one line each, each rounded by its own rule.' })
  charges(@Root() transaction: Transaction, @Ctx() context: OperationContext) {
    return this.#reads.child('Transaction.charges', transaction, {}, context);
  }
}
