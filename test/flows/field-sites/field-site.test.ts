import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const sheet = [
  '教学点,乡镇,类型,线路颜色,接待人数,开放时间,停止接待,休息日,参观分钟,有效期至',
  '叶公故居,洞口镇,红色教育,红色,40,8:30,11:00,周一,60,2027-12-31',
  '良洞村,良洞镇,基层治理,橙色,60,8:30,17:00,,90,2027-12-31',
].join('\n');

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, []);
  await bot.send('school', '教学点.csv', Buffer.from(sheet));
});
afterEach(() => bot.stop());

it('sites are shown, stored by the button, found, closed and opened, and go out in the same form', async () => {
  expect(await bot.last('school')).toContain('共 2 个，其中新登记 2 个，更新 0 个');
  bot.crashing = true;
  await bot.press('school', '确认导入');
  bot.crashing = false;
  await bot.say('teacher', '/教学点');
  expect(await bot.last('teacher')).toMatch(/共 2 个：(红色教育|基层治理) 1 个/);
  await bot.press('teacher', '发送表格');
  await bot.send('school', '现场教学点.xlsx', await bot.fileTo('teacher'));
  expect(await bot.last('school')).toContain('新登记 0 个，更新 2 个');
  await bot.say('teacher', '/教学点 ldc');
  expect(await bot.last('teacher')).toMatch(/良洞村[\s\S]*开放：08:30—17:00/);
  await bot.say('school', '/改教学点 良洞村 状态 停用');
  await bot.say('school', '/研学线路 善治 良洞村 3月18日 40');
  expect(await bot.last('school')).toContain('良洞村已停用。');
  await bot.send('school', '教学点.csv', Buffer.from(sheet));
  await bot.press('school', '确认导入');
  expect((await bot.store.fieldSites.all()).map(({ state }) => state).sort()).toEqual(['active', 'paused']);
  await bot.say('school', '/改教学点 良洞村 状态 可用');
  await bot.say('school', '/改教学点 没有的村 状态 停用');
  expect(await bot.last('school')).toContain('没有名为“没有的村”的现场教学点');
});

it('a route is planned with its reasons, kept by the button, listed and taken out of use', async () => {
  await bot.press('school', '确认导入');
  await bot.say('school', '/研学线路 初心善治 良洞村、叶公故居 3月18日 40');
  expect(await bot.last('school')).toMatch(/08:30—09:30 叶公故居[\s\S]*良洞村[\s\S]*共比较 2 种顺序/);
  await bot.press('school', '保存线路');
  await bot.say('school', '/研学线路');
  expect(await bot.last('school')).toContain('初心善治：叶公故居 → 良洞村');
  await bot.say('school', '/停用线路 初心善治');
  await bot.say('school', '/研学线路');
  expect(await bot.last('school')).toContain('停用');
});

it('a lesson at a site on a closed day is warned of in its preview', async () => {
  await bot.press('school', '确认导入');
  await bot.say('teacher', '/加课 2026-01 3月23日 19:00-20:00 重温誓词 党性教育 现场教学 讲解员 叶公故居');
  expect(await bot.last('teacher')).toMatch(/请注意：.*叶公故居周一不开放[\s\S]*叶公故居开放时间为08:30—11:00/);
});

it('every column of a site is changed by a command as by the sheet, and taken back by the button', async () => {
  await bot.press('school', '确认导入');
  const site = async () => (await bot.store.fieldSites.all()).find(({ name }) => name === '良洞村');
  bot.crashing = true;
  await bot.say('school', '/改教学点 良洞村 雨天备选 叶公故居');
  expect(bot.crashes).toBeGreaterThan(0);
  bot.crashing = false;
  expect(await bot.last('school')).toContain('已变更良洞村：恶劣天气备选由“无”改为“叶公故居”');
  expect(await site()).toMatchObject({ badWeather: '叶公故居', capacity: 60, town: '良洞镇' });
  expect(await bot.ask('teacher', '/教学点 ldc')).toContain('恶劣天气备选：叶公故居');
  expect(await bot.ask('school', '/研学线路 善治 良洞村 3月18日 40')).toContain('恶劣天气时，良洞村改为叶公故居。');
  await bot.say('school', '/改教学点 良洞村 恶劣天气备选 无');
  expect(await site()).not.toHaveProperty('badWeather');
  await bot.press('school', '撤销');
  expect(await site()).toMatchObject({ badWeather: '叶公故居' });
  for (const [item, value] of [
    ['开放季节', '3月1日至11月30日'],
    ['停止接待', '16:30'],
    ['接待人数', '80'],
    ['讲解员', '李讲解'],
    ['有效期至', '2028年12月31日'],
  ])
    await bot.say('school', `/改教学点 良洞村 ${item} ${value}`);
  const changed = { seasonFrom: '03-01', closesAt: '16:30', capacity: 80, guide: '李讲解', validToOn: '2028-12-31' };
  expect(await site()).toMatchObject(changed);
});

it('a column that is not there, a value the sheet would refuse, and what is so already change nothing', async () => {
  await bot.press('school', '确认导入');
  const before = await bot.store.fieldSites.all();
  expect(await bot.ask('school', '/改教学点 良洞村 好不好 很好')).toContain('请写成：乡镇、类型');
  expect(await bot.ask('school', '/改教学点 良洞村 接待人数 很多')).toContain('不能作接待人数：应填人数');
  expect(await bot.ask('school', '/改教学点 良洞村 停止接待 8:00')).toContain('停止接待应晚于开放时间');
  expect(await bot.ask('school', '/改教学点 良洞村 接待人数 60')).toContain('已是这样，无需更改');
  expect(await bot.ask('teacher', '/改教学点 良洞村 接待人数 60')).toContain('没有办理这一事项的权限');
  expect(await bot.store.fieldSites.all()).toEqual(before);
});

it('a sheet is taken back as one act: new sites go, the others are as before, unless a route leads there', async () => {
  await bot.press('school', '确认导入');
  const withoutChanges = async () => (await bot.store.fieldSites.all()).map(({ changes: _, ...row }) => row);
  const before = await withoutChanges();
  const more = [sheet.replace('60,8:30', '80,9:00'), '象窝茶场,良洞镇,基层治理,绿色,30,8:30,17:00,,60,2027-12-31'].join(
    '\n',
  );
  await bot.send('school', '教学点.csv', Buffer.from(more));
  await bot.press('school', '确认导入');
  expect(await withoutChanges()).toHaveLength(3);
  await bot.press('school', '撤销');
  expect(await withoutChanges()).toEqual(before);
  await bot.send('school', '教学点.csv', Buffer.from(more));
  await bot.press('school', '确认导入');
  await bot.say('school', '/研学线路 茶香 象窝茶场、良洞村 3月18日 30');
  await bot.press('school', '保存线路');
  const undo = (await bot.store.sentCards.latestCards('school', 9))
    .flatMap(({ message }) => (message.kind === 'card' ? message.buttons : []))
    .find(({ press }) => press.action === 'field-site.undo-import');
  if (undo === undefined) throw new Error('no button');
  await bot.press('school', '撤销', [], undo.press);
  expect(await withoutChanges()).toHaveLength(3);
});
