import PizZip from 'pizzip';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listOf, paragraph, simpleDocument } from '../../../src/training/documents/simple-document.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await bot.say('school', '/开班 中青年干部培训班 2026-04-13 2026-04-24 郑老师 理论武装');
  await bot.press('school', '确认开班');
  await bot.say('school', '/课程 2026-01 标准');
});
afterEach(() => bot.stop());

const textOf = (bytes: Buffer) =>
  new PizZip(bytes)
    .file('word/document.xml')
    ?.asText()
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]*>/g, '') ?? '';

async function issued(): Promise<void> {
  await bot.say('org', '/点名 2026-01 3 科级副职');
  await bot.press('org', '确认发出');
}

describe('the notice of a call-up as a document', () => {
  it('names the list, the days, the units and everybody who is called up now', async () => {
    await issued();
    await bot.press('org', '发送文档');
    const text = textOf(await bot.fileTo('org'));
    expect(text).toContain('关于调训“中青年干部培训班”学员的通知');
    expect(text).toContain('2026-01-M1');
    expect(text).toMatch(/经研究，调训 \d 个单位 3 名干部参加/);
    expect(text).toContain('培训时间：4月13日至4月24日');
    const [gone, ...others] = (await bot.store.callUps.ofClass('2026-01')).filter((row) => row.listed === 'named');
    for (const row of [gone, ...others]) expect(text).toContain(row?.name);
    await bot.say('org', `/撤销调训 2026-01 ${gone?.name} 另有任务`);
    await bot.press('org', '确认撤销');
    await bot.say('teacher', '/调训通知');
    const after = textOf(await bot.fileTo('teacher'));
    expect(after).not.toContain(gone?.name);
    expect(after).toContain('2 名干部');
  });

  it('is made by the county’s own template', async () => {
    await issued();
    const own = simpleDocument([
      paragraph('云岭县：{class}（{count}人：{units}）'),
      listOf('trainees', [
        ['序号', 'no', 1],
        ['姓名', 'name', 2],
      ]),
    ]);
    await bot.store.templates.put('call-up', { name: '模板.docx', bytes: own, putAt: bot.clock.now() });
    await bot.say('org', '/调训通知');
    expect(textOf(await bot.fileTo('org'))).toMatch(/云岭县：中青年干部培训班（3人：.*县财政局 \d 人/);
  });

  it('is not there before the list went out, and not for units or trainees', async () => {
    await bot.say('org', '/调训通知 2026-01');
    expect(await bot.last('org')).toContain('调训名单尚未发出');
    await issued();
    for (const person of ['head-fin', 'zhao']) {
      await bot.say(person, '/调训通知 2026-01');
      expect(await bot.last(person)).toContain('没有办理这一事项的权限');
    }
  });
});
