import { expect, it } from 'vitest';
import { registerHandlers } from '../../handlers/index.ts';
import { leadsTo, MOST_TASKS, ownWords, pageAfter, pageOf, type TaskName, tasksOf } from '../../src/bot/help-tasks.ts';
import { Router } from '../../src/bot/router.ts';
import { type Action, mayEver } from '../../src/county/policy.ts';
import { ROLES } from '../../src/county/roles.ts';

const router = new Router();
registerHandlers(router);

/** Said by everybody without help, or behind a word of one's own. */
const everybodys: readonly Action[] = ['help.read', 'todo.read', 'suggestion.make', 'stand-in.read', 'sharing.read'];

it.each(ROLES.filter((role) => role !== 'cadre'))('help leads %s to every command they may use', (role) => {
  const actor = { cadreId: 'one', roles: [role], teachesClassIds: [], headsUnitIds: [], liaisesUnitIds: [] };
  const tasks = tasksOf(actor, false);
  const unreached = router.specs
    .filter(({ action }) => mayEver(actor, action) && !everybodys.includes(action))
    .filter(({ action }) => !tasks.some((task) => leadsTo(task, action)));
  expect(unreached.map(({ names: [name] }) => name)).toEqual([]);
});

it('every word behind a task of one’s own is understood', () => {
  const words = ownWords(tasksOf({ roles: ['cadre'] }, true));
  expect(words).toContain('班委竞选');
  const heard = (word: string) => router.wordOf(word) ?? router.commandTyped({ name: word, args: [], body: '' });
  expect(words.filter((word) => heard(word) === undefined)).toEqual([]);
});

it('the pages of help hold every task once, each page as many as a card has buttons for', () => {
  const tasks = tasksOf({ roles: ['orgDept', 'partySchool', 'classTeacher', 'cadre'] }, true);
  const seen: TaskName[] = [];
  for (let from = 0; from < tasks.length; from = pageAfter(from)) {
    const page = pageOf(tasks, from);
    expect(page.length).toBeLessThanOrEqual(MOST_TASKS);
    seen.push(...page.filter((name) => name !== 'more'));
    if (!page.includes('more')) break;
  }
  expect(seen).toEqual(tasks);
});
