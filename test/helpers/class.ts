import type { World } from './world.ts';

/** A class with the standard timetable, 16 to 27 March 2026; with `named`, that many people have the notice. */
export async function openClass(world: World, more: { named?: number } = {}): Promise<string> {
  await world.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
  await world.press('school', '确认开班');
  const classId = /班次 (\d{4}-\d{2})/.exec(world.last('school'))?.[1];
  if (classId === undefined) throw new Error(`no class was made: ${world.last('school')}`);
  await world.say('school', `/课程 ${classId} 标准`);
  if (!world.last('school').includes('已通过审核')) throw new Error(`no timetable: ${world.last('school')}`);
  if (more.named !== undefined) {
    await world.say('org', `/点名 ${classId} ${more.named} 科级副职`);
    await world.press('org', '确认发出');
  }
  return classId;
}
