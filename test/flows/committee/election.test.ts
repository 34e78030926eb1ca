import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { askForBallots, electionOf, holdAt, voters, votingOf } from '../../helpers/election.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

async function startBot(): Promise<BareBot> {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  return bot;
}

it.each(variants)(
  'on %s a class elects its committee, from coming forward to the word of the school',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, voters);
    await world.at('2026-03-16', '09:00');
    await world.say('teacher', '/班委竞选 2026-01 班长、学习委员');
    await world.press('teacher', '确认发起');
    expect(world.last('teacher')).toContain('随上课日早上的“今日课程与签到”告知 5 人');
    expect(world.screen('zhao')).not.toContain('我要报名');
    // Nobody gets a message of its own: the card of the next day leads there, and to the ballot.
    for (const who of voters) await world.say(who, '签到');
    await world.at('2026-03-16', '14:05');
    for (const who of voters) await world.say(who, '签到');
    await world.at('2026-03-17', '08:15');
    expect(world.last('zhao')).toMatch(/今日课程与签到[\s\S]*待办 1 项：班委竞选报名，自愿参加（今天17:30截止）。/);
    // The card also asks for a rating: its button for leave gave way, and it says so.
    expect(world.last('zhao')).toContain('请假请回复“请假”。');
    for (const who of ['zhao', 'qian']) await world.press(who, '办理待办');
    await world.press('zhao', '我要报名');
    await world.press('zhao', '报名班长');
    await world.say('zhao', '服务同学。');
    await world.press('qian', '推荐同学');
    await world.say('qian', '孙三 学习委员');
    await world.press('sun', '接受推荐');
    await world.say('sun', '取消');
    await world.at('2026-03-17', '17:34');
    await world.at('2026-03-17', '17:39');
    await world.at('2026-03-18', '08:15');
    expect(world.count('li', '投票不记名')).toBe(0);
    for (const who of voters) await world.press(who, '办理待办');
    expect(world.screen('li')).toContain('服务同学。');
    const vote = (who: string, option: string) =>
      variant === 'dingtalk-markdown' ? world.press(who, option) : world.press(who, '提交', [option]);
    for (const who of ['zhao', 'qian', 'zhou']) {
      await vote(who, '投赵一');
      await vote(who, '投孙三');
    }
    // By typing, on every platform.
    await world.say('sun', '投弃权票');
    expect(world.screen('sun')).toContain('已投票，还有 1 项');
    await world.say('sun', '投反对票');
    expect(world.screen('sun')).toContain('已投票 2 项');
    await world.at('2026-03-18', '17:39');
    await world.at('2026-03-19', '09:04');
    expect(world.last('teacher')).toContain('班长：应投 5 人，实投 4 人。赵一 3 票，反对 0 票，弃权 1 票。赵一当选。');
    await world.press('school', '确认结果');
    expect(world.last('zhao')).toContain('班委 2 人：\n班长　赵一\n学习委员　孙三');
    await world.say('li', '班委名单');
    expect(world.last('li')).toContain('班长　赵一');
    expect(world.logged).toEqual([]);
  },
);

it('whoever gives no statement still stands, and is told so', async () => {
  const bot = await startBot();
  await electionOf(bot, ['zhao']);
  expect(await bot.last('zhao')).toContain('此前已办好的事项不变');
  for (const words of ['竞选班长', '选班长']) expect(await bot.ask('qian', words)).toContain('已报名 1 人');
});

it('a vote is taken once; one after the end and one of a stranger are refused in words', async () => {
  const bot = await startBot();
  await votingOf(bot, ['zhao', 'qian']);
  await bot.press('sun', '提交', ['zhao']);
  const again = {
    action: 'committee.vote',
    data: { classId: '2026-01', election: '1', turn: '1', post: '1', sealed: 'form' },
  };
  expect(await bot.forge('sun', again, ['qian'])).toContain('您已投过票，不能再投');
  expect(await bot.forge('li', again, ['sun'])).toContain('不在该卡片上');
  expect(await bot.forge('wu', again, ['zhao'])).toContain('没有这项班委竞选');
  bot.clock.moveTo(beijingTime('2026-03-18', '17:30'));
  expect(await bot.forge('li', again, ['zhao'])).toContain('投票已截止，您的这一票没有记入');
});

it('a spoken vote is not taken, and a number is not', async () => {
  const bot = await startBot();
  await votingOf(bot, ['zhao', 'qian']);
  await bot.speak('li', '投赵一');
  expect(await bot.last('li')).toContain('不能用语音作出');
  expect(await bot.ask('li', '1')).toContain('请点按钮，或回复“投');
  expect((await bot.store.ballotBoxes.byId('election:2026-01:1:1:班长'))?.marks).toEqual([]);
});

it('a tie goes to a second round, and a tie of that to the school', async () => {
  const bot = await startBot();
  await votingOf(bot, ['zhao', 'qian']);
  const vote = async () => {
    await bot.press('zhao', '提交', ['zhao']);
    await bot.press('qian', '提交', ['qian']);
    for (const who of ['sun', 'li']) await bot.press(who, '提交', ['abstain']);
  };
  await vote();
  await holdAt(bot, '2026-03-18', '17:39');
  await askForBallots(bot);
  expect(await bot.last('sun')).toContain('第 2 轮投票，上一轮无人过半');
  await vote();
  await holdAt(bot, '2026-03-19', '17:39');
  expect(await bot.screen('school')).toContain('得票相同，须研究确定');
  await expect(bot.press('school', '确认结果')).rejects.toThrow('no button');
  await bot.say('school', '/定班委 2026-01 班长 赵一 研究确定');
  await bot.press('school', '不予确认');
  await bot.say('school', '已研究确定人选');
  expect(await bot.ask('sun', '班委名单')).toContain('班长　赵一');
});

