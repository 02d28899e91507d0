// Legal time as pure functions of days. Nothing here knows what day it is.
export { ageOn, dayOfAge } from './age.ts';
export {
  announcementDue,
  announcementHasExpired,
  appealLastDay,
  appealLastDayAfterAnnouncement,
  enforceableFrom,
  type Gap,
} from './appeal.ts';
export { arrivalDay, arrivalDayByLetterBox, arrivalDayByPost, LEGAL_ZONE, legalDay } from './arrival.ts';
export { easter, type HolidayName, holidays, isHoliday } from './holidays.ts';
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
export { addMonths, addWeeks, addYears } from './period.ts';
export { type Matter, type RequestAnswer, requestDecision, sixMonths } from './six-months.ts';
export { isWorkingDay, move, movesDay, previousWorkingDay } from './working-day.ts';
