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

/**
 * Answers the first ten questions of the survey that is open before this person: on cards by tapping the second option of each, where
 * there are only texts by letters, three questions at a time.
 */
export async function answerTen(acts: Pick<World, 'say' | 'press'>, world: World, userId: string): Promise<void> {
  const newest = () => world.items(userId).at(-1)?.body;
  if (newest()?.kind !== 'card') {
    await acts.say(userId, '1');
    for (const answer of ['A AB B', 'B BD C', 'A、A、A', 'b,c,d', 'A']) await acts.say(userId, answer);
    return;
  }
  for (let question = 1; question <= 10; question += 1) {
    const card = newest();
    const options = card?.kind === 'card' ? (card.choice?.options ?? []) : [];
    await acts.press(userId, '提交', [options[1]?.label ?? '']);
  }
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
