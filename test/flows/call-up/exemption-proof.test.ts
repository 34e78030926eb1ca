import { expect, it, onTestFinished } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { photo } from '../../helpers/proof-files.ts';
import { startWorld } from '../../helpers/world.ts';

it.each(variants)(
  'on %s a request to stay away gets its proof, and the organisation department alone sees it',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const classId = await openClass(world);
    await world.say('org', `/点名 ${classId} 3 科级副职`);
    await world.press('org', '确认发出');
    await world.press('zhao', '申请免调');
    await world.say('zhao', '1');
    expect(world.last('zhao')).toContain('提交后，请把证明材料拍照发到这里。');
    await world.say('zhao', '住院手术，附诊断证明');
    await world.send('zhao', 'x.jpg', photo());
    expect(world.last('zhao')).toMatch(/收到图片 1 张，作为“免调申请（.+）”的证明材料？/);
    await world.press('zhao', '作为证明材料');
    if (variant !== 'dingtalk-markdown') expect(world.screen('org')).toContain('证明材料：1 份');
    await world.press('org', '查看证明材料');
    expect(world.last('org')).toBe('［图片］赵一的证明材料1.jpg');

    await world.press('zhao', '撤回证明材料');
    expect(world.last('zhao')).toMatch(/已撤回并删除“免调申请（.+）”的证明材料 1 份。/);
    world.clock.advanceMs(1_000);
    await world.press('org', '查看证明材料');
    expect(world.last('org')).toBe('没有证明材料，可能已经撤回或到期删除。');
    await world.send('zhao', 'x.webp', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'));
    await world.press('zhao', '作为证明材料');
    world.clock.advanceMs(1_000);
    await world.press('org', '查看证明材料');
    expect(world.last('org')).toBe('［文件］赵一的证明材料1.zip');
    await world.press('org', '同意并递补');
    await world.send('zhao', 'x.jpg', photo());
    expect(world.last('zhao')).toContain('目前没有需要它的事项，未保存');
  },
);
