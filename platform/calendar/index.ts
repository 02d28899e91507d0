// Legal time as pure functions of days. Nothing here knows what day it is.
export { ageOn, dayOfAge } from './age.ts';
export { answerBy, answerDays } from './answer.ts';
export {
  announcementDue,
  announcementHasExpired,
  appealLastDay,
  appealLastDayAfterAnnouncement,
  enforceableFrom,
  type Gap,
} from './appeal.ts';
export {
  arrivalBy,
  arrivalDay,
  arrivalDayByLetterBox,
  arrivalDayByPost,
  CAME_BY,
  type CameBy,
  legalDay,
  startOfLegalDay,
} from './arrival.ts';
export { type HolidayName, holidays, isHoliday } from './holidays.ts';
export {
  buildingAppealLastDayOfOthers,
  buildingDecisionDue,
  buildingFeeFactor,
  childInquiryDue,
  childReportDue,
  nonExecutionReportDue,
  preschoolPlaceDue,
  securityIncidentClocks,
  securityIncidentFinalDue,
  simplifiedServiceDay,
  socialWeeding,
  tobaccoDecisionDue,
} from './other-clocks.ts';
export { addMonths, addWeeks } from './period.ts';
export { type Matter, type RequestAnswer, requestDecision, sixMonths } from './six-months.ts';
export { isWorkingDay, move, movesDay } from './working-day.ts';
