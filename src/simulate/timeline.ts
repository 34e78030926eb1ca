import { addDays, beijingTime } from '../domain/beijing-time.ts';
import { type Cast, CLASS } from './cast.ts';
import { bonusLines, dayLines, schoolMarks, type Talent, talentsOf, teacherMarks } from './script.ts';
import type { Stage } from './stage.ts';

/** One moment of the simulation: the clock is moved there, due jobs run, then people act. */
export interface Step {
  name: string;
  at: Date;
  /** For the printed timeline; steps that only let jobs run have none. */
  about?: string;
  act?: (stage: Stage) => Promise<void>;
}

interface Scene {
  cast: Cast;
  talents: readonly Talent[];
  classId: string;
}

const badTimetable = [
  '日期\t开始\t结束\t课程\t类型\t方式\t授课人\t地点',
  '2026-03-16\t08:30\t11:30\t学习党的二十届四中全会精神\t党的理论教育\t集中授课\t县委党校教师\t第一教室',
  '2026-03-16\t14:30\t17:30\t招商引资实务\t专业化培训\t集中授课\t县投资促进局\t第一教室',
].join('\n');

/** The whole class from needs survey to acknowledged results; the same steps for the same seed. */
export function timeline(cast: Cast, seed: number): Step[] {
  const scene: Scene = { cast, talents: talentsOf(cast, seed), classId: '2026-01' };
  return [
    ...survey(scene),
    ...planning(scene),
    ...answering(scene),
    ...notice(scene),
    ...waiting(scene),
    ...teaching(scene),
    ...grading(scene),
    ...results(scene),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Seconds past the minute, so that what flows over under rate limits stays within it. */
function at(dateOn: string, clock: string): Date {
  return new Date(beijingTime(dateOn, clock).getTime() + 10_000);
}

function step(dateOn: string, clock: string, about?: string, act?: Step['act']): Step {
  return {
    name: `${dateOn} ${clock}`,
    at: at(dateOn, clock),
    ...(about === undefined ? {} : { about }),
    ...(act === undefined ? {} : { act }),
  };
}

function survey({ cast }: Scene): Step[] {
  const { org, county } = cast;
  const asked = county.cadres.filter((cadre) => cadre.rankLevel === 'townshipChief').slice(0, 24);
  return [
    step('2026-03-02', '09:03', '组织部发起培训需求调查', async (stage) => {
      await stage.say(org, '/需求调查 2026年度培训需求 科级正职 2026-03-11', 'survey-draft');
      await stage.settle();
      await stage.press(org, '确认发出', 'survey-issue');
    }),
    step('2026-03-02', '10:12', `${asked.length} 名干部填写调查`, async (stage) => {
      await all(asked, (cadre) => stage.press(cadre, '开始填写', `survey-start:${cadre.id}`));
      for (let round = 1; round <= 14; round += 1) {
        await stage.settle();
        await all(asked, async (cadre) => {
          if (stage.sees(cadre, '提交'))
            await stage.press(cadre, '提交', `survey-answer:${round}:${cadre.id}`, { choices: 1 });
          else if (stage.sees(cadre, '跳过')) await stage.press(cadre, '跳过', `survey-answer:${round}:${cadre.id}`);
          else if (stage.sees(cadre, '填写')) {
            await stage.press(cadre, '填写', `survey-write:${round}:${cadre.id}`);
            await stage.settle();
            await stage.say(cadre, '希望多安排基层治理案例教学', `survey-words:${round}:${cadre.id}`);
          }
        });
      }
    }),
    step('2026-03-12', '09:40', '组织部查看调查结果', (stage) => stage.say(org, '/调查结果 D2026-1', 'survey-results')),
  ];
}

function planning({ cast, classId }: Scene): Step[] {
  const { org, school, teacher } = cast;
  return [
    step('2026-03-02', '14:05', '党校建班，课程表先被退回，再采用标准课程表', async (stage) => {
      await stage.say(
        school,
        `/开班 ${CLASS.name} ${CLASS.opensOn} ${CLASS.closesOn} ${teacher.id} ${CLASS.topic}`,
        'class',
      );
      await stage.settle();
      await stage.say(school, `/课程 ${classId}\n${badTimetable}`, 'timetable-bad');
      await stage.settle();
      await stage.say(school, `/课程 ${classId} 标准`, 'timetable');
    }),
    step('2026-03-02', '15:07', `组织部点名 ${CLASS.seats} 人并发出调训通知`, async (stage) => {
      await stage.say(org, `/点名 ${classId} ${CLASS.seats} ${CLASS.rankWord}`, 'call-up');
      await stage.settle();
      await stage.press(org, '名单和理由', 'call-up-list');
      await stage.settle();
      await stage.press(org, '确认发出', 'call-up-issue');
    }),
  ];
}

function answering({ cast, talents }: Scene): Step[] {
  const named = talents.slice(0, CLASS.seats);
  const asking = named.filter(({ trait }) => trait === 'excused' || trait === 'refused');
  return [
    step('2026-03-03', '09:21', '多数学员当天答复，个别申请不参加', async (stage) => {
      await all(
        named.filter(({ trait }) => trait !== 'silent' && !['excused', 'refused'].includes(trait)),
        (talent) => confirm(stage, talent),
      );
      await all(asking, ({ cadre }) => stage.press(cadre, '申请不参加', `ask:${cadre.id}`));
      await stage.settle();
      await all(asking, ({ cadre }) => stage.press(cadre, '下一步', `ask-reason:${cadre.id}`, { choices: 1 }));
      await stage.settle();
      await all(asking, ({ cadre, trait }) =>
        stage.say(cadre, trait === 'excused' ? '住院手术，已附诊断证明' : '手头工作较多', `ask-words:${cadre.id}`),
      );
    }),
    step('2026-03-03', '14:16', '组织部审批：同意两人并递补，不同意两人', async (stage) => {
      for (const { cadre, trait } of [...asking].reverse()) {
        await stage.press(cast.org, trait === 'excused' ? '同意并递补' : '不同意', `decide:${cadre.id}`, {
          about: cadre.name,
        });
        await stage.settle();
      }
    }),
    step('2026-03-03', '16:45', '递补人员答复', (stage) =>
      all(
        talents.slice(CLASS.seats).filter(({ cadre }) => stage.sees(cadre, '确认参加')),
        (talent) => confirm(stage, talent),
      ),
    ),
    step('2026-03-04', '17:40', '催办未答复人员'),
    step('2026-03-05', '13:45', '截止前再次催办'),
    step('2026-03-05', '17:55', '答复截止，未答复名单报组织部'),
  ];
}

async function confirm(stage: Stage, { cadre, trait }: Talent): Promise<void> {
  if (trait === 'typing') await stage.say(cadre, '1', `confirm:${cadre.id}`);
  else await stage.press(cadre, '确认参加', `confirm:${cadre.id}`, { twice: trait === 'doubleClicking' });
}

function notice({ cast, talents, classId }: Scene): Step[] {
  return [
    step('2026-03-09', '09:33', '班主任发班级通知', async (stage) => {
      await stage.say(cast.teacher, `/通知 ${classId} 请于3月16日8:10前到县委党校一楼大厅报到，自带水杯。`, 'notice');
      await stage.settle();
      await stage.press(cast.teacher, '确认发出', 'notice-send');
    }),
    step('2026-03-09', '10:18', '学员回执', (stage) =>
      all(
        talents.filter(({ cadre, trait }) => trait !== 'silent' && stage.sees(cadre, '收到，照办')),
        ({ cadre, trait }) =>
          trait === 'typing'
            ? stage.say(cadre, '1', `receipt:${cadre.id}`)
            : stage.press(cadre, '收到，照办', `receipt:${cadre.id}`, { twice: trait === 'doubleClicking' }),
      ),
    ),
    step('2026-03-11', '13:50', '催办未回执人员'),
    step('2026-03-11', '14:40', '班主任查看未回执名单', (stage) =>
      stage.say(cast.teacher, `/通知进度 ${classId}-T1`, 'notice-progress'),
    ),
  ];
}

/** Working mornings on which only jobs have something to do. */
function waiting(_scene: Scene): Step[] {
  return ['2026-03-06', '2026-03-08', '2026-03-10', '2026-03-12', '2026-03-13', '2026-03-15'].map((dateOn) =>
    step(dateOn, '09:22'),
  );
}

function teaching({ cast, talents, classId }: Scene): Step[] {
  const days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((days) => addDays(CLASS.opensOn, days));
  return days.flatMap((dateOn, index) => {
    const day = index + 1;
    const present = (late: boolean, session: string) => (stage: Stage) =>
      all(
        talents.filter((talent) => isLate(talent, day) === late && comes(talent, day)),
        (talent) => signIn(stage, talent, `${dateOn}:${session}`),
      );
    return [
      ...illness(dateOn, day, { cast, talents, classId }),
      step(dateOn, '08:12', `第 ${day} 天：课前提醒`),
      step(dateOn, '08:24', `第 ${day} 天：上午签到`, present(false, 'am')),
      step(dateOn, '08:37', undefined, present(true, 'am')),
      step(dateOn, '14:12'),
      step(dateOn, '14:24', `第 ${day} 天：下午签到`, present(false, 'pm')),
      step(dateOn, '14:37', undefined, present(true, 'pm')),
      step(dateOn, '17:46', `第 ${day} 天：班主任记分`, (stage) =>
        enter(stage, cast.teacher, classId, dayLines(onTheRoll(stage, talents), day), `score:${dateOn}`),
      ),
      step(dateOn, '18:40'),
    ];
  });
}

function illness(dateOn: string, day: number, { cast, talents }: Scene): Step[] {
  const ill = talents.filter(({ trait }, index) => trait === 'ill' && 3 + (index % 5) === day);
  if (ill.length === 0) return [];
  return [
    step(dateOn, '07:43', `第 ${day} 天：${ill.length} 人请病假，班主任审批`, async (stage) => {
      for (const { cadre } of ill) {
        await stage.say(cadre, '/请假 病假 今天 发烧就医', `leave:${cadre.id}`);
        await stage.settle();
        await stage.press(cadre, '提交', `leave-submit:${cadre.id}`);
        await stage.settle();
        await stage.press(cast.teacher, '同意', `leave-grant:${cadre.id}`);
        await stage.settle();
      }
    }),
  ];
}

/** Silent people come late to it all: two of three sessions. */
function comes({ trait }: Talent, day: number): boolean {
  return trait !== 'silent' || day % 3 !== 0;
}

function isLate({ trait }: Talent, day: number): boolean {
  return trait === 'late' && day % 2 === 0;
}

async function signIn(stage: Stage, { cadre, trait }: Talent, session: string): Promise<void> {
  const act = `sign-in:${session}:${cadre.id}`;
  if (stage.isDone(act) || !stage.sees(cadre, '签到')) return;
  if (trait === 'typing') await stage.say(cadre, '签到', act);
  else await stage.press(cadre, '签到', act, { twice: trait === 'doubleClicking' });
}

/** Those who have a sign-in card: the trainees of the class. */
function onTheRoll(stage: Stage, talents: readonly Talent[]): Talent[] {
  return talents.filter(({ cadre }) => stage.wasSent(cadre, '上课签到'));
}

async function enter(
  stage: Stage,
  author: Cast['teacher'],
  classId: string,
  lines: readonly string[],
  act: string,
): Promise<void> {
  if (lines.length === 0) return;
  await stage.say(author, `/记分 ${classId}\n${lines.join('\n')}`, act);
  await stage.settle();
  await stage.press(author, '确认记分', `${act}:confirm`);
}

function grading({ cast, talents, classId }: Scene): Step[] {
  const { teacher, school, teamFirst, teamSecond, org } = cast;
  return [
    step('2026-03-28', '09:10', '班主任和党校评定结业成果、实践锻炼', async (stage) => {
      const roll = onTheRoll(stage, talents);
      await enter(stage, teacher, classId, teacherMarks(roll), 'marks');
      await stage.settle();
      await enter(stage, school, classId, schoolMarks(roll), 'marks-second');
    }),
    step('2026-03-28', '10:20', '班主任提出加分，考评工作小组确认', async (stage) => {
      for (const [index, { cadreId, words }] of bonusLines(onTheRoll(stage, talents)).entries()) {
        await stage.say(teacher, `/加分 ${classId} ${cadreId} ${words}`, `bonus:${index}`);
        await stage.settle();
        await stage.press(teamSecond, '确认加分', `bonus-confirm:${index}`);
        await stage.settle();
      }
    }),
    step('2026-03-30', '09:25', '考评工作小组一人定等，另一人确认', async (stage) => {
      await stage.say(teamFirst, `/定等 ${classId}`, 'grade');
      await stage.settle();
      const tied = /([^\n]+?)并列跨线/.exec(stage.last(teamFirst))?.[1];
      if (tied !== undefined) await stage.say(teamFirst, `/并列 ${classId} ${tied} 日常表现更为突出`, 'grade-tie');
      await stage.settle();
      await stage.press(teamFirst, '提请确认', 'grade-submit');
      await stage.settle();
      await stage.press(teamSecond, '确认定等', 'grade-confirm');
    }),
    step('2026-03-30', '14:20', '组织部公布成绩', (stage) => stage.press(org, '公布成绩', 'grade-publish')),
  ];
}

function results({ cast, talents, classId }: Scene): Step[] {
  const heads = cast.county.units.flatMap((unit) => cast.county.cadres.find((cadre) => cadre.id === unit.headId) ?? []);
  return [
    step('2026-03-30', '15:10', '结果发给学员，并反馈单位主要负责人'),
    step('2026-03-30', '15:40', '学员查看依据', (stage) =>
      all(
        talents.filter(({ cadre }) => stage.sees(cadre, '查看依据')),
        ({ cadre }) => stage.press(cadre, '查看依据', `explain:${cadre.id}`),
      ),
    ),
    step('2026-03-31', '09:45', '单位主要负责人阅知', (stage) =>
      all(
        heads.filter((head, index) => index % 5 !== 0 && stage.sees(head, '已阅知')),
        async (head) => {
          for (let n = 0; n < 8 && stage.sees(head, '已阅知'); n += 1) {
            await stage.press(head, '已阅知', `acknowledge:${head.id}:${n}`);
            await stage.settle();
          }
        },
      ),
    ),
    step('2026-04-03', '09:30', '提醒未阅知的单位主要负责人'),
    step('2026-04-03', '10:15', '组织部查看反馈进度', (stage) =>
      stage.say(cast.org, `/反馈进度 ${classId}`, 'feedback-progress'),
    ),
  ];
}

/** People act at the same time, as in a hall. */
async function all<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  await Promise.all(items.map(act));
}
