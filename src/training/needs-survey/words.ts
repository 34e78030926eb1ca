import { formatDate, formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Button, type Card, type Form, MAX_FORM_OPTIONS, type Press } from '../../chat/message.ts';
import { platformLabels } from '../../chat/platform-labels.ts';
import type { PlatformName } from '../../chat/update.ts';
import {
  answerQuestion,
  backToQuestion,
  closeSurvey,
  dropSurvey,
  issueSurvey,
  keepSurvey,
  listQuestions,
  skipQuestion,
  startSurvey,
  writeAnswer,
} from './presses.ts';
import type { Question } from './survey.ts';
import type { SurveyRow } from './surveys.ts';

/** The labels of a question's buttons, which people can also type. */
export const questionLabels = { back: '上一题', skip: '跳过', write: '填写' } as const;

/** The id of the invitation card, which its reminders share. */
export function invitationCardId(surveyId: string): string {
  return `survey:${surveyId}`;
}

export function questionCardId(surveyId: string, questionId: string): string {
  return `survey:${surveyId}:${questionId}`;
}

/** How many people a survey is sent to, by platform. */
export interface Reach {
  people: number;
  platforms: readonly { platform: PlatformName; people: number }[];
  nowhere: number;
}

/** The position of a question among those a person is asked. */
export interface Place {
  /** 1 for the first. */
  number: number;
  of: number;
}

