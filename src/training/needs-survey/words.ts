import { formatDate, formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card, Press, Task } from '../../chat/message.ts';
import { platformLabels } from '../../chat/platform-labels.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { PlatformName } from '../../chat/update.ts';
import { hadEnoughLines } from '../class-messages/preview-words.ts';
import { closeSurvey, dropSurvey, issueSurvey, keepSurvey, listQuestions, startSurvey, trySurvey } from './presses.ts';
import type { SurveyRow } from './surveys.ts';

/** The delivery key of a person's invitation. */
export function invitationKey(surveyId: string, cadreId: string): `survey:${string}` {
  return `survey:${surveyId}:${cadreId}`;
}

/** The id of a person's one card of a survey: the invitation, its reminders, and each question in its place. */
export function surveyCardId(surveyId: string): string {
  return `survey:${surveyId}`;
}

/** How many people a survey is sent to, by platform. */
export interface Reach {
  people: number;
  platforms: readonly { platform: PlatformName; people: number }[];
  nowhere: number;
  /** Those who get it tomorrow, because they had enough messages today. */
  hadEnough: readonly string[];
}

export const surveyWords = {
  preview: (survey: SurveyRow, reach: Reach, asked: number): Card =>
    cardOf({
      id: `survey-preview:${survey._id}`,
      title: '需求调查预览',
      lines: [
        `“${survey.name}”将发给${survey.scope} ${reach.people} 人，共 ${asked} 题${moreForHeads(survey)}。`,
        ...(reach.nowhere > 0 ? [`其中 ${reach.nowhere} 人没有可用账号，无法送达。`] : []),
        ...hadEnoughLines(reach.hadEnough),
      ],
      fields: [
        { label: '编号', value: survey._id },
        ...reach.platforms.map(({ platform, people }) => ({ label: platformLabels[platform], value: `${people} 人` })),
        { label: '截止', value: `${formatDay(survey.closesOn)}（当天有效）` },
      ],
      buttons: [
        { label: '确认发出', style: 'primary', press: issueSurvey.with({ survey: survey._id }) },
        { label: '查看题目', press: listQuestions.with({ survey: survey._id }) },
        { label: '先请人试填', press: trySurvey.with({ survey: survey._id }) },
        { label: '取消', press: dropSurvey.with({ survey: survey._id }) },
      ],
    }),
  dropped: '已取消，未发出',
  issued: '已确认发出',
  /** @param forMorning - it is night, and messages wait for the end of the quiet hours */
  issuedReply: (survey: SurveyRow, people: number, forMorning: boolean) =>
    `需求调查 ${survey._id}“${survey.name}”${forMorning ? '将于早晨送达' : '已发给'} ${people} 人，${formatDay(survey.closesOn)}截止。\n回复“/调查进度 ${survey._id}”查看填写情况，回复“/结束调查 ${survey._id}”可提前结束。`,
  /** The invitation once the survey was taken back. */
  takenBack: (survey: SurveyRow): Card => ({ ...invitation(survey, '培训需求调查'), settled: '调查已撤回，无需填写' }),
  takenBackSettled: '已撤销发放',
  takenBackReply: (survey: SurveyRow) =>
    `需求调查 ${survey._id}“${survey.name}”已撤回，收到的人无需填写。如仍需调查，请重新发放。`,
  issuedAlready: '这份调查已经发出或取消',

  /** The same card for everyone and for its reminders. */
  invitation: (survey: SurveyRow): Card => invitation(survey, '培训需求调查'),
  reminder: (survey: SurveyRow): Card => invitation(survey, '请填写需求调查'),
  thanks: (survey: SurveyRow, answered: number): Card =>
    cardOf({
      id: surveyCardId(survey._id),
      title: '感谢您的填写',
      lines: [`“${survey.name}”${answered} 题已全部提交。您的意见将用于安排培训班次和课程。`],
    }),
  done: '已完成',
  nothingToContinue: '您没有未填完的调查。',
  doneBefore: (survey: SurveyRow) => `您已完成“${survey.name}”，无需重复填写。感谢支持！`,
  closed: '调查已结束',
  closedReply: (survey: SurveyRow) => `“${survey.name}”已经结束，不再接收填写。感谢您的支持，欢迎参加下次调查。`,

  closePreview: (survey: SurveyRow, count: { done: number; all: number }): Card =>
    cardOf({
      id: `survey-close:${survey._id}`,
      title: '提前结束调查',
      lines: [
        `“${survey.name}”应填 ${count.all} 人，已填 ${count.done} 人，未填 ${count.all - count.done} 人。`,
        '结束后，未填人员不能再填写。查看结果以前，可以用“/重开调查”恢复。',
      ],
      fields: [{ label: '原定截止', value: formatDate(survey.closesOn) }],
      buttons: [
        {
          label: '确认结束',
          style: 'danger',
          press: closeSurvey.with({ survey: survey._id, closesOn: survey.closesOn }),
        },
        { label: '取消', press: keepSurvey.with({ survey: survey._id }) },
      ],
    }),
  kept: '已取消，调查继续',
  ended: '已结束调查',
  endedReply: (survey: SurveyRow, count: { done: number; all: number }) =>
    `需求调查 ${survey._id}“${survey.name}”已结束，应填 ${count.all} 人，已填 ${count.done} 人。回复“/调查结果 ${survey._id}”查看结果。`,

  reopenPreview: (
    id: string,
    survey: SurveyRow,
    wanted: { closesOn: string; reason: string },
    to: { waiting: number; hadEnough: readonly string[] },
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `survey-reopen:${id}`,
      title: '重开调查',
      lines: [
        `拟重开“${survey.name}”，并再次通知未填的 ${to.waiting} 人填写。已填的人员不受影响。`,
        ...hadEnoughLines(to.hadEnough),
        '重新结束以前不能查看结果。',
      ],
      fields: [
        { label: '原截止', value: formatDate(survey.closesOn) },
        { label: '新截止', value: `${formatDay(wanted.closesOn)}（当天有效）` },
        { label: '理由', value: wanted.reason },
      ],
      buttons: [
        { label: '确认重开', style: 'primary', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    }),
  leftClosed: '已取消，调查仍为结束状态',
  reopened: '已重开调查',
  reopenedReply: (survey: SurveyRow, waiting: number) =>
    `需求调查 ${survey._id}“${survey.name}”已重开，并通知未填的 ${waiting} 人，${formatDay(survey.closesOn)}截止。`,
  /** @param whose - 发起, or 协办 to a colleague who shares it */
  reopenedToMaker: (survey: SurveyRow, by: string, reason: string, whose: '发起' | '协办') =>
    `【重开调查】${by}已重开您${whose}的需求调查 ${survey._id}“${survey.name}”，${formatDay(survey.closesOn)}截止。理由：${withoutStop(reason)}。`,
  reopenedInvitation: (survey: SurveyRow): Card => invitation(survey, '需求调查重新开放'),
} as const;

function moreForHeads({ questions }: SurveyRow): string {
  const more = questions.filter(({ askedOf }) => askedOf === 'unitHead').length;
  return more === 0 ? '' : `（单位主要负责人另加 ${more} 题）`;
}

export function fillingTask({ name, closesAt }: SurveyRow): Task {
  return { name: `填写“${name}”`, by: closesAt };
}

/** What the questions take, at two a minute and a half; rounded up. */
function minutesOf({ questions }: SurveyRow): number {
  const asked = questions.filter(({ prefilled, askedOf }) => prefilled === undefined && askedOf === 'everyone');
  return Math.max(1, Math.ceil((asked.length * 2) / 5));
}

export function invitation(survey: SurveyRow, title: string): Card {
  return cardOf({
    id: surveyCardId(survey._id),
    task: { ...fillingTask(survey), mayWait: true },
    title,
    lines: [
      ...(survey.triesOut === undefined
        ? []
        : ['调查正式发出前，请您先试填。答案不计入结果，题目不清楚的请告知发起人。']),
      `请您填写“${survey.name}”，约需${minutesOf(survey)}分钟，中途停下的，回复“继续”可接着填写。`,
      `本调查实名发放：组织部门只掌握是否填写，答案仅作汇总统计，不足 ${survey.smallestGroup} 人的不单独列出。`,
    ],
    fields: [{ label: '截止', value: `${formatDay(survey.closesOn)}（当天有效）` }],
    buttons: [{ label: '开始填写', style: 'primary', press: startSurvey.with({ survey: survey._id }) }],
  });
}
