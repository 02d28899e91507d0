// Payments: ordered of a provider under an id of their own, believed when the provider is asked, given back when not used.
export type { Certificates } from './call.ts';
export type {
  Offer,
  Order,
  PaymentMethod,
  PaymentProvider,
  Standing,
} from './provider.ts';
export { askRefund, REFUND_JOB, refundJob } from './refund.ts';
export {
  addEvent,
  type CasePayment,
  caseOfPayment,
  casePayments,
  findPayment,
  forgetSender,
  forgetUnordered,
  isAnswered,
  lockPayment,
  openPayment,
  type Payment,
  payingAmong,
  paymentOf,
  unsettled,
  unusedOf,
} from './rows.ts';
export { type StandInTown, standInApi } from './stand-in/api.ts';
export { endTestRequest, findTestRequest, type TestRequest } from './stand-in/requests.ts';
export { type SwishOptions, swishProvider } from './swish.ts';
