import { RETRIEVAL_RESPONDER, type TicketResponder } from './ticket-responder.js';

/** The place `ticket.respond`: the built-in responder stands there until another one takes it, and again after that one left. */
export class ResponderPoint {
  #standing: TicketResponder = RETRIEVAL_RESPONDER;

  current(): TicketResponder {
    return this.#standing;
  }

  /** @returns the undo */
  use(responder: TicketResponder): () => void {
    this.#standing = responder;
    return () => {
      if (this.#standing === responder) this.#standing = RETRIEVAL_RESPONDER;
    };
  }
}
