import { formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Button, type Card, type Form, MAX_FORM_OPTIONS } from '../../chat/message.ts';
import { answerQuestion, backToQuestion, repeatAnswer, skipQuestion, writeAnswer } from './presses.ts';
import { type Answer, hasOptions, isChosen, type Question, questionKindLabels } from './question.ts';
import { answerInWords, isOptional } from './survey.ts';
import { answerLetters, pageExample } from './survey-page.ts';
import type { SurveyRow } from './surveys.ts';
import { fillingTask, surveyCardId } from './words.ts';
import { optionLetter, ranksOf, writtenExample } from './written-answer.ts';

/** The labels of a question's buttons, which people can also type. */
export const questionLabels = { back: '上一题', skip: '跳过', write: '填写', repeat: '沿用上次' } as const;

/** The option that stands for what the person answered the last time. */
export const AS_BEFORE = 'as-before';

/** The position of a question among those a person is asked. */
export interface Place {
  /** 1 for the first. */
  number: number;
  of: number;
}

/** The questions of a survey, as they are asked and as whoever made it reads them. */
export const surveyQuestionWords = {
  list: (survey: SurveyRow) => {
    const asked = survey.questions.filter((one) => one.prefilled === undefined);
    return [
      `“${survey.name}”共 ${asked.length} 题：`,
      ...asked.map(
        (one, index) => `${index + 1}. ${one.title}（${kindOf(one)}）${optionsOf(one)}${conditionOf(one, survey)}`,
      ),
      ...knownAlready(survey.questions),
    ].join('\n');
  },
  /** @param question - with what is full told in the options (`withFull`) */
  question: (survey: SurveyRow, question: Question, place: Place, before?: Answer): Card => {
    const facts = { survey: survey._id, question: question.id };
    const back: Button = { label: questionLabels.back, press: backToQuestion.with(facts) };
    const id = surveyCardId(survey._id);
    const title = placeTitle(place);
    const task = fillingTask(survey);
    if (isChosen(question)) {
      const form = formOf(survey, question, before);
      return cardOf({ id, task, title, lines: [question.title], form, buttons: place.number > 1 ? [back] : [] });
    }
    return cardOf({
      id,
      task,
      title,
      numbers: 'none',
      lines: [
        question.title,
        ...lettered(question),
        writeHint(question, '点'),
        ...(before === undefined ? [] : [`上次填写：${shownAnswer(question, before)}`]),
      ],
      buttons: [
        ...(question.kind === 'file'
          ? []
          : [{ label: questionLabels.write, style: 'primary' as const, press: writeAnswer.with(facts) }]),
        ...(before === undefined ? [] : [{ label: questionLabels.repeat, press: repeatAnswer.with(facts) }]),
        ...(isOptional(question) ? [{ label: questionLabels.skip, press: skipQuestion.with(facts) }] : []),
        ...(place.number > 1 ? [back] : []),
      ],
    });
  },
  writeNow: (question: Question) => [question.title, ...lettered(question), writeHint(question, '点')].join('\n'),

  /** @param type - 图片, PDF文件 */
  fileTaken: (question: Question, type: string) => `已收到${type}，作为“${question.title}”的回答。`,

  /** What was understood of an answer, above the next questions. */
  noted: (words: readonly string[]) => `已记录：${words.join('；')}。`,
  /** Up to three questions in one message, each with lettered options, to be answered by one line of letters. */
  page: (page: readonly Question[], place: Place, before: readonly Answer[] | undefined, noted?: string) =>
    [
      ...(noted === undefined ? [] : [noted]),
      `【需求调查 ${place.number}${page.length > 1 ? `—${place.number + page.length - 1}` : ''}/${place.of}】`,
      ...page.flatMap((question, index) => [
        `${page.length > 1 ? `${['一', '二', '三'][index]}、` : ''}${question.title}（${howMany(question)}）`,
        ...lettered(question),
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
      ...lettered(question),
      writeHint(question, '回复'),
      ...(before === undefined ? [] : [repeatHint(shownAnswer(question, before))]),
      ...(place.number > 1 ? [backHint] : []),
    ].join('\n'),
} as const;

/** The question with `（已满）` before the options that no more people may take; their order and values stay. */
export function withFull(question: Question, full: ReadonlySet<string>): Question {
  if (full.size === 0) return question;
  const options = question.options.map((option) =>
    full.has(option.value) ? { ...option, label: `（已满）${option.label}` } : option,
  );
  return { ...question, options };
}

/** An answer as people read it; a day as they write it. */
export function shownAnswer(question: Question, answer: Answer): string {
  return question.kind === 'date' && answer.text !== '' ? formatDay(answer.text) : answerInWords(question, answer);
}

function knownAlready(questions: readonly Question[]): string[] {
  const titles = questions.filter((one) => one.prefilled !== undefined).map((one) => one.title);
  return titles.length === 0 ? [] : [`${titles.join('、')}由信息库带出，不再询问。`];
}

function placeTitle({ number, of }: Place): string {
  return `需求调查 ${number}/${of}`;
}

/** The question's options, with what was answered the last time as one of them. */
function formOf(survey: SurveyRow, question: Question, before: Answer | undefined): Form {
  const repeated = before === undefined ? [] : [asBefore(question, before)];
  return {
    kind: question.kind === 'multiple' ? 'multiple' : 'single',
    options: [...question.options, ...repeated].slice(0, MAX_FORM_OPTIONS),
    ...(question.kind !== 'multiple' || question.maxChoices === undefined ? {} : { maxChoices: question.maxChoices }),
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

function lettered(question: Question): string[] {
  if (!hasOptions(question)) return [];
  return [question.options.map((option, at) => `${optionLetter(at)} ${option.label}`).join('　')];
}

function writeHint(question: Question, how: '点' | '回复'): string {
  const skip = isOptional(question) ? `没有意见的，可${how}“${questionLabels.skip}”。` : '';
  return `${whatIsWanted(question)}${skip}`;
}

function whatIsWanted(question: Question): string {
  const example = `例如：${writtenExample(question)}。`;
  switch (question.kind) {
    case 'ranking':
      return `请按先后顺序回复 ${ranksOf(question)} 个字母，${example}`;
    case 'number':
      return `请回复数字${rangeOf(question)}，${example}`;
    case 'date':
      return `请回复日期，${example}`;
    case 'person':
      return `请回复一人姓名，${example}`;
    case 'unit':
      return `请回复单位全称，${example}`;
    case 'file':
      return '请直接在对话中发送一份图片（JPG、PNG、WebP）或PDF文件，加密保存，结果中不显示姓名，只有县委组织部能查看。';
    default:
      return `请直接回复文字${question.maxLength === undefined ? '' : `（${question.maxLength} 字以内）`}。`;
  }
}

function rangeOf({ least, most }: Question): string {
  if (least !== undefined && most !== undefined) return `（${least} 至 ${most}）`;
  if (most !== undefined) return `（不超过 ${most}）`;
  return least === undefined ? '' : `（不少于 ${least}）`;
}

const backHint = `要改前面的回答，请回复“${questionLabels.back}”。`;

function repeatHint(given: string): string {
  return `您上次的回答是：${given}。与上次相同的，回复“${questionLabels.repeat}”即可。`;
}

function lettersOf(question: Question, answer: Answer | undefined): string {
  return answer === undefined ? '' : answerLetters(question, answer);
}

function howMany({ kind, maxChoices, options }: Question): string {
  return kind === 'multiple' ? `最多选 ${maxChoices ?? options.length} 项` : '选 1 项';
}

function kindOf(question: Question): string {
  const { kind, maxChoices, options } = question;
  const forWhom = question.askedOf === 'unitHead' ? '，仅单位主要负责人' : '';
  const optional = kind !== 'text' && isOptional(question) ? '，选答' : '';
  const more = {
    multiple: `，最多选 ${maxChoices ?? options.length} 项`,
    ranking: `，排出 ${ranksOf(question)} 项`,
    number: rangeOf(question).replace('（', '，').replace('）', ''),
  };
  const limit = kind === 'multiple' || kind === 'ranking' || kind === 'number' ? more[kind] : '';
  return `${questionKindLabels[kind]}${limit}${optional}${forWhom}`;
}

function optionsOf({ options }: Question): string {
  if (options.length === 0) return '';
  return `：${options.map(({ label, limit }) => (limit === undefined ? label : `${label}（限 ${limit} 人）`)).join('、')}`;
}

function conditionOf({ shownIf }: Question, { questions }: SurveyRow): string {
  const before = shownIf && questions.find(({ id }) => id === shownIf.question);
  if (shownIf === undefined || before === undefined) return '';
  const labels = before.options.filter(({ value }) => shownIf.anyOf.includes(value)).map(({ label }) => label);
  return `；仅“${before.title}”为${labels.map((label) => `“${label}”`).join('或')}时询问`;
}
