import { formatDate, formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Button, type Card, type Form, MAX_FORM_OPTIONS, type Press, type Task } from '../../chat/message.ts';
import { platformLabels } from '../../chat/platform-labels.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { PlatformName } from '../../chat/update.ts';
import { hadEnoughLines } from '../class-messages/preview-words.ts';
import {
  answerQuestion,
  backToQuestion,
  closeSurvey,
  dropSurvey,
  issueSurvey,
  keepSurvey,
  listQuestions,
  repeatAnswer,
  skipQuestion,
  startSurvey,
  writeAnswer,
} from './presses.ts';
import { type Answer, answerInWords, isOptional, type Question } from './survey.ts';
import { answerLetters, optionLetter, pageExample } from './survey-page.ts';
import type { SurveyRow } from './surveys.ts';

/** The labels of a question's buttons, which people can also type. */
export const questionLabels = { back: '上一题', skip: '跳过', write: '填写', repeat: '沿用上次' } as const;

/** The option that stands for what the person answered the last time. */
export const AS_BEFORE = 'as-before';

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
  /** The invitation once the survey was taken back. */
  takenBack: (survey: SurveyRow): Card => ({ ...invitation(survey, '培训需求调查'), settled: '调查已撤回，无需填写' }),
  takenBackSettled: '已撤销发放',
  takenBackReply: (survey: SurveyRow) =>
    `需求调查 ${survey._id}“${survey.name}”已撤回，收到的人无需填写。如仍需调查，请重新发放。`,
  issuedAlready: '这份调查已经发出或取消',

  /** The same card for everyone and for its reminders. */
  invitation: (survey: SurveyRow): Card => invitation(survey, '培训需求调查'),
  reminder: (survey: SurveyRow): Card => invitation(survey, '请填写需求调查'),
  question: (survey: SurveyRow, question: Question, place: Place, before?: Answer): Card => {
    const facts = { survey: survey._id, question: question.id };
    const back: Button = { label: questionLabels.back, press: backToQuestion.with(facts) };
    const id = surveyCardId(survey._id);
    const title = placeTitle(place);
    const task = fillingTask(survey);
    if (question.kind !== 'text') {
      const form = formOf(survey, question, before);
      return cardOf({ id, task, title, lines: [question.title], form, buttons: place.number > 1 ? [back] : [] });
    }
    return cardOf({
      id,
      task,
      title,
      numbers: 'none',
      lines: [question.title, writeHint(question, '点'), ...(before === undefined ? [] : [`上次填写：${before.text}`])],
      buttons: [
        { label: questionLabels.write, style: 'primary', press: writeAnswer.with(facts) },
        ...(before === undefined ? [] : [{ label: questionLabels.repeat, press: repeatAnswer.with(facts) }]),
        ...(isOptional(question) ? [{ label: questionLabels.skip, press: skipQuestion.with(facts) }] : []),
        ...(place.number > 1 ? [back] : []),
      ],
    });
  },
  writeNow: (question: Question) => `${question.title}\n${writeHint(question, '点')}`,

  /** What was understood of an answer, above the next questions. */
  noted: (words: readonly string[]) => `已记录：${words.join('；')}。`,
  /** Up to three questions in one message, each with lettered options, to be answered by one line of letters. */
  page: (page: readonly Question[], place: Place, before: readonly Answer[] | undefined, noted?: string) =>
    [
      ...(noted === undefined ? [] : [noted]),
      `【需求调查 ${place.number}${page.length > 1 ? `—${place.number + page.length - 1}` : ''}/${place.of}】`,
      ...page.flatMap((question, index) => [
        `${page.length > 1 ? `${['一', '二', '三'][index]}、` : ''}${question.title}（${howMany(question)}）`,
        question.options.map((option, at) => `${optionLetter(at)} ${option.label}`).join('　'),
      ]),
      page.length > 1
        ? `请依次回复${page.length === 2 ? '两' : '三'}题的字母，每题之间空一格，例如：${pageExample(page)}`
        : `请回复字母，例如：${pageExample(page)}`,
      ...(before === undefined
        ? []
        : [repeatHint(page.map((question, at) => lettersOf(question, before[at])).join(' '))]),
      ...(place.number > 1 ? [backHint] : []),
    ].join('\n'),
  /** A question to be answered in words, where no card is shown. */
  write: (question: Question, place: Place, before: Answer | undefined, noted?: string) =>
    [
      ...(noted === undefined ? [] : [noted]),
      `【${placeTitle(place)}】`,
      question.title,
      writeHint(question, '回复'),
      ...(before === undefined ? [] : [repeatHint(before.text)]),
      ...(place.number > 1 ? [backHint] : []),
    ].join('\n'),

  thanks: (survey: SurveyRow, answered: number): Card =>
    cardOf({
      id: surveyCardId(survey._id),
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
  reopenedToMaker: (survey: SurveyRow, by: string, reason: string) =>
    `【重开调查】${by}已重开您发起的需求调查 ${survey._id}“${survey.name}”，${formatDay(survey.closesOn)}截止。理由：${withoutStop(reason)}。`,
  reopenedInvitation: (survey: SurveyRow): Card => invitation(survey, '需求调查重新开放'),
} as const;

function knownAlready(questions: readonly Question[]): string[] {
  const titles = questions.filter((one) => one.prefilled !== undefined).map((one) => one.title);
  return titles.length === 0 ? [] : [`${titles.join('、')}由信息库带出，不再询问。`];
}

function fillingTask({ name, closesAt }: SurveyRow): Task {
  return { name: `填写“${name}”`, by: closesAt };
}

function invitation(survey: SurveyRow, title: string): Card {
  return cardOf({
    id: surveyCardId(survey._id),
    task: { ...fillingTask(survey), mayWait: true },
    title,
    lines: [
      `请您填写“${survey.name}”，约需5分钟，中途停下的，可随时接着填写。`,
      `本调查实名发放：组织部门只掌握是否填写，答案仅作汇总统计，不足 ${survey.smallestGroup} 人的不单独列出。`,
    ],
    fields: [{ label: '截止', value: `${formatDay(survey.closesOn)}（当天有效）` }],
    buttons: [{ label: '开始填写', style: 'primary', press: startSurvey.with({ survey: survey._id }) }],
  });
}

function placeTitle({ number, of }: Place): string {
  return `需求调查 ${number}/${of}`;
}

/** The question's options, with what was answered the last time as one of them. */
function formOf(survey: SurveyRow, question: Question, before: Answer | undefined): Form {
  const repeated = before === undefined ? [] : [asBefore(question, before)];
  return {
    kind: question.kind === 'single' ? 'single' : 'multiple',
    options: [...question.options, ...repeated].slice(0, MAX_FORM_OPTIONS),
    ...(question.maxChoices === undefined ? {} : { maxChoices: question.maxChoices }),
    submit: {
      label: '提交',
      style: 'primary',
      press: answerQuestion.with({ survey: survey._id, question: question.id }),
    },
  };
}

function asBefore(question: Question, before: Answer) {
  return { value: AS_BEFORE, label: `${questionLabels.repeat}：${answerInWords(question, before)}` };
}

function writeHint(question: Question, how: '点' | '回复'): string {
  const most = question.maxLength === undefined ? '' : `（${question.maxLength} 字以内）`;
  return `请直接回复文字${most}。${isOptional(question) ? `没有意见的，可${how}“${questionLabels.skip}”。` : ''}`;
}

const backHint = `要改前面的回答，请回复“${questionLabels.back}”。`;

function repeatHint(given: string): string {
  return `您上次的回答是：${given}。与上次相同的，回复“${questionLabels.repeat}”即可。`;
}

function lettersOf(question: Question, answer: Answer | undefined): string {
  return answer === undefined ? '' : answerLetters(question, answer);
}

function howMany({ kind, maxChoices, options }: Question): string {
  return kind === 'single' ? '选 1 项' : `最多选 ${maxChoices ?? options.length} 项`;
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
