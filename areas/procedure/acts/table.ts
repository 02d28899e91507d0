import { ACT_NAMES, type Act, type ActName } from './act.ts';
import { appeal } from './appeals/appeal.ts';
import { courtDecided } from './appeals/court.ts';
import { decideAnew } from './appeals/decide-anew.ts';
import { dismissAppeal } from './appeals/dismiss.ts';
import { handOver } from './appeals/hand-over.ts';
import { registerAppeal } from './appeals/register.ts';
import { sendWithdrawal } from './appeals/send-withdrawal.ts';
import { registerWithdrawnAppeal, withdrawAppeal } from './appeals/withdraw.ts';
import { boardDecision, chairDecision } from './board.ts';
import { carriedOut, interrupted, notCarriedOut } from './carry-out.ts';
import { changeDecision } from './change.ts';
import {
  answerCommunication,
  answerCompletion,
  communicate,
  dismiss,
  leaveOut,
  requestCompletion,
  tellDelay,
} from './completion.ts';
import { clearConflict, decideConflict, reportConflict, reportOther } from './conflict.ts';
import { dispatch, dissent } from './dispatch.ts';
import { addDocument, registerIn, registerOut } from './documents.ts';
import { handToAnotherUnit } from './hand-to-unit.ts';
import { languageNeed } from './language.ts';
import { noteMandate } from './mandate.ts';
import { write, writeParty } from './messages.ts';
import { askOpinion } from './opinions/ask.ts';
import { endOpinion } from './opinions/end.ts';
import { registerOpinion } from './opinions/register.ts';
import { addParty, endParty } from './parties.ts';
import { pause, resume } from './pauses.ts';
import { refuseInsight, requestInsight } from './refuse-insight.ts';
import { registerSent } from './register-sent.ts';
import { repayFee } from './repay.ts';
import { recordService } from './serve.ts';
import { refuseRequest, requestDecision } from './six-months.ts';
import { correctSlip } from './slip.ts';
import { takeUpAgain } from './take-up.ts';
import { orderTranslation } from './translate.ts';
import { dismissUntried, writeOffFallen } from './untried.ts';
import { supplement, withdraw } from './withdraw.ts';
import { showParty, withhold } from './withhold.ts';

/** Action → who → legal basis → when: everything that is done in a case beside its own process. */
export const ACTS: { readonly [name in ActName]: Act } = {
  'request-completion': requestCompletion,
  'answer-completion': answerCompletion,
  dismiss,
  'dismiss-untried': dismissUntried,
  'write-off': writeOffFallen,
  communicate,
  'leave-out': leaveOut,
  'answer-communication': answerCommunication,
  'tell-delay': tellDelay,
  'request-decision': requestDecision,
  'refuse-request': refuseRequest,
  'ask-opinion': askOpinion,
  'register-opinion': registerOpinion,
  'end-opinion': endOpinion,
  'register-sent': registerSent,
  'record-service': recordService,
  appeal,
  'register-appeal': registerAppeal,
  'withdraw-appeal': withdrawAppeal,
  'register-withdrawn-appeal': registerWithdrawnAppeal,
  'dismiss-appeal': dismissAppeal,
  'hand-over': handOver,
  'send-withdrawal': sendWithdrawal,
  'court-decided': courtDecided,
  'decide-anew': decideAnew,
  'change-decision': changeDecision,
  'take-up': takeUpAgain,
  'correct-slip': correctSlip,
  'board-decision': boardDecision,
  'chair-decision': chairDecision,
  dissent,
  dispatch,
  'report-conflict': reportConflict,
  'report-other': reportOther,
  'decide-conflict': decideConflict,
  'clear-conflict': clearConflict,
  supplement,
  withdraw,
  'repay-fee': repayFee,
  'carried-out': carriedOut,
  'not-carried-out': notCarriedOut,
  interrupted,
  'add-party': addParty,
  'end-party': endParty,
  'note-mandate': noteMandate,
  withhold,
  'request-insight': requestInsight,
  'refuse-insight': refuseInsight,
  'show-party': showParty,
  'add-document': addDocument,
  'register-in': registerIn,
  'register-out': registerOut,
  'hand-to-unit': handToAnotherUnit,
  pause,
  resume,
  'language-need': languageNeed,
  'order-translation': orderTranslation,
  'write-party': writeParty,
  write,
};

/** The act with this address, for those who may reach it; undefined for anything else. */
export function actAt(path: string | undefined, who: Act['who']): (Act & { readonly name: ActName }) | undefined {
  const name = ACT_NAMES.find((one) => ACTS[one].path === path && ACTS[one].who === who);
  return name === undefined ? undefined : { ...ACTS[name], name };
}

/** What officers do in a case beside its process: the last part of the address of each. */
export function staffActs(): readonly string[] {
  return ACT_NAMES.filter((name) => ACTS[name].who === 'staff').map((name) => ACTS[name].path);
}
