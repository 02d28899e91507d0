/**
 * Mina meddelanden: the shared system of digital mailboxes (Förmedlingsadressregistret, and the mailbox operators). What a
 * sender does there is two things: ask whether a recipient can be reached, and deliver a sealed message. The shapes are
 * those of its Recipient and Service contracts, as data; how they travel is the adapter's.
 */
export interface Mailbox {
  /** Recipient contract: whether the recipient has a mailbox, and takes messages from this sender. */
  reach(recipient: RecipientId, sender: SenderId): Promise<Reach>;
  /** Service contract. `key` is the idempotency key: the same message twice is delivered once. */
  deliver(message: SecureMessage, key: string): Promise<DeliveryStatus>;
  /** When the recipient signed for it at the operator; null until then. Delivered is not received. */
  confirmedAt(transaction: string): Promise<Temporal.Instant | null>;
}

/** Twelve digits: a personal number, a coordination number or 16 and an organisation's number. Never kept by us. */
export type RecipientId = string;

/** Organisation number and name of the sending authority. */
export interface SenderId {
  readonly number: string;
  readonly name: string;
}

export type Reach =
  | { readonly reachable: true; readonly operator: string }
  /** `none`: no mailbox; `declined`: has one and does not take this sender's messages. */
  | { readonly reachable: false; readonly why: 'none' | 'declined' };

/** A message as it is sealed and handed to the operator: header, body, attachments with their check sums. */
export interface SecureMessage {
  readonly recipient: RecipientId;
  readonly sender: SenderId;
  readonly header: { readonly subject: string; readonly reference: string; readonly language: string };
  readonly body: { readonly contentType: 'text/plain'; readonly text: string };
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: 'application/pdf';
    readonly sha256: string;
    readonly bytes: Uint8Array;
  }[];
}

/** What the operator answers: kept with the letter as the receipt of the delivery. */
export interface DeliveryStatus {
  readonly delivered: boolean;
  readonly transaction: string;
  readonly operator: string;
  /** Instant, RFC 3339. */
  readonly at: string;
}
