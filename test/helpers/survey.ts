import type { Store } from '../../src/stores.ts';
import type { World } from './world.ts';

/** Sends a survey to a scope and gives its number. */
export async function sendSurvey(world: World, scope: string, deadline: string): Promise<string> {
  await world.say('org', `/需求调查 2026年培训需求 ${scope} ${deadline}`);
  const number = /D\d{4}-\d+/.exec(world.last('org'))?.[0];
  if (number === undefined) throw new Error(`no survey was made: ${world.last('org')}`);
  await world.press('org', '确认发出');
  return number;
}

/** People hand in their sheets, without the conversation: the first option (or `option`) everywhere, and one sentence. */
export async function handIn(store: Store, number: string, cadreIds: readonly string[], option = 0): Promise<void> {
  const questions = (await store.surveys.byId(number))?.questions ?? [];
  for (const cadreId of cadreIds) {
    for (const { id, kind, options } of questions) {
      if (id === 'lastYearChange') continue;
      const choices = kind === 'text' ? [] : [options[option]?.value ?? ''];
      const text = kind === 'text' ? '项目申报实务' : '';
      await store.surveyAnswers.answer(`${number}:${cadreId}`, { questionId: id, choices, text, byUpdate: 'test' });
    }
    await store.surveyAnswers.finish(`${number}:${cadreId}`, new Date('2026-03-03T01:00:00Z'));
  }
}
