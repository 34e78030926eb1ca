import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const attendanceRefusals: Refusals = {
  'sign-in.session-gone': () => '这节课已经调整，请以最新课程表为准。',
  'sign-in.not-trainee': () => '您不是本班学员，无需签到。',
  'sign-in.no-session': ({ day }) => `本班${day}没有课程，请核对日期。`,
  'sign-in.not-yet': ({ day }) => `本班${day}的课程还没有开始，不能补签。`,
  'sign-in.entry-gone': () => '这次登记已经变动，未作任何改动。请用“/签到情况”查看。',
  'sign-in.nothing-entered': ({ name, day }) => `${name}${day}没有签到或考勤登记，无需撤销。`,
  'roll.unreadable': () =>
    '未能识别，未作登记。请写成：缺课：张三、李四；迟到：王五12分钟。全部到课的，请写“全部到课”。',
  'roll.late-too-long': () => '迟到时间已超过课程时长，未作登记。整节未到的，请写缺课。',
  'roll.nothing-begun': ({ day }) => `本班${day}还没有到签到时间，不能点到。`,
  'roll.gone': () => '这次点到已经办理或取消，请重新点到。',
  'roll.signed-in': ({ name }) =>
    `${name}已签到或已请假，没有登记。确有出入的，请由班主任用“/早退”“/补签”或“/改批”更正。`,
  'roll.absent-already': ({ name }) => `${name}已由班主任登记缺课，没有改动。确已到课的，请由班主任重新点到。`,
  'presence.gone': () => '这次到课核实已经变动，请用“/签到情况”查看。',
  'presence.no-reason': () => '请写明理由，理由将告知本人。',
  'attendance-sheet.gone': () => '这份考勤表已经登记或取消，请重新发送。',
  'attendance-sheet.nothing-begun': ({ day }) => `本班${day}没有已经开始签到的课程，不能登记考勤，请核对日期。`,
  'early-leave.not-yet': () => '离开时间还没有到，请核对。',
  'early-leave.no-session': ({ moment }) => `本班${moment}没有正在进行的课程，请核对日期和时间。`,
  'early-leave.not-signed-in': ({ name, title }) =>
    `${name}没有签到“${title}”，按未到课处理，无需登记早退；确已到课的，请先用“/补签”更正。`,
  'early-leave.before-sign-in': ({ name, moment }) => `${name}于${moment}签到，离开时间不能早于签到时间，请核对。`,
  'early-leave.on-leave': ({ name, moment }) => `${name}${moment}已请假，无需登记早退。`,
};
