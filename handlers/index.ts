import type { Router } from '../src/bot/router.ts';
import { activityChange } from './activities/activity-change.ts';
import { activityList } from './activities/activity-list.ts';
import { activityMinutes } from './activities/activity-minutes.ts';
import { activityPlan } from './activities/activity-plan.ts';
import { activityPoints } from './activities/activity-points.ts';
import { ownLesson } from './activities/own-lesson.ts';
import { plan } from './annual-plan/plan.ts';
import { planChange } from './annual-plan/plan-change.ts';
import { planConfirm } from './annual-plan/plan-confirm.ts';
import { planDecide } from './annual-plan/plan-decide.ts';
import { planDocument } from './annual-plan/plan-document.ts';
import { planExecution } from './annual-plan/plan-execution.ts';
import { planFile } from './annual-plan/plan-file.ts';
import { planMerge } from './annual-plan/plan-merge.ts';
import { planReview } from './annual-plan/plan-review.ts';
import { planUndo } from './annual-plan/plan-undo.ts';
import { appointmentQuery } from './appointments/appointment-query.ts';
import { appraisal } from './appointments/appraisal.ts';
import { honours } from './appointments/honours.ts';
import { classArchive } from './archives/archive.ts';
import { archiveCheck } from './archives/archive-check.ts';
import { arrival } from './arrival/arrival.ts';
import { arrivalInfo } from './arrival/arrival-info.ts';
import { arrivalUndo } from './arrival/arrival-undo.ts';
import { noShow } from './arrival/no-show.ts';
import { ownArrival } from './arrival/own-arrival.ts';
import { attendance } from './attendance/attendance.ts';
import { attendanceCorrect } from './attendance/attendance-correct.ts';
import { attendanceList } from './attendance/attendance-list.ts';
import { attendanceSheet } from './attendance/attendance-sheet.ts';
import { attendanceUndo } from './attendance/attendance-undo.ts';
import { dayTasks } from './attendance/day-tasks.ts';
import { earlyLeave } from './attendance/early-leave.ts';
import { joinList } from './attendance/join-list.ts';
import { presenceClaim } from './attendance/presence-claim.ts';
import { presenceDecide } from './attendance/presence-decide.ts';
import { roll } from './attendance/roll.ts';
import { rollKeepers } from './attendance/roll-keepers.ts';
import { takeOut } from './attendance/take-out.ts';
import { again } from './bot/again.ts';
import { courtesy } from './bot/courtesy.ts';
import { heard } from './bot/heard.ts';
import { help } from './bot/help.ts';
import { puttingOff } from './bot/put-off.ts';
import { several } from './bot/several.ts';
import { todo } from './bot/todo.ts';
import { callUp } from './call-up/call-up.ts';
import { callUpAnswer } from './call-up/call-up-answer.ts';
import { callUpApprove } from './call-up/call-up-approve.ts';
import { callUpChange } from './call-up/call-up-change.ts';
import { callUpConsult } from './call-up/call-up-consult.ts';
import { callUpDecide } from './call-up/call-up-decide.ts';
import { callUpDefer } from './call-up/call-up-defer.ts';
import { callUpDocument } from './call-up/call-up-document.ts';
import { callUpOwn } from './call-up/call-up-own.ts';
import { callUpUndo } from './call-up/call-up-undo.ts';
import { callUpUnitView } from './call-up/call-up-unit-view.ts';
import { callUpWhy } from './call-up/call-up-why.ts';
import { exemptionProof } from './call-up/exemption-proof.ts';
import { quotaCall } from './call-up/quota-call.ts';
import { quotaChange } from './call-up/quota-change.ts';
import { quotaPick } from './call-up/quota-pick.ts';
import { quotaProgress } from './call-up/quota-progress.ts';
import { sending } from './call-up/sending.ts';
import { sendingResult } from './call-up/sending-result.ts';
import { classChange } from './class/class-change.ts';
import { classContacts } from './class/class-contacts.ts';
import { classDays } from './class/class-days.ts';
import { classUndo } from './class/class-undo.ts';
import { classWithdraw } from './class/class-withdraw.ts';
import { dropOut } from './class/drop-out.ts';
import { lessonChange } from './class/lesson-change.ts';
import { ownTimetable } from './class/own-timetable.ts';
import { timetable } from './class/timetable.ts';
import { timetableFile } from './class/timetable-file.ts';
import { timetableTake } from './class/timetable-take.ts';
import { timetableUndo } from './class/timetable-undo.ts';
import { trainingClass } from './class/training-class.ts';
import { classGroup } from './class-messages/class-group.ts';
import { material } from './class-messages/material.ts';
import { notice } from './class-messages/notice.ts';
import { noticeAnswer } from './class-messages/notice-answer.ts';
import { noticeCorrection } from './class-messages/notice-correction.ts';
import { noticeFile } from './class-messages/notice-file.ts';
import { noticeList } from './class-messages/notice-list.ts';
import { noticeNames } from './class-messages/notice-names.ts';
import { noticeProgress } from './class-messages/notice-progress.ts';
import { recall } from './class-messages/recall.ts';
import { closing } from './closing/closing.ts';
import { committeePosts } from './committee/committee-posts.ts';
import { dutyRotas } from './committee/duty-rota.ts';
import { electionChange } from './committee/election-change.ts';
import { electionOpen } from './committee/election-open.ts';
import { electionPart } from './committee/election-part.ts';
import { electionResult } from './committee/election-result.ts';
import { electionVote } from './committee/election-vote.ts';
import { studyGroups } from './committee/study-groups.ts';
import { blankRosters } from './county/blank-roster.ts';
import { contactNews } from './county/contact-news.ts';
import { recordEdit } from './county/record-edit.ts';
import { roles } from './county/roles.ts';
import { rosterFile } from './county/roster-file.ts';
import { staffPage } from './county/staff-page.ts';
import { standIn } from './county/stand-in.ts';
import { elective } from './electives/elective.ts';
import { electiveChange } from './electives/elective-change.ts';
import { electiveLeave } from './electives/elective-leave.ts';
import { electiveList } from './electives/elective-list.ts';
import { electiveOpen } from './electives/elective-open.ts';
import { electivePeople } from './electives/elective-people.ts';
import { exchangeChange } from './exchange/exchange-change.ts';
import { exchangeList } from './exchange/exchange-list.ts';
import { exchangeLog } from './exchange/exchange-log.ts';
import { exchangeMarks } from './exchange/exchange-marks.ts';
import { exchangeUndo } from './exchange/exchange-mentor.ts';
import { exchangePropose } from './exchange/exchange-propose.ts';
import { exchangeRating } from './exchange/exchange-rating.ts';
import { exchangeUnit } from './exchange/exchange-unit.ts';
import { feedback } from './feedback/feedback.ts';
import { result } from './feedback/result.ts';
import { toldInPerson } from './feedback/told-in-person.ts';
import { siteChange } from './field-sites/site-change.ts';
import { siteFile } from './field-sites/site-file.ts';
import { siteList } from './field-sites/site-list.ts';
import { studyRoute } from './field-sites/study-route.ts';
import { actionPlan } from './follow-up/action-plan.ts';
import { actionPlanConfirm } from './follow-up/action-plan-confirm.ts';
import { actionPlanProgress } from './follow-up/action-plan-progress.ts';
import { checkResult } from './follow-up/check-result.ts';
import { followUpList } from './follow-up/follow-up-list.ts';
import { frontLine } from './follow-up/front-line.ts';
import { frontLineList } from './follow-up/front-line-list.ts';
import { leaveOut } from './follow-up/leave-out.ts';
import { followUpRating } from './follow-up/rating.ts';
import { spotCheck } from './follow-up/spot-check.ts';
import { classTeam } from './grading/class-team.ts';
import { grading } from './grading/grading.ts';
import { gradingChange } from './grading/grading-change.ts';
import { gradingConfirm } from './grading/grading-confirm.ts';
import { gradingPublish } from './grading/grading-publish.ts';
import { gradingReopen } from './grading/grading-reopen.ts';
import { gradingSendBack } from './grading/grading-send-back.ts';
import { gradingSheet } from './grading/grading-sheet.ts';
import { posting } from './grading/posting.ts';
import { ranking } from './grading/ranking.ts';
import { hourClaim } from './hours/claim.ts';
import { claimDecide } from './hours/claim-decide.ts';
import { enteringHours } from './hours/enter-hours.ts';
import { hours } from './hours/hours.ts';
import { lookUp } from './hours/look-up.ts';
import { leave } from './leave/leave.ts';
import { leaveCorrect } from './leave/leave-correct.ts';
import { leaveDecide } from './leave/leave-decide.ts';
import { leaveProof } from './leave/leave-proof.ts';
import { leaveRequest } from './leave/leave-request.ts';
import { leaveReturn } from './leave/leave-return.ts';
import { lecturerChange } from './lecturers/lecturer-change.ts';
import { lecturerFile } from './lecturers/lecturer-file.ts';
import { lecturerList } from './lecturers/lecturer-list.ts';
import { poolPicture } from './lecturers/pool-picture.ts';
import { termShareList } from './lecturers/term-shares.ts';
import { noteChange } from './needs/note-change.ts';
import { noteUndo } from './needs/note-undo.ts';
import { reportFile } from './needs/report-file.ts';
import { reportProgress } from './needs/report-progress.ts';
import { reportRound } from './needs/report-round.ts';
import { reportUndo } from './needs/report-undo.ts';
import { researchNote } from './needs/research-note.ts';
import { roundChange } from './needs/round-change.ts';
import { roundUndo } from './needs/round-undo.ts';
import { trainingMenu } from './needs/training-menu.ts';
import { unitReport } from './needs/unit-report.ts';
import { survey } from './needs-survey/survey.ts';
import { surveyAnswer } from './needs-survey/survey-answer.ts';
import { surveyChase } from './needs-survey/survey-chase.ts';
import { surveyFile } from './needs-survey/survey-file.ts';
import { surveyFormFile } from './needs-survey/survey-form.ts';
import { surveyPostpone } from './needs-survey/survey-postpone.ts';
import { surveyProgress } from './needs-survey/survey-progress.ts';
import { surveyReopen } from './needs-survey/survey-reopen.ts';
import { surveyResults } from './needs-survey/survey-results.ts';
import { surveyShare } from './needs-survey/survey-share.ts';
import { surveyTry } from './needs-survey/survey-try.ts';
import { surveyUndo } from './needs-survey/survey-undo.ts';
import { objection } from './objections/objection.ts';
import { objectionDecide } from './objections/objection-decide.ts';
import { objectionProof } from './objections/objection-proof.ts';
import { burden } from './outbox/burden.ts';
import { quota } from './outbox/quota.ts';
import { undelivered } from './outbox/undelivered.ts';
import { proofAttach } from './proofs/proof-attach.ts';
import { proofLook } from './proofs/proof-look.ts';
import { proofs } from './proofs/proofs.ts';
import { certificates } from './registers/certificates.ts';
import { classRegisters } from './registers/class-registers.ts';
import { exportRegister } from './registers/export.ts';
import { register } from './registers/register.ts';
import { voidPaper } from './registers/void-paper.ts';
import { reservePool } from './reserve-pool/reserve-pool.ts';
import { branchRooms } from './rooms/branch-rooms.ts';
import { roomCode } from './rooms/room-code.ts';
import { roomScreen } from './rooms/room-screen.ts';
import { seatSheets } from './rooms/seat-sheet.ts';
import { seats } from './rooms/seats.ts';
import { questionSet } from './satisfaction/question-set.ts';
import { rateClasses } from './satisfaction/rate-class.ts';
import { rateLessons } from './satisfaction/rate-lesson.ts';
import { satisfactionResults } from './satisfaction/satisfaction-results.ts';
import { bonus } from './scoring/bonus.ts';
import { ownScore } from './scoring/own-score.ts';
import { scheme } from './scoring/scheme.ts';
import { schemeDecide } from './scoring/scheme-decide.ts';
import { scoreEvidence } from './scoring/score-evidence.ts';
import { scorePicture } from './scoring/score-picture.ts';
import { scoreReverse } from './scoring/score-reverse.ts';
import { scoreSheet } from './scoring/score-sheet.ts';
import { scoreUndo } from './scoring/score-undo.ts';
import { scoring } from './scoring/scoring.ts';
import { veto } from './scoring/veto.ts';
import { qualityFile } from './self-assessment/quality-file.ts';
import { selfAssessment } from './self-assessment/self-assessment.ts';
import { experiences } from './sharing/experiences.ts';
import { outlines } from './sharing/outlines.ts';
import { speakers } from './sharing/speakers.ts';
import { statistics } from './statistics/statistics.ts';
import { suggestions } from './suggestions/suggestions.ts';
import { ownTests } from './tests/own-tests.ts';
import { testChange } from './tests/test-change.ts';
import { testFormFile } from './tests/test-form.ts';
import { testList } from './tests/test-list.ts';
import { testTake } from './tests/test-take.ts';
import { townSchools } from './town-schools/town-schools.ts';
import { assignment } from './works/assignment.ts';
import { assignmentChange } from './works/assignment-change.ts';
import { handIn } from './works/hand-in.ts';
import { markers } from './works/markers.ts';
import { marking } from './works/marking.ts';
import { ownWorks } from './works/own-works.ts';
import { workList } from './works/work-list.ts';
import { workMark } from './works/work-mark.ts';
import { workMarkBack } from './works/work-mark-back.ts';
import { workReturn } from './works/work-return.ts';
import { workTakeBack } from './works/work-take-back.ts';

