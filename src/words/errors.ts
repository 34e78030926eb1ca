import type { RuleError } from '../errors.ts';

type Facts = RuleError['facts'];

/** The sentence a person reads for each rule that says no. A test checks that every code thrown anywhere has one. */
const sentences: Readonly<Record<string, (facts: Facts) => string>> = {
  'policy.denied': () => '您没有办理这一事项的权限。如有需要，请联系县委组织部干部教育科。',
  'policy.not_yours': () => '这一事项不在您负责的班级或单位范围内，不能办理。',
  'policy.two_persons': () => '按照规定，提出人不能自己确认，请由另一位负责同志确认。',
  'date.unreadable': ({ text }) => `“${text}”不是有效的日期，请写成 2026-03-04 或 3月4日。`,
  'clock.unreadable': ({ text }) => `“${text}”不是有效的时间，请写成 08:30。`,
  'class.unknown': ({ classId }) => `没有编号为“${classId}”的班次。回复“/班级”查看班次编号。`,
  'class.bad_days': () => '结束日期不能早于开班日期。',
  'class.no_timetable': ({ classId }) => `班次 ${classId} 还没有通过审核的课程表，请先用“/课程”录入。`,
  'class.already_called': ({ classId }) => `班次 ${classId} 的调训名单已经发出，不能重新点名。`,
  'person.unknown': ({ name }) => `信息库中没有“${name}”。请核对姓名，或改用人员编号。`,
  'trainee.unknown': ({ name, classId }) => `班次 ${classId} 的学员中没有“${name}”。`,
  'person.ambiguous': ({ name, choices }) => `叫“${name}”的不止一位，请改用人员编号：\n${choices}`,
};

/** The words for a rule that says no; never the code itself. */
export function sentenceOf(error: RuleError): string {
  return sentences[error.code]?.(error.facts) ?? '按照规定，这一步现在不能办理。如有疑问，请联系班主任或县委组织部。';
}

/** Whether a code has its own sentence. */
export function hasSentence(code: string): boolean {
  return code in sentences;
}
