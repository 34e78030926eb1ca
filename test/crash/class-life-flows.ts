import { exchangePair } from '../helpers/exchange.ts';
import { photo } from '../helpers/proof-files.ts';
import { publishedOn } from '../helpers/scored-class.ts';
import { teachClass } from '../helpers/taught-class.ts';
import type { World } from '../helpers/world.ts';
import { classId, type Flow, inTurn, jobsAt, later, press, type Stage, say, send } from './flow.ts';

const raters = ['zhao', 'qian', 'sun', 'li', 'zhou'];
const outline =
  '把会开到田埂上\n基层治理的难处在人心，三个月走访六十户，办成八件小事，群众的话匣子就打开了，干部也学会了听。';

/** The newest thing of this kind that somebody was told, as it stands on their screen. */
function toldTo(world: World, userId: string, what: RegExp): string {
  const found = [...world.screen(userId).matchAll(new RegExp(what, 'g'))].at(-1)?.[0];
  if (found === undefined) throw new Error(`${userId} was told nothing like ${what}`);
  return found;
}

/** 县财政局 gets another head, as an import of the base does. */
async function otherHead({ running }: World): Promise<void> {
  const unit = await running.store.units.byId('u-fin');
  if (unit === null) throw new Error('no unit');
  await running.store.units.put([{ ...unit, headId: 'liaison-fin' }]);
}

/** The link that this person was told leads to a file that waits for them. */
async function linkWorks(world: World, userId: string): Promise<void> {
  const { store } = world.running;
  const link = Buffer.from(toldTo(world, userId, /(?<=\/staff\/file\/)[\w-]{43}/), 'base64url');
  const person = await store.cadres.byId(userId);
  const file = person && (await store.pageFiles.waiting(link, person, world.clock.now()));
  if (!file) throw new Error('the link leads nowhere');
}

/** The code that this person was told is theirs. */
async function codeWorks(world: World, userId: string): Promise<void> {
  const code = toldTo(world, userId, /\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b/);
  const used = await world.running.store.pageCodes.use(code, world.clock.now());
  if (used?.cadreId !== userId) throw new Error('the code opens nothing');
}

/** The number of a paper, which stands on the paper alone, is said to staff. */
const aboutPaper =
  (words: (number: string) => string) =>
  async (world: World): Promise<void> => {
    const [paper] = await world.running.store.papers.latest(1);
    if (paper === undefined) throw new Error('no paper');
    await world.say('org', words(paper.number));
  };

export const classLifeStages: Readonly<Record<string, Stage>> = {
  attended: {
    after: 'fiveTaught',
    prepare: inTurn(
      jobsAt('2026-03-16', '08:06'),
      ...raters.map((who) => say(who, '签到')),
      jobsAt('2026-03-16', '14:06'),
      ...raters.map((who) => say(who, '签到')),
      jobsAt('2026-03-17', '08:06'),
    ),
  },
  exchanging: {
    after: 'county',
    prepare: async (world) => {
      const { store } = world.running;
      await teachClass(store, ['qian', 'zhou']);
      const days = { fromOn: '2026-03-16', toOn: '2026-03-20' };
      await exchangePair({ store, clock: world.clock }, { classId, ...days, byUpdate: 'test:in-class' });
      await world.at('2026-03-15', '19:00');
    },
  },
  // Hosts are asked for their rating.
  exchanged: { after: 'exchanging', prepare: jobsAt('2026-03-20', '12:31') },
  pairAsked: {
    after: 'county',
    prepare: inTurn(
      say('org', '/跟班配对 全县 2026-04-07 2026-06-05 1'),
      press('org', '确认征求意见'),
      press('liaison-fin', '同意安排'),
    ),
  },
  published: { after: 'posted', prepare: inTurn(jobsAt(publishedOn, '08:05'), jobsAt(publishedOn, '08:35')) },
};

