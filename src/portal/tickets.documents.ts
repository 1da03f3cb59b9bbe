/** What the pages of tickets send through the pipeline. */
export const MY_TICKETS = `query MyTickets($after: String) {
  tickets(first: 20, after: $after) { edges { node { id subject status kind openedAt } } pageInfo { hasNextPage endCursor } }
}`;

export const MY_TICKET = `query MyTicket($id: ID!) {
  ticket(id: $id) {
    id subject status kind level openedAt promisedAt
    messages(last: 100) { edges { node { author text articleKey at } } }
    handoffs { from to reason promisedAt at question exchanges { asked answer } tried { by text articleKey } consulted { what at } }
    attachments { name sizeBytes }
    rating { satisfaction recommend comment }
  }
}`;

const act = (field: string, input: string) =>
  `mutation($input: ${input}!) { done: ${field}(input: $input) { ticket { id } userErrors { code } } }`;

export const OPEN_TICKET = act('openTicket', 'OpenTicketInput');
export const SAY = act('addTicketMessage', 'AddTicketMessageInput');
export const REOPEN = act('reopenTicket', 'AddTicketMessageInput');
export const END = act('closeTicket', 'CloseTicketInput');
export const RATE = act('rateTicket', 'RateTicketInput');

export interface ListedTicket {
  readonly id: string;
  readonly subject: string;
  readonly status: string;
  readonly kind: string;
  readonly openedAt: string;
}

export interface ShownHandoff {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly promisedAt: string;
  readonly at: string;
  readonly question: string;
  readonly exchanges: readonly { readonly asked: string; readonly answer: string | null }[];
  readonly tried: readonly { readonly by: string; readonly text: string; readonly articleKey: string | null }[];
  readonly consulted: readonly { readonly what: string; readonly at: string }[];
}

export interface ShownTicket extends ListedTicket {
  readonly level: string;
  readonly promisedAt: string;
  readonly messages: {
    readonly edges: readonly {
      readonly node: { author: string; text: string; articleKey: string | null; at: string };
    }[];
  };
  readonly handoffs: readonly ShownHandoff[];
  readonly attachments: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly rating: {
    readonly satisfaction: number;
    readonly recommend: number | null;
    readonly comment: string | null;
  } | null;
}
