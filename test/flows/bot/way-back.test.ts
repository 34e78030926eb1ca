import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerHandlers } from '../../../handlers/index.ts';
import { Router } from '../../../src/bot/router.ts';
import { allButtons, type Card } from '../../../src/chat/message.ts';
import { mayEver } from '../../../src/county/policy.ts';
import type { Role } from '../../../src/county/roles.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { classGoingOn } from '../../helpers/class-going-on.ts';
import { grant } from '../../helpers/grant.ts';

/** Commands that show something, or concern only whoever gives them. */
const harmless = [
  ...[
    '帮助',
    '待办',
    '意见建议',
    '意见列表',
    '异议列表',
    '储备库',
    '统计',
    '选任查询',
    '考核参考',
    '结班',
    '调查进度',
    '调查结果',
    '征集进度',
    '问卷表',
    '空表',
    '调研列表',
    '培训菜单',
    '班级',
    '为什么',
    '选派情况',
    '调训进度',
    '选学',
    '选学情况',
    '通知进度',
    '签到情况',
    '课堂情况',
    '合作办学情况',
  ],
  ...[
    '考勤表',
    '成绩',
    '考核方案',
    '满意度',
    '满意度题目',
    '作业情况',
    '试题表',
    '测试情况',
    '记分表',
    '我的成绩',
    '成绩图',
    '得分分布',
    '学册',
    '全班学册',
    '结业证书',
    '学时证明',
    '证书',
    '名次',
    '公示',
    '导出',
    '核验档案',
    '反馈进度',
    '未送达',
    '用量',
    '减负周报',
    '请假',
    '销假',
    '签到',
    '学时',
    '学时申报列表',
    '报学时',
    '查',
    '师资库',
    '师资图片',
    '教学点',
    '教学点图片',
    '研学线路',
    '教学比例',
    '调训通知',
    '报到',
    '通讯录变动',
    '活动',
    '活动统计',
    '我来讲',
    '跟班',
    '跟班日志',
    '跟班周记',
    '跟班总结',
    '行动计划',
    '计划进展',
    '跟踪自评',
    '跟踪',
    '跟踪情况',
    '一线名单',
    '荣誉名单',
    '发言提纲',
    '经验',
  ],
];
/** Commands that the class of the test does not allow yet. */
const notYet = [
  '跟班记分',
  '开放选学',
  '改选学',
  '取消选学',
  '选学补录',
  '移出选学',
  '重开调查',
  '点名',
  '分配名额',
  '报送人选',
  '增补',
  '撤销调训',
  '改批',
  '评定等次',
  '调整等次',
  '并列',
  '等次表',
  '交流发言',
  '取消发言',
  '退回等次评定',
  '取消重新评定',
  '当面告知',
  '撤销告知',
  '公布成绩',
  '复核储备',
  '抽查',
  '取消抽查',
  '抽查结果',
  '专项检查',
];

const staff: readonly (readonly [userId: string, ...Role[]])[] = [
  ['liaison-fin', 'unitLiaison'],
  ['head-fin', 'unitHead'],
  ['teacher', 'classTeacher'],
  ['school', 'partySchool'],
  ['team1', 'evaluationTeam'],
  ['org', 'orgDept', 'orgDeptLeader'],
  ['admin', 'systemAdmin'],
];
const nobody = { cadreId: 'x', teachesClassIds: [], headsUnitIds: [], liaisesUnitIds: [], keepsRollOf: [] };

const router = new Router();
registerHandlers(router);

let bot: BareBot;
beforeAll(async () => {
  bot = await startBareBot();
  await grant(bot, 'org', 'orgDeptLeader');
  await classGoingOn(bot, '2026-03-19');
});
afterAll(() => bot.stop());

/** The button of a preview that carries it out. */
function confirmOf(card: Card): string | undefined {
  return allButtons(card).find(({ style }) => style === 'primary' || style === 'danger')?.label;
}

/** Carries out the example of a command to its end. @returns everything the person was answered */
async function carriedOut(userId: string, name: string): Promise<string> {
  const example = /例如：(.*)/.exec(await bot.ask(userId, `/帮助 ${name}`))?.[1] ?? '';
  const [before] = await bot.store.sentCards.openCards(userId, bot.clock.now(), 1);
  const answer = await bot.ask(userId, example);
  const [card] = await bot.store.sentCards.openCards(userId, bot.clock.now(), 1);
  const confirm = card && confirmOf(card.message as Card);
  if (card === undefined || confirm === undefined || card._id === before?._id) return answer;
  await bot.press(userId, confirm);
  const settled = (await bot.store.deliveries.byKey(card._id))?.settled;
  return [await bot.last(userId), settled ?? ''].join('\n');
}

it('every act of staff is answered with 撤销 or with the command that corrects it', async () => {
  const without: Record<string, string> = {};
  const acts = router.specs.filter(({ names: [name] }) => ![...harmless, ...notYet].includes(name));
  // Another class teacher, or a class that was withdrawn, ends the others' part in it.
  const isLast = ({ names: [name] }: (typeof acts)[number]) => Number(['改班', '撤班'].includes(name));
  for (const { names, action } of acts.sort((a, b) => isLast(a) - isLast(b))) {
    const [userId] = staff.findLast(([, ...roles]) => mayEver({ ...nobody, roles }, action)) ?? [''];
    const answer = await carriedOut(userId, names[0]);
    // What was refused has written nothing.
    if (!/回复“撤销”|“\/|未保存|无需更改|没有“|没有编号/.test(answer)) without[names[0]] = answer;
  }
  expect(without).toEqual({});
});
