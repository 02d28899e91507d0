// Messages: what leaves the house by e-mail, through the outbox.
export {
  type Addressee,
  type Attachment,
  composeMail,
  isAddress,
  type Mail,
  type MailRefusal,
  withoutNumbers,
} from './mail.ts';
export type { DeliveryStatus, Mailbox, Reach, RecipientId, SecureMessage, SenderId } from './mailbox/port.ts';
export { mailboxStandIn, readMailboxes, type StandIn, type StandInMailbox } from './mailbox/stand-in.ts';
export { addMail, deliverOutbox, type OutboxRow, type Outcome, outboxRows } from './outbox.ts';
export {
  type Delivery,
  type OpenAttachment,
  openTransport,
  type Transport,
  type TransportOptions,
} from './transport.ts';