it('too few votes count for nothing; the school sends it back and the class may vote anew', async () => {
  const bot = await startBot();
  await votingOf(bot, ['zhao']);
  await bot.press('sun', '提交', ['zhao']);
  await holdAt(bot, '2026-03-18', '17:39');
  expect(await bot.screen('teacher')).toContain('不足应投人数的3分之2');
  await bot.press('school', '不予确认');
  await bot.say('school', '投票人数不足');
  expect(await bot.last('teacher')).toContain('未予确认，理由：投票人数不足');
  expect(await bot.ask('teacher', '/班委竞选 2026-01 班长')).toContain('请核对班委竞选');
});

it('whoever is voted on does not confirm the result', async () => {
  const bot = await startBot();
  await bot.store.cadres.grant('zhao', 'partySchool');
  await votingOf(bot, ['zhao']);
  for (const who of ['zhao', 'qian', 'sun']) await bot.press(who, '提交', ['zhao']);
  await holdAt(bot, '2026-03-18', '17:39');
  expect(await bot.screen('zhao')).not.toContain('审定班委竞选结果');
  const confirm = { action: 'committee.confirm', data: { classId: '2026-01', election: '1' } };
  expect(await bot.forge('zhao', confirm)).not.toContain('已确认');
  expect((await bot.store.elections.byId('2026-01:1'))?.state).toBe('counted');
});

it('who leaves after voting stays counted, and who has left before has no vote', async () => {
  const bot = await startBot();
  await votingOf(bot, ['zhao', 'qian']);
  for (const who of ['zhao', 'sun', 'li', 'zhou']) await bot.press(who, '提交', ['zhao']);
  await bot.store.enrollments.move('2026-01', 'sun', 'withdrawn');
  await bot.store.enrollments.move('2026-01', 'qian', 'withdrawn');
  await bot.press('qian', '提交', ['qian']);
  expect(await bot.last('qian')).toContain('没有这项班委竞选');
  await holdAt(bot, '2026-03-18', '17:39');
  expect(await bot.screen('teacher')).toContain('应投 5 人，实投 4 人。赵一 4 票');
});

it('where nobody comes forward the teacher is told once, and may give more time', async () => {
  const bot = await startBot();
  await electionOf(bot, []);
  await holdAt(bot, '2026-03-17', '17:34');
  await holdAt(bot, '2026-03-17', '17:39');
  expect((await bot.screen('teacher')).split('无人报名，没有转入投票').length).toBe(2);
  await bot.say('teacher', '/改竞选 2026-01 报名截止 3月18日');
  expect(await bot.last('teacher')).toContain('报名截止已改为3月18日');
  await bot.say('sun', '班委竞选');
  await bot.press('sun', '我要报名');
  await holdAt(bot, '2026-03-18', '17:34');
  expect(await bot.ask('li', '投票')).toContain('投孙三');
});

it('voting that is over is not prolonged: its boxes may be closed', async () => {
  const bot = await startBot();
  await votingOf(bot, ['zhao', 'qian']);
  const before = await bot.store.elections.byId('2026-01:1');
  bot.clock.moveTo(beijingTime('2026-03-18', '17:31'));
  expect(await bot.ask('teacher', '/改竞选 2026-01 投票截止 3月19日')).toContain('投票已截止，正在计票');
  expect(await bot.store.elections.byId('2026-01:1')).toEqual(before);
});

it('a cancelled election leaves no ballot, and its cards take no vote', async () => {
  const bot = await startBot();
  await votingOf(bot, ['zhao', 'qian']);
  await bot.press('sun', '提交', ['zhao']);
  await bot.say('teacher', '/取消竞选 2026-01 改由班会推选');
  await bot.press('teacher', '确认取消');
  expect(await bot.last('li')).toContain('班委竞选已取消');
  expect(await bot.store.ballotBoxes.byId('election:2026-01:1:1:班长')).toMatchObject({ state: 'closed', ballots: [] });
  expect(await bot.ask('li', '投赵一')).toContain('班委竞选已取消');
});

it('a crash anywhere neither loses a vote nor doubles it, and leaves the same', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    await electionOf(bot, ['zhao', 'qian']);
    bot.crashing = crashing;
    await holdAt(bot, '2026-03-17', '17:34');
    await askForBallots(bot);
    await bot.press('zhao', '提交', ['zhao']);
    await bot.say('qian', '投钱二');
    await bot.press('sun', '提交', ['zhao']);
    await bot.press('li', '提交', ['zhao']);
    await holdAt(bot, '2026-03-18', '17:39');
    await bot.press('school', '确认结果');
  });
  onTestFinished(async () => {
    await whole?.stop();
    await broken?.stop();
  });
  expect(broken?.crashes).toBeGreaterThan(5);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect(await broken?.screen('teacher')).toContain('应投 5 人，实投 4 人。赵一 3 票，钱二 1 票');
});

it('so few that each could work out the others’ votes propose by show of hands, also where they have become so few', async () => {
  const bot = await startBot();
  await electionOf(bot, ['zhao']);
  await bot.store.enrollments.move('2026-01', 'zhou', 'withdrawn');
  await holdAt(bot, '2026-03-17', '17:34');
  expect((await bot.screen('teacher')).split('可投票的学员 4 人，不足 5 人，没有转入投票').length).toBe(2);
  expect(await bot.store.elections.byId('2026-01:1')).toMatchObject({ state: 'over', rounds: [] });
  expect(await bot.ask('teacher', '/班委竞选 2026-01 班长')).toContain('请在班会上举手推选');
  expect(await bot.ask('teacher', '/定班委 2026-01 班长 赵一 班会推选')).not.toContain('不足');
});
