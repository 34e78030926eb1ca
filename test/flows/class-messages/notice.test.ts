import { afterEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World | undefined;
afterEach(() => world?.stop());

/** Beyond what a WeCom card holds. */
const longWords = '请各位学员认真准备小组研讨发言，'.repeat(15);

describe.each(variants)('a class notice on %s', (variant) => {
  it.each(['明天上午的课改在第二教室', longWords])(
    'shows on its card that it was read, however long it is',
    async (words) => {
      world = await startWorld(variant);
      await teachClass(world.running.store, ['zhao', 'qian']);
      await world.say('teacher', `/通知 2026-01 ${words}`);
      await world.press('teacher', '确认发出');
      await world.press('zhao', '已阅');
      if (variant !== 'dingtalk-markdown') expect(world.screen('zhao')).toContain('已阅，办理后请点“收到，照办”');
      await world.press('zhao', '收到，照办');
      await world.say('teacher', '/通知进度 2026-01-T1');
      expect(world.last('teacher')).toContain('共 2 人，已读 1 人，已回执 1 人');
    },
  );
});
