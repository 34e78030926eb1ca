import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const needsSurveyRefusals: Refusals = {
  'survey.unknown': ({ survey }) => `没有编号为“${survey}”的需求调查。`,
  'survey.nobody': ({ scope }) => `“${scope}”范围内没有人员，请换一个范围。`,
  'survey.deadline-past': () => '截止日期已经过去，请重新填写。',
  'survey.too-many-options': ({ most }) =>
    `题库中有选项超过 ${most} 个的题目，无法在卡片上显示，请联系系统管理员调整规则。`,
  'survey.not-asked': () => '这份调查没有发给您，无需填写。',
  'survey.own': ({ name }) => `${name}是这份调查的发起人，无需列为协办人。`,
  'survey.shared-already': ({ name }) => `${name}已是协办人，无需重复办理。`,
  'survey.not-shared': ({ name }) => `${name}不是协办人，无需取消。`,
  'survey.sent-already': ({ survey }) => `需求调查 ${survey} 已经发出或取消，不能再试填。`,
  'survey.too-many-trying': ({ most }) => `试填最多 ${most} 人，请重新回复姓名。`,
  'survey.not-later': ({ survey, closesOn, who }) =>
    `新的截止日期应晚于${closesOn}${who ? `（刚由${who}延期）` : ''}。提前结束的，请回复“/结束调查 ${survey}”。`,
  'survey.over-postpone': ({ survey }) => `需求调查 ${survey} 已经结束。继续填写的，请用“/重开调查”。`,
  'survey.closed-already': ({ survey, who }) => `需求调查 ${survey} 已${who ? `由${who}` : '经'}结束，无需重复办理。`,
  'survey.postponed-meanwhile': ({ survey, who, closesOn }) =>
    `需求调查 ${survey} 刚由${who}延期至${closesOn}，您的这一步没有生效，调查继续。仍需结束的，请再回复“/结束调查 ${survey}”。`,
  'survey.no-answer': ({ title }) => `“${title}”请先作答。`,
  'survey.unknown-option': ({ title, given, most }) =>
    `“${title}”没有“${given}”这个选项，请回复 1 到 ${most} 之间的序号。`,
  'survey.too-many-choices': ({ title, most }) => `“${title}”最多选 ${most} 项，请重新选择。`,
  'survey.too-long': ({ title, mostCharacters }) => `“${title}”请控制在 ${mostCharacters} 字以内。`,
  'survey.option-full': ({ title, option }) => `“${title}”的“${option}”名额已满，请选择其他选项。`,
  'survey.not-ranked': ({ title, ranks, last, example }) =>
    `“${title}”请按先后顺序回复 ${ranks} 个字母，在 A 到 ${last} 中选择，每个只用一次，例如：${example}`,
  'survey.not-number': ({ title, least, most, example }) =>
    `“${title}”请回复 ${least} 至 ${most} 的数字，例如：${example}`,
  'survey.not-date': ({ title, example }) => `“${title}”请回复日期，例如：${example}`,
  'survey.not-person': ({ title, example }) => `“${title}”请回复一人姓名，例如：${example}`,
  'survey.not-unit': ({ title, example }) => `“${title}”请回复单位全称，例如：${example}`,
  'survey.not-file': ({ title }) => `“${title}”请直接发送图片或PDF文件，不用文字回答。`,
  'survey.page-unclear': ({ count, example }) =>
    count === 1
      ? `未能识别您的选择。请回复选项前的字母，例如：${example}`
      : `未能识别您的选择。请依次回复 ${count} 题的字母，每题之间空一格，例如：${example}`,
  'survey.unknown-letter': ({ title, given, last }) => `“${title}”没有 ${given} 这一项，请在 A 到 ${last} 中选择。`,
  'survey.not-over': ({ survey }) => `需求调查 ${survey} 还在进行，无需重开。`,
  'survey.results-read': ({ survey }) =>
    `需求调查 ${survey} 的结果已经有人查看，为保护填写人不再重开。仍需征求意见的，请另发调查。`,
};
