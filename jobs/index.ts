import { reportPlan } from './annual-plan/report-plan.ts';
import { reportArrivals } from './arrival/report-arrivals.ts';
import { remindSession } from './attendance/remind-session.ts';
import { reportAbsence } from './attendance/report-absence.ts';
import { chaseCallUp } from './call-up/chase-call-up.ts';
import { chaseQuota } from './call-up/chase-quota.ts';
import { keepCalendars } from './class/keep-calendars.ts';
import { chaseNotice } from './class-messages/chase-notice.ts';
import { endClassGroup } from './class-messages/end-class-group.ts';
import { escalateNotice } from './class-messages/escalate-notice.ts';
import { reportRecall } from './class-messages/report-recall.ts';
import { sendStanding } from './class-messages/send-standing.ts';
import { holdElections } from './committee/hold-elections.ts';
import { moveOfficeCards } from './county/move-office-cards.ts';
import { reconcileContacts } from './county/reconcile-contacts.ts';
import { reportContacts } from './county/report-contacts.ts';
import { giveElectiveSeats } from './electives/give-seats.ts';
import { tellElectiveUnits } from './electives/tell-units.ts';
import { agreeOverdue } from './exchange/agree-overdue.ts';
import { askRating } from './exchange/ask-rating.ts';
import { remindExchange } from './exchange/remind-exchange.ts';
import { handOverFeedback } from './feedback/hand-over-feedback.ts';
import { remindFeedback } from './feedback/remind-feedback.ts';
import { askActionPlan } from './follow-up/ask-action-plan.ts';
import { confirmActionPlans } from './follow-up/confirm-action-plans.ts';
import { openFollowUp } from './follow-up/open-follow-up.ts';
import { remindActionPlan } from './follow-up/remind-action-plan.ts';
import { offerGrading } from './grading/offer-grading.ts';
import { postCandidates } from './grading/post-candidates.ts';
import { publishGrades } from './grading/publish-grades.ts';
import { doubleHours } from './hours/double-hours.ts';
import { enterHours } from './hours/enter-class-hours.ts';
import type { Job } from './job.ts';
import { chaseLeave } from './leave/chase-leave.ts';
import { chaseReports } from './needs/chase-reports.ts';
import { closeReports } from './needs/close-reports.ts';
import { tellNeedOutcomes } from './needs/tell-need-outcomes.ts';
import { closeSurvey } from './needs-survey/close-survey.ts';
import { closeSurveyCards } from './needs-survey/close-survey-cards.ts';
import { remindSurvey } from './needs-survey/remind-survey.ts';
import { reviewReservePool } from './reserve-pool/review-reserve-pool.ts';
import { closeSatisfaction } from './satisfaction/close-satisfaction.ts';
import { openSatisfaction } from './satisfaction/open-satisfaction.ts';
import { scoreAttendanceDaily } from './scoring/score-attendance.ts';
import { tellScheme } from './scoring/tell-scheme.ts';
import { remindOutlines } from './sharing/remind-outlines.ts';
import { destroyKeys } from './store/destroy-keys.ts';
import { forgetOld } from './store/forget-old.ts';
import { chaseSuggestions } from './suggestions/chase-suggestions.ts';
import { closeTests } from './tests/close-tests.ts';
import { remindTests } from './tests/remind-tests.ts';
import { closeWorks } from './works/close-works.ts';
import { remindWorks } from './works/remind-works.ts';

/** Jobs that run at night. When the demo clock is moved forward they run once, at the new time, and not once for each night in between. */
export const nightly: readonly Job[] = [...reconcileContacts, reportContacts, forgetOld];

/** Every job the bot runs by itself. */
export const jobs: readonly Job[] = [
  moveOfficeCards,
  chaseCallUp,
  chaseQuota,
  reportArrivals,
  giveElectiveSeats,
  tellElectiveUnits,
  chaseNotice,
  escalateNotice,
  sendStanding,
  keepCalendars,
  remindSurvey,
  closeSurvey,
  closeSurveyCards,
  chaseReports,
  closeReports,
  tellNeedOutcomes,
  remindSession,
  reportAbsence,
  chaseLeave,
  reportRecall,
  endClassGroup,
  holdElections,
  openSatisfaction,
  closeSatisfaction,
  scoreAttendanceDaily,
  tellScheme,
  remindWorks,
  closeWorks,
  remindTests,
  closeTests,
  offerGrading,
  postCandidates,
  publishGrades,
  handOverFeedback,
  remindOutlines,
  remindFeedback,
  reviewReservePool,
  askActionPlan,
  confirmActionPlans,
  remindActionPlan,
  openFollowUp,
  chaseSuggestions,
  agreeOverdue,
  askRating,
  remindExchange,
  reportPlan,
  enterHours,
  doubleHours,
  destroyKeys,
  ...nightly,
];
