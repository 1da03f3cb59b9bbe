import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Selection } from '../audit/index.js';
import { PublicError } from '../kernel/errors.js';
import { actingPerson, type OperationContext, type ReadResolvers, requireAnotherPerson } from '../operation/index.js';
import { PageArguments } from '../operation/schema/connection.js';
import { Cost, PagedList, RequiresScopes } from '../operation/schema/directives.js';
import { Idempotent } from '../operation/schema/idempotent.js';
import { holderOf } from '../storage/index.js';
import type { DecideExport } from './decide-export.js';
import { readChunk } from './read-chunk.js';
import { DecideRecordExportInput, RecordExportPayload, RequestRecordExportInput } from './record-export.inputs.js';
import { RecordExportChunk, RecordExportConnection, RecordExportObject } from './record-export.type.js';
import { recordExportError } from './record-exports.errors.js';
import type { RequestExport } from './request-export.js';

export interface RecordExportUseCases {
  readonly requestExport: RequestExport;
  readonly decideExport: DecideExport;
  /** Internal id of an app. */
  readonly appOfClientId: (clientId: string) => Promise<string | undefined>;
}

/** Staff hand records out to a regulator. */
@Resolver(() => RecordExportObject)
export class RecordExportsResolver {
  readonly #reads: ReadResolvers;
  readonly #acts: RecordExportUseCases;

  constructor(dependencies: RecordExportUseCases & { reads: ReadResolvers }) {
    this.#reads = dependencies.reads;
    this.#acts = dependencies;
  }

  @PagedList()
  @RequiresScopes('records:export')
  @Query(() => RecordExportConnection, {
    description: 'All exports of records, those of operators included, latest first.',
  })
  recordExports(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('recordExports', page, context);
  }

  @RequiresScopes('records:export')
  @Query(() => RecordExportObject, { nullable: true, description: 'One export; null when there is none of this id.' })
  recordExport(
    @Arg('id', () => ID, { description: 'Id of the export.' }) id: string,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('recordExport', { id }, context);
  }

  /** The only way to the bytes at the desk: a field like any other, so act, cost and receipt hold for archives too. */
  @Cost(20)
  @FieldResolver(() => RecordExportChunk, {
    nullable: true,
    description: 'A piece of the archive; null while it is not done, for a number that is none, and after 30 days.',
  })
  chunk(
    @Root() { id }: RecordExportObject,
    @Arg('number', () => Int, { description: 'From 0 to `chunkCount` − 1.' }) number: number,
    @Ctx() context: OperationContext,
  ): Promise<RecordExportChunk | null> {
    return readChunk(context, context.ids.decode('rex', id), number);
  }

  @Idempotent()
  @RequiresScopes('records:export')
  @Cost(100)
  @Mutation(() => RecordExportPayload, {
    description:
      'Asks for a signed archive of receipts, events and consents. In live mode another person agrees first; then it is written by itself.',
  })
  requestRecordExport(
    @Arg('input', () => RequestRecordExportInput, { description: 'Which records, and why.' })
    input: RequestRecordExportInput,
    @Ctx() context: OperationContext,
  ): Promise<RecordExportPayload> {
    return this.#answer(context, async () => {
      const subject = await this.#subject(input, context);
      return this.#acts.requestExport.request({
        selection: { ...subject, fromMs: Date.parse(input.from), toMs: Date.parse(input.to) },
        reason: input.reason,
        by: { door: 'DESK', personId: actingPerson(context).id },
        holder: holderOf(context.grant),
        idempotencyKey: input.idempotencyKey,
      });
    });
  }

  @Idempotent()
  @RequiresScopes('records:export')
  @Cost(10)
  @Mutation(() => RecordExportPayload, { description: 'Agrees to what another person asked for, or refuses it.' })
  decideRecordExport(
    @Arg('input', () => DecideRecordExportInput, { description: 'The decision.' }) input: DecideRecordExportInput,
    @Ctx() context: OperationContext,
  ): Promise<RecordExportPayload> {
    return this.#answer(context, async () => {
      const exportId = context.ids.decode('rex', input.exportId);
      await this.#acts.decideExport.decide({
        exportId,
        approve: input.approve,
        by: actingPerson(context).id,
        requireAnother: (former) => void requireAnotherPerson(context, former),
        holder: holderOf(context.grant),
        idempotencyKey: input.idempotencyKey,
      });
      return exportId;
    });
  }

  async #subject(
    { customerId, clientId }: RequestRecordExportInput,
    context: OperationContext,
  ): Promise<Pick<Selection, 'subject' | 'id'>> {
    if (customerId != null && clientId != null) throw recordExportError('EXPORT_SELECTION_INVALID');
    if (customerId != null) return { subject: 'CUSTOMER', id: context.ids.decode('mcu', customerId) };
    if (clientId == null) return { subject: 'ALL', id: null };
    const id = await this.#acts.appOfClientId(clientId);
    if (id === undefined) throw recordExportError('EXPORT_SUBJECT_NOT_FOUND', { params: { subject: 'app' } });
    return { subject: 'APP', id };
  }

  async #answer(context: OperationContext, act: () => Promise<string>): Promise<RecordExportPayload> {
    try {
      const id = context.ids.encode('rex', await act());
      return { export: await this.#reads.root('recordExport', { id }, context), userErrors: [] };
    } catch (error) {
      const field = error instanceof PublicError ? FIELD_OF[error.code] : undefined;
      if (!(error instanceof PublicError) || field === undefined) throw error;
      return { export: null, userErrors: [{ field: ['input', field], code: error.code, message: error.message }] };
    }
  }
}

const FIELD_OF: Readonly<Record<string, string>> = {
  EXPORT_SUBJECT_NOT_FOUND: 'customerId',
  EXPORT_SELECTION_INVALID: 'from',
  EXPORT_REASON_INVALID: 'reason',
  EXPORT_CONFLICT: 'exportId',
};
