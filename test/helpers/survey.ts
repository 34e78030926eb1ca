import type { World } from './world.ts';

/** Sends a survey to a scope and gives its number. */
export async function sendSurvey(world: World, scope: string, deadline = '7天'): Promise<string> {
  await world.say('org', `/需求调查 2026年培训需求 ${scope} ${deadline}`);
  const number = /D\d{4}-\d+/.exec(world.last('org'))?.[0];
  if (number === undefined) throw new Error(`no survey was made: ${world.last('org')}`);
  await world.press('org', '确认发出');
  return number;
}

/** People hand in their sheets, without the conversation: the first option (or `option`) everywhere, and one sentence. */
export async function handIn(world: World, number: string, cadreIds: readonly string[], option = 0): Promise<void> {
  const { surveys, surveyAnswers } = world.running.store;
  const questions = (await surveys.byId(number))?.questions ?? [];
  for (const cadreId of cadreIds) {
    for (const { id, kind, options } of questions) {
      if (id === 'lastYearChange') continue;
      const choices = kind === 'text' ? [] : [options[option]?.value ?? ''];
      const text = kind === 'text' ? '项目申报实务' : '';
      await surveyAnswers.answer(`${number}:${cadreId}`, { questionId: id, choices, text, by: 'test' });
    }
    await surveyAnswers.finish(`${number}:${cadreId}`, world.clock.now());
  }
}

/** One person fills in the whole sheet by typing. */
export async function fillIn(world: World, userId: string): Promise<void> {
  await world.press(userId, '开始填写');
  for (let question = 1; question <= 10; question += 1) await world.say(userId, '1');
  await world.say(userId, '跳过');
  await world.say(userId, '项目申报实务');
}