export const classLifeFlows: readonly Flow[] = [
  {
    name: 'a lesson is rated by those who were there, counted, and read by staff',
    stage: 'attended',
    inSample: true,
    acts: [
      ...raters.map((who, at) => press(who, at === 4 ? '匿名·合格' : '匿名·非常满意')),
      jobsAt('2026-03-17', '17:48'),
      say('teacher', `/满意度 ${classId}`),
    ],
  },
  {
    name: 'a class is rated question by question, and counted',
    stage: 'over',
    acts: [
      jobsAt('2026-03-27', '18:07'),
      ...raters.flatMap((who) => [say(who, '评课'), press(who, '匿名·满意')]),
      press('zhao', '匿名·此项不评'),
      jobsAt('2026-03-30', '19:08'),
      say('teacher', `/满意度 ${classId}`),
    ],
  },
  {
    name: 'pairs for exchange shadowing are proposed, spoken against, agreed, changed and cancelled',
    stage: 'county',
    acts: [
      say('org', '/跟班配对 全县 2026-04-07 2026-06-05 1'),
      press('org', '确认征求意见'),
      press('liaison-fin', '同意安排'),
      press('liaison-agri', '有意见'),
      say('liaison-agri', '承担春耕重点工作'),
      say('liaison-agri', '跟班征求意见'),
      press('liaison-agri', '同意安排'),
      say('liaison-fin', '/改跟班 G2026-1 导师 韩联络'),
      say('org', '/改跟班 G2026-1 时间 2026-05-06 2026-07-03'),
      press('org', '确认更改'),
      press('liaison-fin', '同意安排'),
      say('org', '/取消跟班 G2026-1 另有任务'),
      press('org', '确认取消'),
    ],
  },
  {
    name: 'a pair about which a unit does not answer in time counts as agreed, and gets another person',
    stage: 'pairAsked',
    acts: [
      jobsAt('2026-03-05', '17:43'),
      say('org', '/改跟班 G2026-1 人员 赵一 孙三'),
      press('org', '确认更改'),
      press('liaison-agri', '同意安排'),
      press('liaison-fin', '同意安排'),
    ],
  },
  {
    name: 'the log and the visit of exchange shadowing',
    stage: 'exchanging',
    acts: [
      jobsAt('2026-03-18', '10:23'),
      say('school', '/跟班走访 G2026-1 双方适应较快'),
      say('qian', '/跟班日志 走访三户'),
      say('qian', '/跟班日志 走访五户'),
    ],
  },
  {
    name: 'the summaries, the rating and the marks of exchange shadowing',
    stage: 'exchanged',
    acts: [
      jobsAt('2026-03-20', '16:13'),
      say('qian', '跟班周记 本周走访五户，熟悉了项目调度'),
      say('qian', `跟班总结 ${'跟'.repeat(700)}`),
      say('head-agri', '/跟班评价 G2026-1 20 20 20 17 17'),
      say('teacher', `/跟班记分 ${classId}`),
      press('teacher', '确认记分'),
      press('teacher', '撤销'),
    ],
  },
  {
    name: 'an activity is planned, changed, recorded with a picture, worth points, and cancelled',
    stage: 'taught',
    inSample: true,
    acts: [
      later('2026-03-17', '10:00', say('teacher', `/办活动 ${classId} 论坛 今天 我为基层治理献一策`)),
      say('teacher', '/改活动 H2026-1 主讲 赵一'),
      say('teacher', '/改活动 H2026-1 记录人 钱二'),
      say('qian', '/活动纪要 H2026-1 三名学员交流发言'),
      press('qian', '附上依据'),
      send('qian', '现场.jpg', photo()),
      press('qian', '作为依据'),
      say('teacher', '/活动记分 H2026-1'),
      press('teacher', '确认记分'),
      say('teacher', '/取消活动 H2026-1 与课程冲突'),
      press('teacher', '撤销'),
    ],
  },
  {
    name: 'lessons that trainees offer: one is given a day, one is declined',
    stage: 'taught',
    acts: [
      later('2026-03-17', '10:00', say('zhao', '/我来讲 山区茶产业怎样带动增收')),
      press('teacher', '排入'),
      say('teacher', '3月20日'),
      say('qian', '/我来讲 预算绩效管理'),
      press('teacher', '暂不排入'),
      say('teacher', '本班课程已满'),
    ],
  },
  {
    name: 'a register and certificates are issued, voided and restored',
    stage: 'published',
    acts: [
      say('zhao', '我的学册'),
      press('zhao', '领取学册'),
      say('zhao', '结业证书'),
      aboutPaper((number) => `/作废证书 ${number} 姓名有误`),
      aboutPaper((number) => `/恢复证书 ${number} 经核对无误`),
      say('zhao', '学时证明'),
    ],
  },
  {
    name: 'speakers of a closing are named, give their outlines, take them back, and are let off',
    stage: 'published',
    acts: [
      say('school', `/交流发言 ${classId} 赵一 4月10日`),
      press('zhao', '提交提纲'),
      say('zhao', outline),
      press('zhao', '撤回'),
      send('zhao', '提纲.txt', Buffer.from(outline)),
      say('teacher', `/交流发言 ${classId}`),
      press('teacher', '看赵一的'),
      say('teacher', `/取消发言 ${classId} 赵一`),
    ],
  },
  {
    name: 'results go on to a new head, who notes them with words of their own',
    stage: 'published',
    acts: [
      Object.assign(inTurn(otherHead, jobsAt('2026-04-07', '08:38')), { runsJobs: true as const }),
      jobsAt('2026-04-07', '09:08'),
      press('liaison-fin', '阅知并写意见'),
      say('liaison-fin', '拟安排赵一承担重点任务'),
      say('org', `/反馈进度 ${classId}`),
    ],
  },
  {
    name: 'what may not pass through chat: a link and a code that were told work',
    stage: 'over',
    acts: [
      say('team1', `/导出 ${classId}`),
      (world) => linkWorks(world, 'team1'),
      say('org', '/工作台'),
      (world) => codeWorks(world, 'org'),
      say('org', '/工作台 退出'),
    ],
  },
  {
    name: 'a closed class is archived, fetched once more, and archived anew after a change',
    stage: 'published',
    acts: [
      say('school', `/归档 ${classId}`),
      press('school', '归档'),
      say('org', `/归档 ${classId}`),
      press('org', '领取档案'),
      press('head-fin', '已阅知'),
      say('school', `/归档 ${classId}`),
      press('school', '重新归档'),
    ],
  },
];
