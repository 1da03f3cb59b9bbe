export const STATUSES = ['NEW', 'OPEN', 'WAITING_FOR_CUSTOMER', 'WAITING_FOR_BROKERAGE', 'SOLVED', 'CLOSED'] as const;
export type Status = (typeof STATUSES)[number];

/** Statuses in which the brokerage owes something. The index of the queues holds these alone. */
export const OWED: readonly Status[] = ['NEW', 'OPEN', 'WAITING_FOR_BROKERAGE'];

/** Whose doing an act is. The platform acts by itself when time runs out. */
export type Doer = 'CUSTOMER' | 'ASSISTANT' | 'STAFF' | 'PLATFORM';

export type Act =
  | 'ANSWER_AT_ONCE'
  | 'PASS_ON'
  | 'WRITE'
  | 'TAKE'
  | 'ASK_BACK'
  | 'ANSWER'
  | 'SOLVE'
  | 'CLOSE'
  | 'REOPEN';

interface Transition {
  readonly by: readonly Doer[];
  /** Left out where a complaint takes the same way as a question. */
  readonly complaintBy?: readonly Doer[];
  readonly from: Readonly<Partial<Record<Status, Status>>>;
}

const owedOr = (to: Status) => ({ NEW: to, OPEN: to, WAITING_FOR_BROKERAGE: to, WAITING_FOR_CUSTOMER: to }) as const;

/** The whole life of a ticket: who may do what in which status, and what it is afterwards. What is not in here can't happen. */
export const TRANSITIONS: Readonly<Record<Act, Transition>> = {
  ANSWER_AT_ONCE: {
    by: ['ASSISTANT'],
    complaintBy: [],
    from: { NEW: 'WAITING_FOR_CUSTOMER', WAITING_FOR_BROKERAGE: 'WAITING_FOR_CUSTOMER' },
  },
  PASS_ON: { by: ['ASSISTANT', 'STAFF', 'PLATFORM', 'CUSTOMER'], from: owedOr('WAITING_FOR_BROKERAGE') },
  WRITE: {
    by: ['CUSTOMER'],
    from: {
      NEW: 'NEW',
      OPEN: 'OPEN',
      WAITING_FOR_BROKERAGE: 'WAITING_FOR_BROKERAGE',
      WAITING_FOR_CUSTOMER: 'WAITING_FOR_BROKERAGE',
    },
  },
  TAKE: { by: ['STAFF'], from: { NEW: 'OPEN', OPEN: 'OPEN', WAITING_FOR_BROKERAGE: 'OPEN' } },
  ASK_BACK: { by: ['STAFF'], from: owedOr('WAITING_FOR_CUSTOMER') },
  ANSWER: { by: ['STAFF'], from: owedOr('WAITING_FOR_CUSTOMER') },
  SOLVE: { by: ['STAFF', 'CUSTOMER', 'PLATFORM'], complaintBy: ['STAFF', 'CUSTOMER'], from: owedOr('SOLVED') },
  CLOSE: {
    by: ['STAFF', 'CUSTOMER', 'PLATFORM'],
    complaintBy: ['STAFF', 'CUSTOMER'],
    from: { ...owedOr('CLOSED'), SOLVED: 'CLOSED' },
  },
  REOPEN: { by: ['CUSTOMER', 'STAFF'], from: { SOLVED: 'WAITING_FOR_BROKERAGE', CLOSED: 'WAITING_FOR_BROKERAGE' } },
};

/** @returns the status after the act, or `undefined` when it can't be done by them now */
export function after(
  act: Act,
  doer: Doer,
  ticket: { readonly status: Status; readonly kind: 'QUESTION' | 'COMPLAINT' },
): Status | undefined {
  const { by, complaintBy, from } = TRANSITIONS[act];
  const doers = ticket.kind === 'COMPLAINT' ? (complaintBy ?? by) : by;
  return doers.includes(doer) ? from[ticket.status] : undefined;
}
