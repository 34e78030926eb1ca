import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { openClass } from '../helpers/class.ts';

import { eightMarks, lastDayOn, scoredClass } from '../helpers/scored-class.ts';
import { answerTen, sendSurvey } from '../helpers/survey.ts';
import { teachClass } from '../helpers/taught-class.ts';
import type { Counted } from './counted-world.ts';

export interface Act {
  name: string;
  /** Those whose taps and messages count. */
  who: readonly string[];
  prepare(world: Counted): Promise<unknown>;
  play(world: Counted): Promise<unknown>;
}

const six = ['zhao', 'qian', 'sun', 'li', 'zhou', 'wu'];
const taught = ({ world }: Counted) => teachClass(world.running.store, six);
const nothing = async () => undefined;

/** Six trainees with all their marks, half an hour after the last session. */
async function finished({ world }: Counted): Promise<void> {
  const { zhao, qian, sun, li, zhou, wu } = eightMarks;
  await scoredClass(world.running.store, { zhao, qian, sun, li, zhou, wu });
  world.clock.moveTo(beijingTime(lastDayOn, '18:05'));
}

/** Their grades settled by two people and sent on the Monday after. */
async function published(world: Counted): Promise<void> {
  await finished(world);
  await grade(world);
  await world.press('org', '公布成绩');
  for (const minute of ['08:05', '08:20', '08:35']) await world.world.at('2026-03-30', minute);
}

async function grade(world: Counted): Promise<void> {
  await world.say('team1', '/评定等次 2026-01');
  await world.press('team1', '提请确认');
  await world.press('team2', '确认等次');
}

export const acts: readonly Act[] = [
  {
    name: 'Party school: a class with its standard timetable',
    who: ['school'],
    prepare: nothing,
    async play(world) {
      await world.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
      await world.press('school', '确认开班');
      await world.say('school', '课程 标准');
    },
  },
  {
    name: 'Organisation department: a call-up of three, from the command to the notices',
    who: ['org'],
    prepare: ({ world }) => openClass(world),
    async play(world) {
      await world.say('org', '/点名 2026-01 3 科级副职');
      await world.press('org', '确认发出');
    },
  },
  {
    name: 'Cadre: confirms a call-up',
    who: ['zhao'],
    prepare: ({ world }) => openClass(world, { named: 3 }),
    play: (world) => world.press('zhao', '确认参加'),
  },
  {
    name: 'Cadre: asks to be exempted; organisation department grants',
    who: ['zhao', 'org'],
    prepare: ({ world }) => openClass(world, { named: 3 }),
    async play(world) {
      await world.press('zhao', '申请免调');
      await world.say('zhao', '1');
      await world.say('zhao', '住院手术，附诊断证明');
      await world.press('org', '同意并递补');
    },
  },
  {
    name: 'Trainee: a day with two half-days, from 07:00 to 21:00, signing in to both',
    who: ['zhao'],
    async prepare(world) {
      await taught(world);
      await world.world.at('2026-03-16', '07:00');
    },
    async play(world) {
      await world.world.at('2026-03-16', '08:10');
      await world.press('zhao', '签到');
      await world.world.at('2026-03-16', '12:30');
      await world.world.at('2026-03-16', '14:10');
      await world.press('zhao', '签到');
      await world.world.at('2026-03-16', '18:30');
      await world.world.at('2026-03-16', '21:00');
    },
  },
  {
    name: 'Class teacher: the roll of a half-day, two of six not there',
    who: ['teacher'],
    async prepare(world) {
      await taught(world);
      await world.world.at('2026-03-16', '08:50');
    },
    async play(world) {
      await world.say('teacher', '点到 缺课：周五、吴六');
      await world.press('teacher', '确认点到');
    },
  },
  {
    name: 'Trainee: asks for half a day of leave; class teacher grants',
    who: ['zhao', 'teacher'],
    async prepare(world) {
      await taught(world);
      await world.world.at('2026-03-15', '19:00');
    },
    async play(world) {
      await world.say('zhao', '/请假 病假 明天 下午 去医院复诊');
      await world.press('zhao', '提交');
      await world.press('teacher', '同意');
    },
  },
  {
    name: 'Trainee: when does it begin tomorrow?',
    who: ['zhao'],
    async prepare(world) {
      await taught(world);
      await world.world.at('2026-03-16', '20:00');
    },
    play: (world) => world.say('zhao', '明天几点'),
  },
  {
    name: 'Trainee: my points',
    who: ['zhao'],
    async prepare(world) {
      await taught(world);
      await world.world.at('2026-03-17', '10:00');
    },
    play: (world) => world.say('zhao', '我的成绩'),
  },
  {
    name: 'Class teacher: a point each for five trainees',
    who: ['teacher'],
    async prepare(world) {
      await taught(world);
      await world.world.at('2026-03-16', '10:00');
    },
    async play(world) {
      await world.say('teacher', '记分 赵一、钱二、孙三、李四、周五 课堂互动 提问 主动提问');
      await world.press('teacher', '确认记分');
    },
  },
  {
    name: 'Class teacher sends a notice, a trainee acknowledges it',
    who: ['teacher', 'zhao'],
    async prepare(world) {
      await taught(world);
      await world.world.at('2026-03-16', '10:00');
    },
    async play(world) {
      await world.say('teacher', '/通知 2026-01 明天现场教学，请穿运动鞋。');
      await world.press('teacher', '确认发出');
      await world.press('zhao', '已阅');
    },
  },
  {
    name: 'Cadre: a survey of ten questions and two in free words',
    who: ['zhao'],
    prepare: ({ world }) => sendSurvey(world, '县财政局', '7天'),
    async play(world) {
      await world.press('zhao', '开始填写');
      await answerTen(world, world.world, 'zhao');
      await world.say('zhao', '项目申报实务');
      if (world.world.items('zhao').at(-1)?.body.kind === 'card') await world.press('zhao', '跳过');
      else await world.say('zhao', '跳过');
    },
  },
  {
    name: 'Unit head: acknowledges the results of three of the unit’s people',
    who: ['head-agri'],
    prepare: published,
    async play(world) {
      await world.press('head-agri', '已阅知');
    },
  },
  {
    name: 'Party school: a class made by mistake is taken back',
    who: ['school'],
    async prepare(world) {
      await world.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
      await world.press('school', '确认开班');
    },
    play: (world) => world.press('school', '撤销'),
  },
  {
    name: 'Evaluation team: two people settle the grades',
    who: ['team1', 'team2'],
    prepare: finished,
    play: grade,
  },
];
