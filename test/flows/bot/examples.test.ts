import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerHandlers } from '../../../handlers/index.ts';
import type { CommandSpec } from '../../../src/bot/command.ts';
import { Router } from '../../../src/bot/router.ts';
import { mayEver } from '../../../src/county/policy.ts';
import type { Role } from '../../../src/county/roles.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { classGoingOn } from '../../helpers/class-going-on.ts';
import { grant } from '../../helpers/grant.ts';
import { teachClass } from '../../helpers/taught-class.ts';

/** Those who run a county and a class, and a trainee; whoever may use a command first is the one it is for. */
const people: readonly (readonly [userId: string, ...Role[]])[] = [
  ['qian', 'cadre'],
  ['teacher', 'classTeacher'],
  ['school', 'partySchool'],
  ['team1', 'evaluationTeam'],
  ['org', 'orgDept', 'orgDeptLeader'],
  ['admin', 'systemAdmin'],
  ['liaison-fin', 'unitLiaison'],
  ['head-fin', 'unitHead'],
];
const nobody = { cadreId: 'x', teachesClassIds: [], headsUnitIds: [], liaisesUnitIds: [] };

const router = new Router();
registerHandlers(router);

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await grant(bot, 'org', 'orgDeptLeader');
});
afterEach(() => bot.stop());

/** Who a command is for, and the example it shows them. */
async function exampleOf({ names, action }: CommandSpec): Promise<{ userId: string; example: string }> {
  // The department rates only whose unit has no head.
  const isOfHeads = action === 'follow-up.rate';
  const found = people.find(
    ([, ...roles]) =>
      mayEver({ ...nobody, roles, keepsRollOf: [] }, action) && (!isOfHeads || roles.includes('unitHead')),
  );
  const [userId = ''] = found ?? [];
  const example = /例如：(.*)/.exec(await bot.ask(userId, `/帮助 ${names[0]}`))?.[1] ?? '';
  return { userId, example };
}

/** What the class does not allow yet or any more, as it is in these tests, said by commands that understood every word. */
const asThingsStand: Readonly<Record<string, RegExp>> = {
  帮助: /请假/,
  确认计划: /还没有已批准的项目/,
  拆分计划: /没有编号为/,
  重开计划: /尚未确认/,
  用量: /还没有钉钉用量/,
  课程: /已通过审核|上课日|节假日/,
  // The county of this test has no lecturers.
  改师资: /师资库中没有/,
  课评: /师资库中没有/,
  撤课评: /师资库中没有|没有“/,
  调课: /时间重叠/,
  改单位: /无需更改/,
  开放选学: /已开班/,
  选学情况: /没有开放选学/,
  改选学: /没有开放选学/,
  取消选学: /没有开放选学/,
  选学补录: /没有开放选学/,
  移出选学: /没有开放选学/,
  点名: /调训通知须在开班前|名单/,
  分配名额: /报送截止后须留/,
  增补: /名单尚未发出/,
  撤销调训: /没有被调训|不在.*名单|未被|没有.*调训/,
  销假: /没有正在进行的请假|目前没有|没有需要/,
  改批: /没有.*请假/,
  评定等次: /结束后才能评定等次/,
  调整等次: /还没有等次评定方案/,
  并列: /还没有等次评定方案/,
  等次表: /还没有等次评定方案/,
  交流发言: /还没有公示/,
  名次: /没有评完/,
  导出: /没有评完/,
  退回等次评定: /无需退回/,
  公布成绩: /还没有确认/,
  公示: /尚未公布/,
  复核储备: /不在储备库中/,
  储备库: /还没有人员/,
  反馈进度: /尚未公布/,
  抽查: /尚未到结业跟踪的时间/,
  取消抽查: /尚未到结业跟踪的时间/,
  抽查结果: /尚未到结业跟踪的时间/,
  专项检查: /尚未到结业跟踪的时间/,
  恢复跟踪: /没有变化/,
  行动计划: /没有已结业|已保存/,
  // The class goes on: nothing was issued yet.
  满意度: /还没有汇总/,
  结业证书: /还没有可以出具/,
  学时证明: /没有登记的学时/,
  证书: /没有编号/,
  作废证书: /没有编号/,
  恢复证书: /没有编号/,
};
const refused = /^.*用法：|请选择|没有“|请核对(?!。|考勤|点到)|不能(?!再填写|撤回)|不存在|没有办理|未能识别|还没有/;

/** @param specs - the commands whose examples are said */
async function notAccepted(specs: readonly CommandSpec[]): Promise<Record<string, string>> {
  const left: Record<string, string> = {};
  for (const spec of specs) {
    const [name] = spec.names;
    const { userId, example } = await exampleOf(spec);
    const answer = example === '' ? 'no example' : await bot.ask(userId, example);
    const isRight = /预览】|请回复“确认/.test(answer) || !refused.test(answer) || asThingsStand[name]?.test(answer);
    if (!isRight || answer === '') left[example] = answer;
  }
  return left;
}

describe('the example of every command', () => {
  it('is accepted from whom it is for', async () => {
    await classGoingOn(bot, '2026-03-19');
    expect(await notAccepted(router.specs)).toEqual({});
  });

  const dated = router.specs.filter(({ exampleOf: example }) =>
    /\d天|[今明]天 |\{(halfDay|lessonDay|leaving|back|ahead|leave|newClass|newSending|year)\}/.test(example),
  );

  it.each(['2026-01-06', '2028-02-29', '2026-06-30', '2026-10-02', '2026-12-31'])(
    'that names a day is accepted on %s too',
    async (todayOn) => {
      await classGoingOn(bot, todayOn);
      expect(await notAccepted(dated)).toEqual({});
    },
  );

  it('is of the class that the person has', async () => {
    await teachClass(bot.store, ['qian']);
    await bot.store.classes.create('2026', {
      ...{ name: '专题班', kind: 'mainClass', opensOn: '2026-03-09', closesOn: '2026-03-13' },
      ...{ topicTag: '专题', teacherId: 'zhao', createdBy: 'school', byUpdate: 'test:second' },
    });
    expect(await bot.ask('zhao', '/帮助 签到情况')).toContain('例如：/签到情况 2026-02');
  });
});
