import { Inbox } from '../../src/inbox/inbox.ts';
import { lastDayOn, scoredClass } from './scored-class.ts';
import type { World } from './world.ts';

/** The first working day three months after the class of `scoredClass`. */
const followedOn = '2026-06-29';

/**
 * A class of which every list has rows: an evaluation team of its own, an objection, published grades, an archive, a follow-up round with answers and a spot check; somebody
 * in the reserve pool and at the front line, a message that reached nobody and an update that nobody could read. 褚部长 leads the organisation
 * department. It ends three months after the class.
 */
export async function recordedClass(world: World): Promise<void> {
  const { store } = world.running;
  await scoredClass(store);
  await store.cadres.grant('head-org', 'orgDeptLeader');
  await nameTeam(world);
  await world.at(lastDayOn, '17:40');
  await world.say('teacher', '/记分 2026-01 孙三 纪律建设 手机 课上使用手机');
  await world.say('sun', '异议');
  await world.press('sun', '提出异议');
  await world.say('sun', '当时在用手机记笔记');
  await world.press('team1', '异议不成立');
  await world.say('team1', '课堂记录清楚');
  await publish(world);
  await world.say('school', '/归档 2026-01');
  await world.press('school', '归档');
  await world.say('org', '/一线锻炼 赵一 青山镇 2026-04-08 2026-10-30 乡村振兴专班');
  await loseAccount(world, 'wu');
  await world.at(followedOn, '09:54');
  await world.press('zhao', '各项均 4 分');
  await world.say('zhao', '牵头化解两件积案');
  await world.say('org', '/抽查 2026-01');
  const inbox = new Inbox(store.receipts, world.clock, () => undefined, 30_000);
  const from = { platform: 'wecom' as const, userId: '' };
  await inbox.add({
    kind: 'set-aside',
    id: 'test:unreadable',
    from,
    at: world.clock.now().getTime(),
    why: 'late-stamp',
  });
}

/** The class has an evaluation team of its own. */
async function nameTeam({ running, clock }: World): Promise<void> {
  const by = { by: 'school', byUpdate: 'test:team', enteredAt: clock.now() };
  await running.store.classes.nameTeam('2026-01', { ...by, version: 1, cadreIds: ['team1', 'team2'] });
}

/** Grades the class, releases the results, and lets their posting and their sending run. */
async function publish(world: World): Promise<void> {
  await world.at(lastDayOn, '18:05');
  await world.say('team1', '/评定等次 2026-01');
  await world.press('team1', '提请确认');
  await world.press('team2', '确认等次');
  await world.press('org', '公布成绩');
  for (const dateOn of ['2026-03-30', '2026-03-31', '2026-04-03', '2026-04-07']) await world.at(dateOn, '09:05');
}

/** From now on nothing reaches this person. */
async function loseAccount({ running }: World, cadreId: string): Promise<void> {
  const [person] = await running.store.cadres.many([cadreId]);
  if (person === undefined) throw new Error(`nobody is ${cadreId}`);
  await running.store.cadres.put([{ ...person, identities: { wecom: 'ghost' } }]);
}
