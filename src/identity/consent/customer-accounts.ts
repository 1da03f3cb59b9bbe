import type { PublicIds } from '../../kernel/ids.js';
import { FIRST_PARTY_APP, type RunFirstParty } from '../first-party.js';

export interface OfferedAccount {
  /** Internal id, for the grant. Never leaves the server. */
  readonly id: string;
  /** Id of the first-party app, for the form. */
  readonly publicId: string;
  readonly name: string;
  readonly maskedNumber: string;
  readonly type: string;
}

const ACCOUNTS = `query AccountsForConsent($after: String) {
  accounts(first: 100, after: $after) {
    edges { node { id name maskedNumber type } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface AccountPage {
  edges: { node: { id: string; name: string; maskedNumber: string; type: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/**
 * The accounts that the customer may share, read through the pipeline like any other read: this feature's own database
 * role can't see an account at all.
 */
export class CustomerAccounts {
  readonly #runFirstParty: RunFirstParty;
  readonly #publicIds: PublicIds;

  constructor(dependencies: { runFirstParty: RunFirstParty; publicIds: PublicIds }) {
    this.#runFirstParty = dependencies.runFirstParty;
    this.#publicIds = dependencies.publicIds;
  }

  async list(customerId: string): Promise<OfferedAccount[]> {
    const found: OfferedAccount[] = [];
    let after: string | null = null;
    do {
      const data = await this.#runFirstParty(customerId, ACCOUNTS, { after });
      const { edges, pageInfo } = data['accounts'] as AccountPage;
      for (const { node } of edges) found.push({ ...node, id: this.#internalId(node.id), publicId: node.id });
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return found;
  }

  #internalId(publicId: string): string {
    const decoded = this.#publicIds.decode(FIRST_PARTY_APP.id, publicId);
    if (decoded?.prefix !== 'acc')
      throw new TypeError('The pipeline returned an account id that is not one of the first-party app');
    return decoded.uuid;
  }
}
