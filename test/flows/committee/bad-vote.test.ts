import { describe, expect, it, onTestFinished } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { voters } from '../../helpers/election.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { ask } from '../../helpers/told.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';

describe.each(variants)('an election, where it is not as usual, on %s', (variant) => {
  /** These have come forward for 班长, and everybody may vote until 18 March, 17:30. */
  const voting = async (candidates: readonly string[]): Promise<World> => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, voters);
    await world.at('2026-03-16', '09:00');
    await world.say('teacher', `/班委竞选 ${classId} 班长`);
    await world.press('teacher', '确认发起');
    for (const candidate of candidates) {
      await world.say(candidate, '班委竞选');
      await world.press(candidate, '我要报名');
      await world.say(candidate, '取消');
    }
    await world.at('2026-03-17', '17:34');
    await world.at('2026-03-17', '17:39');
    return world;
  };
  const vote = async (world: World, who: string, option: string): Promise<string> => {
    await world.say(who, '投票');
    return ask(world, who, option);
  };
  const over = async (world: World, dateOn: string): Promise<void> => {
    await world.at(dateOn, '17:34');
    await world.at(dateOn, '17:39');
    // What is told of it waits for the hours in which people are written to.
    await world.at(dateOn, '17:44');
  };
  const marks = async (world: World, round: number) =>
    (await world.running.store.ballotBoxes.byId(`election:${classId}:1:${round}:班长`))?.marks.length;

  it('takes no vote after its end, none of who is not in the class, and none twice', async () => {
    const world = await voting(['zhao', 'qian']);
    expect(await vote(world, 'sun', '投赵一')).toContain('已投票');
    expect(await vote(world, 'sun', '投钱二')).not.toMatch(/^已投票 1 项$/m);
    expect(await ask(world, 'wu', '投票')).toContain('没有');
    expect(await ask(world, 'wu', '投赵一')).not.toContain('已投票');
    await world.say('li', '投票');
    await world.at('2026-03-18', '17:31');
    expect(await ask(world, 'li', '投赵一')).toMatch(/投票已截止|这一票没有记入/);
    expect(await marks(world, 1)).toBe(1);
  });

  it('with a tie goes to a second round of the same two, which decides', async () => {
    const world = await voting(['zhao', 'qian', 'sun']);
    await vote(world, 'zhao', '投赵一');
    await vote(world, 'qian', '投钱二');
    for (const who of ['sun', 'li']) await vote(world, who, '投弃权票');
    await over(world, '2026-03-18');
    await world.say('li', '投票');
    expect(world.screen('li')).toContain('第 2 轮投票，上一轮无人过半');
    for (const who of ['zhao', 'sun', 'li']) expect(await vote(world, who, '投赵一')).toContain('已投票');
    await vote(world, 'qian', '投钱二');
    await over(world, '2026-03-19');
    await world.at('2026-03-20', '09:04');
    expect(world.screen('teacher')).toMatch(/班长：应投 5 人，实投 4 人。赵一 3 票，钱二 1 票，弃权 0 票。赵一当选/);
    await world.press('school', '确认结果');
    expect(await ask(world, 'li', '班委名单')).toContain('班长　赵一');
  });

  it('with one candidate asks for or against, and elects nobody whom the most are against', async () => {
    const world = await voting(['zhao']);
    await world.say('qian', '投票');
    expect(world.screen('qian')).toContain('候选人只有 1 人，赞成超过半数当选');
    expect(await ask(world, 'qian', '投孙三')).not.toContain('已投票');
    expect(await ask(world, 'qian', '投反对票')).toContain('已投票');
    for (const who of ['sun', 'li']) await vote(world, who, '投反对票');
    await vote(world, 'zhao', '投赵一');
    await over(world, '2026-03-18');
    await world.at('2026-03-19', '09:04');
    expect(world.screen('teacher')).toMatch(/赵一 1 票，反对 3 票.*赞成未超过半数，没有产生人选/);
    expect(await ask(world, 'li', '班委名单')).not.toContain('班长　赵一');
  });
});
