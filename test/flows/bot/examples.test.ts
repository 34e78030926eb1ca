import { describe, expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

describe('the example of /开班', () => {
  it.each(['2026-03-02', '2026-06-30', '2026-12-01', '2026-12-28', '2026-12-31'])(
    'is taken by the command itself on %s',
    async (todayOn) => {
      const bot = await startBareBot();
      onTestFinished(() => bot.stop());
      bot.clock.moveTo(new Date(`${todayOn}T01:00:00Z`));
      const example = /例如：(.*)/.exec(await bot.ask('school', '/开班'))?.[1] ?? '';
      expect(await bot.ask('school', example.replace('张三', '郑老师'))).toContain('开班预览');
    },
  );
});

it('an example names the class that the person has', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['qian']);
  await bot.store.classes.create('2026', {
    ...{ name: '专题班', kind: 'mainClass', opensOn: '2026-03-09', closesOn: '2026-03-13' },
    ...{ topicTag: '专题', teacherId: 'zhao', createdBy: 'school', byUpdate: 'test:second' },
  });
  expect(await bot.ask('zhao', '/帮助 签到情况')).toContain('例如：/签到情况 2026-02');
});
