import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { OperationContext, TextRow } from '../../operation/index.js';
import { Cost, RequiresScopes } from '../../operation/schema/directives.js';
import { DateTimeScalar } from '../../operation/schema/scalars.js';
import { ticketError } from '../tickets.errors.js';
import { BOARDS, SATISFACTION } from './boards.sql.js';
import { TicketBoards } from './boards.type.js';

const DAY_MS = 86_400_000;
const SPAN_DAYS_MAX = 92;

@Resolver()
export class TicketBoardsResolver {
  @RequiresScopes('tickets:oversee')
  @Cost(50)
  @Query(() => TicketBoards, {
    description:
      'First response, resolution, one contact, broken promises and satisfaction of a span of at most 92 days.',
  })
  async ticketBoards(
    @Arg('from', () => DateTimeScalar, { description: 'Beginning of the span.' }) from: string,
    @Arg('to', () => DateTimeScalar, { description: 'End of the span, no longer part of it.' }) to: string,
    @Ctx() context: OperationContext,
  ): Promise<TicketBoards> {
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
    if (!(days > 0 && days <= SPAN_DAYS_MAX))
      throw ticketError('TICKET_SPAN_INVALID', { params: { max: SPAN_DAYS_MAX } });
    const values = [from, to];
    const [boards = [], [satisfaction = []] = []] = await context.reach.read([
      { name: 'ticket_boards', text: BOARDS, values },
      { name: 'ticket_satisfaction', text: SATISFACTION, values },
    ]);
    return { from, to, ...boardsOf(boards), satisfaction: satisfactionOf(satisfaction) };
  }
}

function boardsOf(rows: readonly TextRow[]) {
  const each = <T>(make: (level: string, row: TextRow) => T) => rows.map((row) => make(row[0] ?? '', row));
  return {
    firstResponse: each((level, row) => ({
      level,
      opened: count(row[1]),
      responded: count(row[2]),
      medianSeconds: figure(row[3]),
      p90Seconds: figure(row[4]),
    })),
    resolution: each((level, row) => ({
      level,
      solved: count(row[5]),
      medianSeconds: figure(row[6]),
      p90Seconds: figure(row[7]),
    })),
    oneContact: each((level, row) => ({ level, oneContact: count(row[8]), rate: row[9] ?? null })),
    breaches: each((level, row) => ({ level, breached: count(row[10]), rate: row[11] ?? null })),
  };
}

function satisfactionOf(row: TextRow) {
  const [ratings, average = null, csat = null, npsAnswers, nps] = row;
  return { ratings: count(ratings), average, csat, npsAnswers: count(npsAnswers), nps: figure(nps) };
}

function count(text: string | null | undefined): number {
  return Number(text ?? 0);
}

function figure(text: string | null | undefined): number | null {
  return text == null ? null : Number(text);
}
