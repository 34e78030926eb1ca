import { describe, expect, it, onTestFinished } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { pdf } from '../../helpers/proof-files.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { ask, toldBy } from '../../helpers/told.ts';
import { docx, longText } from '../../helpers/work-files.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';
const program = Buffer.from('MZ\x90\0\x03\0\0\0PE\0\0', 'latin1');
const text = longText(1, 20);

describe.each(variants)('a work, as it should not be handed in, on %s', (variant) => {
  const start = async (): Promise<World> => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.at('2026-03-14', '10:00');
    await world.say('teacher', `/布置作业 ${classId} 调研报告 3月18日 基层治理调研`);
    await world.press('teacher', '确认布置');
    return world;
  };
  const works = (world: World) => world.running.store.works.of(`${classId}-W1`);
  const sends = (world: World, name: string, bytes: Buffer) =>
    toldBy(world, 'zhao', () => world.send('zhao', name, bytes));

  it('a program under any name, a document with macros or cut off, an archive and an installer are refused, and kept nowhere', async () => {
    const world = await start();
    const files: readonly (readonly [name: string, bytes: Buffer])[] = [
      ['报告.exe', program],
      ['报告.docx', program],
      ['报告.doc', program],
      ['报告.pdf', program],
      ['报告.txt', program],
      ['报告.docx', docx(text, [['word/vbaProject.bin', 'macro']])],
      ['报告.docx', docx(text).subarray(0, 200)],
      ['报告.zip', docx(text).subarray(0, 60)],
      ['报告.msi', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ];
    for (const [name, bytes] of files)
      expect(await sends(world, name, bytes), name).toMatch(
        /作业只收Word（不含宏）、PDF和文本文件|未能识别|不能|未保存/,
      );
    expect(world.screen('zhao')).not.toContain('声明并提交');
    expect(await works(world)).toEqual([]);
    expect(await ask(world, 'zhao', '我的作业')).toContain('未交 1 项');
  });

  it('a PDF under the name of a program is the PDF that it is, and goes to its markers as one', async () => {
    const world = await start();
    expect(await sends(world, '报告.exe', pdf())).toContain('声明');
    await world.say('zhao', '未使用');
    expect((await works(world)).flatMap(({ versions }) => versions.map(({ type }) => type))).toEqual(['pdf']);
    await world.say('teacher', `/评阅人 ${classId}-W1 吴党校、冯考评`);
    await world.at('2026-03-19', '08:11');
    await world.press('school', '领取作品');
    const files = world.items('school').flatMap(({ body }) => (body.kind === 'file' ? [body.name] : []));
    expect(files.at(-1)).toMatch(/\.pdf$/);
    expect(files.join()).not.toContain('exe');
  });

  it('after the deadline is late by days, and after these is not taken; neither is one of somebody who is not in the class', async () => {
    const world = await start();
    await world.at('2026-03-19', '09:00');
    expect(await sends(world, '调研.docx', docx(text))).toContain('将记为迟交 1 天');
    await world.at('2026-03-22', '09:00');
    // The card was there before; what counts is when it is handed in.
    expect(await ask(world, 'zhao', '未使用')).toMatch(/以后不再接收|没有可以提交的文件/);
    expect(await toldBy(world, 'qian', () => world.send('qian', '调研.docx', docx(text)))).toContain(
      '以后不再接收，本次未提交',
    );
    expect(await toldBy(world, 'wu', () => world.send('wu', '调研.docx', docx(text)))).not.toContain('声明');
    expect(await works(world)).toEqual([]);
  });

  it('of somebody who left the class, or for an assignment that was called off, is not taken', async () => {
    const world = await start();
    await world.send('zhao', '调研.docx', docx(text));
    await world.say('org', `/退学 ${classId} 赵一 擅自离校`);
    await world.press('org', '确认退学');
    expect(await ask(world, 'zhao', '未使用')).not.toContain(`${classId}-W1-1`);
    await world.send('qian', '调研.docx', docx(text));
    await world.say('teacher', `/取消作业 ${classId}-W1 与结业论文合并`);
    await world.press('teacher', '确认取消作业');
    expect(await ask(world, 'qian', '未使用')).not.toContain(`${classId}-W1-1`);
    expect(await works(world)).toEqual([]);
  });
});
