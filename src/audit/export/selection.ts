/** What is handed over: everything of a period, or what concerns one customer or one app in it. */
export interface Selection {
  readonly subject: 'ALL' | 'CUSTOMER' | 'APP';
  /** Internal id of the customer or the app; null for all. */
  readonly id: string | null;
  /** Epoch ms, both included. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Column that the subject is known by in receipts, events and consents; `null` for all. */
export const COLUMN_OF: Readonly<Record<Selection['subject'], 'customer_id' | 'app_id' | null>> = {
  ALL: null,
  CUSTOMER: 'customer_id',
  APP: 'app_id',
};
