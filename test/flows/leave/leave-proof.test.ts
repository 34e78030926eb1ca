import { createHash } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { variants } from '../../helpers/county.ts';
import { pdf, photo } from '../../helpers/proof-files.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

/** What this person was sent last, by its bytes. */
function lastFile(world: World, userId: string): string {
  const { body } = world.items(userId).findLast((item) => item.from === 'bot') ?? {};
  return body !== undefined && 'url' in body && typeof body.url === 'string'
    ? (new URL(body.url, 'http://emulator').searchParams.get('sha256') ?? '')
    : '';
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

it.each(variants)(
  'on %s a hospital note goes with the request, the class teacher looks at it, and it is removed when its time is over',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, ['zhao', 'qian', 'sun', 'li']);
    await world.at('2026-03-15', '19:00');
    await world.send('qian', '诊断书.jpg', photo());
    expect(world.last('qian')).toContain('目前没有需要它的事项，未保存');

    await world.say('qian', '/请假 病假 明天 到医院就诊');
    await world.send('qian', '诊断书.jpg', photo());
    expect(world.last('qian')).toContain('收到图片 1 张，作为“3月16日 周一 全天病假”的证明材料？');
    await world.press('qian', '作为证明材料');
    expect(world.last('qian')).toContain('共 1 份，保密保存至2026年6月25日');
    expect(world.screen('teacher')).toBe('');
    await world.press('qian', '提交');
    expect(world.last('qian')).toContain('附证明材料 1 份');
    expect(world.last('teacher')).toContain('证明材料：1 份');

    await world.send('qian', '病历.pdf', pdf());
    await world.press('qian', '作为证明材料');
    if (variant !== 'dingtalk-markdown') expect(world.screen('teacher')).toContain('证明材料：2 份');
    expect(world.last('teacher')).toContain('钱二为“3月16日 周一 全天病假”提交了证明材料');
    await world.press('teacher', '查看证明材料');
    expect(world.screen('teacher')).toContain('［图片］钱二的证明材料1.jpg');
    expect(world.last('teacher')).toBe('［文件］钱二的证明材料2.pdf');
    expect(lastFile(world, 'teacher')).toBe(sha256(pdf()));

    await world.press('teacher', '同意');
    expect(world.last('teacher')).toMatch(/已同意钱二[\s\S]*证明材料：2 份/);
    await world.say('qian', '我的请假');
    expect(world.last('qian')).toContain('已同意，证明材料 2 份');
    await world.say('qian', '我的证明材料');
    expect(world.last('qian')).toContain('2 份，2026年6月25日后删除。已查看 1 次，最近：郑老师');
    expect(world.last('qian')).not.toContain('[撤回');

    const { proofs } = world.running.store;
    const forget = async (dateOn: string) => {
      world.clock.moveTo(beijingTime(dateOn, '04:20'));
      await world.running.app.scheduler.runNow('forget-old');
    };
    await forget('2026-06-25');
    expect(await proofs.keptBy('qian')).toHaveLength(2);
    await forget('2026-06-26');
    expect(await proofs.keptBy('qian')).toEqual([]);
    expect(world.logged.join('\n')).not.toMatch(/诊断书|病历/);
  },
);
