import { beijingDateOf, formatDate, formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Card, type Message, text } from '../../chat/message.ts';
import { chaseSurvey } from './presses.ts';
import type { SurveyRow } from './surveys.ts';
import { invitation } from './words.ts';

/** What is done with a survey before it goes out and while it runs: trying it out, reminding, postponing. */
export const runningSurveyWords = {
  whoTries: (survey: SurveyRow, most: number) =>
    `请回复试填“${survey.name}”的人员姓名，最多 ${most} 人，用顿号隔开。试填的答案不计入结果。`,
  tryInvitation: (trial: SurveyRow): Card => invitation(trial, '请试填需求调查'),
  trying: (trial: SurveyRow, names: readonly string[]) =>
    `已请 ${names.length} 人试填：${names.join('、')}。全部填完后告知您。正式发出时试填自动结束；提前结束的，请回复“/结束调查 ${trial._id}”。`,
  /** To whoever drafted it, once everybody has. */
  tried: (trial: SurveyRow, draftId: string, people: number): Message =>
    text(
      `【试填完成】“${trial.name}”的 ${people} 人均已试填。无需修改的，请在预览中点“确认发出”；要修改的，回复“/问卷表 ${draftId}”领取题目。`,
    ),

  sharedTo: (survey: SurveyRow, by: string, shares: boolean) =>
    shares
      ? `【协办调查】${by}请您协办需求调查 ${survey._id}“${survey.name}”。回复“/调查进度 ${survey._id}”查看填写情况、提醒未填人员；结束后回复“/调查结果 ${survey._id}”查看结果。`
      : `【协办调查】${by}已取消您协办需求调查 ${survey._id}“${survey.name}”。`,
  shared: (survey: SurveyRow, name: string, shares: boolean) =>
    shares
      ? `${name}已为需求调查 ${survey._id}“${survey.name}”的协办人。不再协办的，请回复“/协办调查 ${survey._id} ${name} 取消”。`
      : `${name}不再协办需求调查 ${survey._id}“${survey.name}”。恢复的，请回复“/协办调查 ${survey._id} ${name}”。`,

  sharers: (survey: SurveyRow, sharers: readonly { name: string; by: string; at: Date }[]) =>
    sharers.length === 0
      ? `需求调查 ${survey._id}“${survey.name}”没有协办人。增加的，请回复“/协办调查 ${survey._id} 姓名”。`
      : `需求调查 ${survey._id}“${survey.name}”的协办人 ${sharers.length} 人：${sharers.map(({ name, by, at }) => `${name}（${formatDate(beijingDateOf(at))}由${by}列入）`).join('、')}。不再协办的，请回复“/协办调查 ${survey._id} 姓名 取消”。`,

  postponed: (survey: SurveyRow, insteadOf: string) =>
    `需求调查 ${survey._id}“${survey.name}”已延期，原截止${formatDate(insteadOf)}，现截止${formatDay(survey.closesOn)}。未填人员由提醒获知。再次调整的，请回复“/延期调查 ${survey._id} 新的截止日期”。`,

  /** @param unit - only those of this unit */
  chase: (survey: SurveyRow, waiting: number, unit?: { _id: string; name: string }): Card =>
    cardOf({
      id: `survey-chase:${survey._id}${unit === undefined ? '' : `:${unit._id}`}`,
      title: '提醒未填人员',
      lines: [`“${survey.name}”${unit?.name ?? ''}未填 ${waiting} 人，可立即提醒。同一人一天最多提醒一次。`],
      buttons: [chaseButton(survey, unit?._id)],
    }),
  chased: '已提醒未填人员',
  chasedReply: (survey: SurveyRow, people: number, forMorning: boolean) =>
    `${forMorning ? '将于早晨提醒' : '已提醒'}“${survey.name}”未填的 ${people} 人。提前结束的，请回复“/结束调查 ${survey._id}”。`,
  nobodyToChase: (survey: SurveyRow) => `“${survey.name}”已无未填人员，未发提醒。`,
} as const;

export function chaseButton({ _id: survey }: SurveyRow, unit?: string) {
  return { label: '提醒未填人员', press: chaseSurvey.with({ survey, ...(unit === undefined ? {} : { unit }) }) };
}