/** Every handler of the bot, in the order in which `/帮助` lists the commands. */
const handlers: readonly ((router: Router) => void)[] = [
  // A list of names that a notice waits for may look like other sheets.
  noticeNames,
  help,
  again,
  several,
  heard,
  courtesy,
  todo,
  puttingOff,
  objection,
  objectionDecide,
  objectionProof,
  suggestions,
  hours,
  lookUp,
  enteringHours,
  hourClaim,
  claimDecide,
  survey,
  // Before the sheet of a survey, which has some of the same columns.
  testFormFile,
  surveyFormFile,
  surveyUndo,
  surveyAnswer,
  surveyProgress,
  surveyChase,
  surveyTry,
  surveyPostpone,
  surveyShare,
  surveyReopen,
  surveyResults,
  reportRound,
  roundUndo,
  roundChange,
  reportProgress,
  unitReport,
  reportUndo,
  reportFile,
  researchNote,
  noteChange,
  noteUndo,
  trainingMenu,
  plan,
  planFile,
  planReview,
  planDecide,
  planChange,
  planUndo,
  planMerge,
  planConfirm,
  planExecution,
  planDocument,
  lecturerList,
  lecturerChange,
  lecturerFile,
  poolPicture,
  termShareList,
  siteList,
  siteChange,
  siteFile,
  studyRoute,
  trainingClass,
  timetable,
  timetableUndo,
  lessonChange,
  timetableFile,
  timetableTake,
  ownTimetable,
  classUndo,
  classChange,
  classDays,
  classWithdraw,
  callUp,
  callUpApprove,
  callUpDefer,
  callUpOwn,
  callUpUndo,
  callUpConsult,
  callUpUnitView,
  callUpDocument,
  callUpWhy,
  callUpAnswer,
  callUpDecide,
  callUpChange,
  quotaCall,
  quotaChange,
  quotaProgress,
  quotaPick,
  sending,
  sendingResult,
  dropOut,
  arrival,
  arrivalInfo,
  arrivalUndo,
  ownArrival,
  noShow,
  exemptionProof,
  elective,
  electiveLeave,
  electiveOpen,
  electiveList,
  electiveChange,
  electivePeople,
  notice,
  noticeProgress,
  noticeList,
  noticeCorrection,
  noticeAnswer,
  recall,
  material,
  classGroup,
  attendance,
  roomCode,
  roomScreen,
  branchRooms,
  seats,
  seatSheets,
  classContacts,
  townSchools,
  roll,
  rollKeepers,
  electionOpen,
  electionPart,
  electionVote,
  electionChange,
  electionResult,
  committeePosts,
  studyGroups,
  dutyRotas,
  attendanceList,
  attendanceCorrect,
  attendanceSheet,
  joinList,
  earlyLeave,
  takeOut,
  attendanceUndo,
  presenceClaim,
  dayTasks,
  presenceDecide,
  leave,
  leaveRequest,
  leaveDecide,
  leaveReturn,
  leaveCorrect,
  leaveProof,
  assignment,
  assignmentChange,
  workList,
  markers,
  workMark,
  workMarkBack,
  workReturn,
  marking,
  ownWorks,
  testList,
  testChange,
  testTake,
  ownTests,
  workTakeBack,
  activityPlan,
  activityList,
  activityChange,
  activityMinutes,
  ownLesson,
  activityPoints,
  exchangePropose,
  exchangeUnit,
  exchangeList,
  exchangeChange,
  exchangeUndo,
  exchangeLog,
  exchangeRating,
  exchangeMarks,
  scoring,
  scoreSheet,
  bonus,
  scoreReverse,
  veto,
  scheme,
  schemeDecide,
  scoreUndo,
  scoreEvidence,
  ownScore,
  rateLessons,
  rateClasses,
  satisfactionResults,
  questionSet,
  scorePicture,
  grading,
  gradingChange,
  gradingConfirm,
  gradingSheet,
  classTeam,
  ranking,
  posting,
  speakers,
  experiences,
  exportRegister,
  register,
  certificates,
  voidPaper,
  classRegisters,
  gradingReopen,
  gradingSendBack,
  closing,
  classArchive,
  archiveCheck,
  actionPlan,
  actionPlanConfirm,
  actionPlanProgress,
  followUpRating,
  followUpList,
  spotCheck,
  checkResult,
  leaveOut,
  frontLine,
  frontLineList,
  reservePool,
  statistics,
  selfAssessment,
  qualityFile,
  appointmentQuery,
  appraisal,
  honours,
  gradingPublish,
  result,
  feedback,
  toldInPerson,
  roles,
  blankRosters,
  rosterFile,
  recordEdit,
  contactNews,
  standIn,
  staffPage,
  undelivered,
  quota,
  burden,
  surveyFile,
  // What no other kind of file knows goes with the notice that is being written; after that it may be a proof.
  noticeFile,
  outlines,
  handIn,
  proofs,
  proofLook,
  proofAttach,
];

/** Registers them. */
export function registerHandlers(router: Router): void {
  for (const register of handlers) register(router);
}
