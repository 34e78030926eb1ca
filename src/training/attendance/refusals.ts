import type { Refusals } from '../../errors.ts';

/** What people read when a rule says no, by the code of its `RuleError`. */
export const attendanceRefusals: Refusals = {
  'sign_in.session_gone': () => '这节课已经调整，请以最新课程表为准。',
  'sign_in.not_trainee': () => '您不是本班学员，无需签到。',
  'sign_in.no_session': ({ day }) => `本班${day}没有课程，请核对日期。`,
  'sign_in.not_yet': ({ day }) => `本班${day}的课程还没有开始，不能补签。`,
  'early_leave.not_yet': () => '离开时间还没有到，请核对。',
  'early_leave.no_session': ({ moment }) => `本班${moment}没有正在进行的课程，请核对日期和时间。`,
  'early_leave.not_signed_in': ({ name, title }) =>
    `${name}没有签到“${title}”，按未到处理，无需登记早退；确已到课的，请先用“/补签”更正。`,
  'early_leave.before_sign_in': ({ name, moment }) => `${name}于${moment}签到，离开时间不能早于签到时间，请核对。`,
  'early_leave.on_leave': ({ name, moment }) => `${name}${moment}已请假，不算早退。`,
};
