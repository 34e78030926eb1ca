import type { Router } from '../src/chat/router.ts';
import { attendance } from './attendance.ts';
import { attendanceCorrect } from './attendance-correct.ts';
import { attendanceList } from './attendance-list.ts';
import { bonus } from './bonus.ts';
import { callUp } from './call-up.ts';
import { callUpAnswer } from './call-up-answer.ts';
import { callUpDecide } from './call-up-decide.ts';
import { classGroup } from './class-group.ts';
import { earlyLeave } from './early-leave.ts';
import { exportRegister } from './export.ts';
import { feedback } from './feedback.ts';
import { grading } from './grading.ts';
import { gradingChange } from './grading-change.ts';
import { gradingConfirm } from './grading-confirm.ts';
import { gradingPublish } from './grading-publish.ts';
import { help } from './help.ts';
import { leave } from './leave.ts';
import { leaveDecide } from './leave-decide.ts';
import { leaveRequest } from './leave-request.ts';
import { leaveReturn } from './leave-return.ts';
import { material } from './material.ts';
import { notice } from './notice.ts';
import { ownScore } from './own-score.ts';
import { quota } from './quota.ts';
import { ranking } from './ranking.ts';
import { recall } from './recall.ts';
import { result } from './result.ts';
import { roles } from './roles.ts';
import { scoreReverse } from './score-reverse.ts';
import { scoring } from './scoring.ts';
import { survey } from './survey.ts';
import { surveyAnswer } from './survey-answer.ts';
import { surveyProgress } from './survey-progress.ts';
import { surveyResults } from './survey-results.ts';
import { todo } from './todo.ts';
import { trainingClass } from './training-class.ts';
import { undelivered } from './undelivered.ts';

/** Every conversation the bot can hold; the order is the order of `/帮助`. */
export function registerHandlers(router: Router): void {
  for (const register of [
    help,
    todo,
    survey,
    surveyAnswer,
    surveyProgress,
    surveyResults,
    trainingClass,
    callUp,
    callUpAnswer,
    callUpDecide,
    notice,
    recall,
    material,
    classGroup,
    attendance,
    attendanceList,
    attendanceCorrect,
    earlyLeave,
    leave,
    leaveRequest,
    leaveDecide,
    leaveReturn,
    scoring,
    bonus,
    scoreReverse,
    ownScore,
    grading,
    gradingChange,
    gradingConfirm,
    ranking,
    exportRegister,
    gradingPublish,
    result,
    feedback,
    roles,
    undelivered,
    quota,
  ])
    register(router);
}
