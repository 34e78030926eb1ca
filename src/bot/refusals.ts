import { calendarRefusals } from '../calendar/refusals.ts';
import { countyRefusals } from '../county/refusals.ts';
import type { Refusals, RuleError } from '../errors.ts';
import { sheetsRefusals } from '../sheets/refusals.ts';
import { activityRefusals } from '../training/activities/refusals.ts';
import { annualPlanRefusals } from '../training/annual-plan/refusals.ts';
import { appointmentRefusals } from '../training/appointments/refusals.ts';
import { archiveRefusals } from '../training/archives/refusals.ts';
import { arrivalRefusals } from '../training/arrival/refusals.ts';
import { attendanceRefusals } from '../training/attendance/refusals.ts';
import { callUpRefusals } from '../training/call-up/refusals.ts';
import { classRefusals } from '../training/class/refusals.ts';
import { classMessagesRefusals } from '../training/class-messages/refusals.ts';
import { committeeRefusals } from '../training/committee/refusals.ts';
import { electiveRefusals } from '../training/electives/refusals.ts';
import { exchangeRefusals } from '../training/exchange/refusals.ts';
import { feedbackRefusals } from '../training/feedback/refusals.ts';
import { fieldSiteRefusals } from '../training/field-sites/refusals.ts';
import { followUpRefusals } from '../training/follow-up/refusals.ts';
import { gradingRefusals } from '../training/grading/refusals.ts';
import { hoursRefusals } from '../training/hours/refusals.ts';
import { leaveRefusals } from '../training/leave/refusals.ts';
import { lecturerRefusals } from '../training/lecturers/refusals.ts';
import { needsRefusals } from '../training/needs/refusals.ts';
import { needsSurveyRefusals } from '../training/needs-survey/refusals.ts';
import { objectionRefusals } from '../training/objections/refusals.ts';
import { proofRefusals } from '../training/proofs/refusals.ts';
import { rulePackRefusals } from '../training/refusals.ts';
import { registerRefusals } from '../training/registers/refusals.ts';
import { reservePoolRefusals } from '../training/reserve-pool/refusals.ts';
import { roomRefusals } from '../training/rooms/refusals.ts';
import { satisfactionRefusals } from '../training/satisfaction/refusals.ts';
import { scoringRefusals } from '../training/scoring/refusals.ts';
import { selfAssessmentRefusals } from '../training/self-assessment/refusals.ts';
import { sharingRefusals } from '../training/sharing/refusals.ts';
import { testRefusals } from '../training/tests/refusals.ts';
import { townSchoolRefusals } from '../training/town-schools/refusals.ts';
import { workRefusals } from '../training/works/refusals.ts';

/** The sentence for each rule that says no, by its code. A test checks that every code thrown anywhere has one. */
export const allRefusals: Refusals = {
  'file.too-large': () => '文件超过 10 MB，未保存。请压缩或拆分后再发送。',
  'file.gone': () => '文件未能取回，未作任何改动。请重新发送一次。',
  'page.no-address': () => '还没有填写本系统的访问地址（PUBLIC_URL），不能打开网页，请联系系统管理员。',
  'several.changed': () => '与核对时的班次或人员不一致，未作任何处理。请重新发送。',
  'card.not-offered': () => '所选内容不在该卡片上，请在卡片上重新选择。',
  'undo.not-own': ({ instead }) => `这一步不是您办理的，不能直接撤销，未作任何改动。更正请用${instead}。`,
  'undo.acted-on': ({ instead }) => `已有后续办理，不能直接撤销，未作任何改动。更正请用${instead}。`,
  ...countyRefusals,
  ...calendarRefusals,
  ...classRefusals,
  ...archiveRefusals,
  ...arrivalRefusals,
  ...callUpRefusals,
  ...electiveRefusals,
  ...exchangeRefusals,
  ...activityRefusals,
  ...sharingRefusals,
  ...classMessagesRefusals,
  ...committeeRefusals,
  ...scoringRefusals,
  ...selfAssessmentRefusals,
  ...testRefusals,
  ...workRefusals,
  ...registerRefusals,
  ...objectionRefusals,
  ...satisfactionRefusals,
  ...gradingRefusals,
  ...reservePoolRefusals,
  ...appointmentRefusals,
  ...feedbackRefusals,
  ...followUpRefusals,
  ...needsSurveyRefusals,
  ...needsRefusals,
  ...annualPlanRefusals,
  ...attendanceRefusals,
  ...roomRefusals,
  ...townSchoolRefusals,
  ...hoursRefusals,
  ...leaveRefusals,
  ...lecturerRefusals,
  ...fieldSiteRefusals,
  ...proofRefusals,
  ...rulePackRefusals,
  ...sheetsRefusals,
};

/** The words for a rule that says no; never the code itself. */
export function sentenceOf(error: RuleError): string {
  return allRefusals[error.code]?.(error.facts) ?? '这一步未能办理，未作任何改动。如有疑问，请联系班主任或县委组织部。';
}

/** Whether a code has its own sentence. */
export function hasSentence(code: string): boolean {
  return code in allRefusals;
}