export const surveyWords = {
  preview: (survey: SurveyRow, reach: Reach, asked: number): Card =>
    cardOf({
      id: `survey-preview:${survey._id}`,
      title: '需求调查预览',
      lines: [
        `“${survey.name}”将发给${survey.scope} ${reach.people} 人，共 ${asked} 题（单位主要负责人另加 ${survey.questions.filter((one) => one.askedOf === 'unitHead').length} 题）。`,
        ...(reach.nowhere > 0 ? [`其中 ${reach.nowhere} 人没有可用账号，无法送达。`] : []),
      ],
      fields: [
        { label: '编号', value: survey._id },
        ...reach.platforms.map(({ platform, people }) => ({ label: platformLabels[platform], value: `${people} 人` })),
        { label: '截止', value: `${formatDay(survey.closesOn)}（当天有效）` },
      ],
      buttons: [
        { label: '确认发出', style: 'primary', press: issueSurvey.with({ survey: survey._id }) },
        { label: '查看题目', press: listQuestions.with({ survey: survey._id }) },
        { label: '取消', press: dropSurvey.with({ survey: survey._id }) },
      ],
    }),
  questionList: (survey: SurveyRow) =>
    [
      `“${survey.name}”题目：`,
      ...survey.questions
        .filter((one) => one.prefilled === undefined)
        .map((one, index) => `${index + 1}. ${one.title}（${kindOf(one)}）${optionsOf(one)}`),
      ...knownAlready(survey.questions),
    ].join('\n'),
  dropped: '已取消，未发出',
  issued: '已确认发出',
  /** @param forMorning - it is night, and messages wait for the end of the quiet hours */
  issuedReply: (survey: SurveyRow, people: number, forMorning: boolean) =>
    `需求调查 ${survey._id}“${survey.name}”${forMorning ? '将于早晨送达' : '已发给'} ${people} 人，${formatDay(survey.closesOn)}截止。\n回复“/调查进度 ${survey._id}”查看填写情况，回复“/结束调查 ${survey._id}”可提前结束。`,
  issuedAlready: '这份调查已经发出或取消',

  /** The same card for everyone and for its reminders. */
  invitation: (survey: SurveyRow): Card => invitation(survey, '培训需求调查'),
  reminder: (survey: SurveyRow): Card => invitation(survey, '请填写需求调查'),
  begun: '已开始填写',

  question: (survey: SurveyRow, question: Question, place: Place): Card => {
    const back: Button = {
      label: questionLabels.back,
      press: backToQuestion.with({ survey: survey._id, question: question.id }),
    };
    const skip: Button = {
      label: questionLabels.skip,
      press: skipQuestion.with({ survey: survey._id, question: question.id }),
    };
    const write: Button = {
      label: questionLabels.write,
      style: 'primary',
      press: writeAnswer.with({ survey: survey._id, question: question.id }),
    };
    const form = question.kind === 'text' ? undefined : formOf(survey, question);
    return cardOf({
      id: questionCardId(survey._id, question.id),
      title: `需求调查 ${place.number}/${place.of}`,
      lines: [question.title, ...(form === undefined ? [writeHint(question)] : [])],
      ...(form === undefined ? {} : { form }),
      buttons: [
        ...(form === undefined ? [write] : []),
        ...(question.optional === undefined ? [] : [skip]),
        ...(place.number > 1 ? [back] : []),
      ],
    });
  },
  writeNow: (question: Question) => `${question.title}\n${writeHint(question)}`,
  chosen: (words: string) => (words === '' ? '已跳过' : `已答：${words}`),
  written: '已填写',
  wentBack: '已返回上一题',

  thanks: (survey: SurveyRow, answered: number): Card =>
    cardOf({
      id: `survey-thanks:${survey._id}`,
      title: '感谢您的填写',
      lines: [`“${survey.name}”${answered} 题已全部提交。您的意见将用于安排培训班次和课程。`],
    }),
  done: '已完成',
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
        { label: '确认结束', style: 'danger', press: closeSurvey.with({ survey: survey._id }) },
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
    waiting: number,
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `survey-reopen:${id}`,
      title: '重开调查',
      lines: [
        `拟重开“${survey.name}”，并再次通知未填的 ${waiting} 人填写。已填的人员不受影响。`,
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
  reopenedToMaker: (survey: SurveyRow, by: string, reason: string) =>
    `【重开调查】${by}已重开您发起的需求调查 ${survey._id}“${survey.name}”，${formatDay(survey.closesOn)}截止。理由：${reason}。`,
  reopenedInvitation: (survey: SurveyRow): Card => invitation(survey, '需求调查重新开放'),
} as const;

function knownAlready(questions: readonly Question[]): string[] {
  const titles = questions.filter((one) => one.prefilled !== undefined).map((one) => one.title);
  return titles.length === 0 ? [] : [`${titles.join('、')}由信息库带出，不再询问。`];
}

function invitation(survey: SurveyRow, title: string): Card {
  return cardOf({
    id: invitationCardId(survey._id),
    title,
    lines: [
      `请您填写“${survey.name}”，约需 5 分钟，中途停下的，可随时接着填写。`,
      `本调查实名发放：组织部门只掌握是否填写，答案仅作汇总统计，不足 ${survey.smallestGroup} 人的不单独列出。`,
    ],
    fields: [{ label: '截止', value: `${formatDay(survey.closesOn)}（当天有效）` }],
    buttons: [{ label: '开始填写', style: 'primary', press: startSurvey.with({ survey: survey._id }) }],
  });
}

function formOf(survey: SurveyRow, question: Question): Form {
  return {
    kind: question.kind === 'single' ? 'single' : 'multiple',
    options: question.options.slice(0, MAX_FORM_OPTIONS),
    ...(question.maxChoices === undefined ? {} : { maxChoices: question.maxChoices }),
    submit: {
      label: '提交',
      style: 'primary',
      press: answerQuestion.with({ survey: survey._id, question: question.id }),
    },
  };
}

function writeHint(question: Question): string {
  const most = question.maxLength === undefined ? '' : `（${question.maxLength} 字以内）`;
  return `请直接回复文字${most}。${question.optional === undefined ? '' : '没有意见的，可点“跳过”。'}`;
}

function kindOf(question: Question): string {
  const forWhom = question.askedOf === 'unitHead' ? '，仅单位主要负责人' : '';
  if (question.kind === 'text') return `文字${forWhom}`;
  if (question.kind === 'single') return `单选${forWhom}`;
  return `多选，最多 ${question.maxChoices ?? question.options.length} 项${forWhom}`;
}

function optionsOf(question: Question): string {
  return question.options.length === 0 ? '' : `：${question.options.map((option) => option.label).join('、')}`;
}
