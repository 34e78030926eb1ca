import { CLASS } from './cast.ts';
import type { Talent } from './script.ts';
import type { Stage } from './stage.ts';
import { all, type Scene, type Step, step } from './step.ts';

const badTimetable = [
  '日期\t开始\t结束\t课程\t类型\t方式\t授课人\t地点',
  '2026-03-16\t08:30\t11:30\t学习党的二十届四中全会精神\t党的理论教育\t集中授课\t县委党校教师\t第一教室',
  '2026-03-16\t14:30\t17:30\t招商引资实务\t专业化培训\t集中授课\t县投资促进局\t第一教室',
].join('\n');

/** From the needs survey to the last answer before the class opens. */
export function beforeClass(scene: Scene): Step[] {
  return [...survey(scene), ...planning(scene), ...answering(scene), ...notice(scene), ...waiting()];
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
    step('2026-03-03', '09:21', '多数学员当天答复，个别申请免调', async (stage) => {
      await all(
        named.filter(({ trait }) => trait !== 'silent' && !['excused', 'refused'].includes(trait)),
        (talent) => confirm(stage, talent),
      );
      await all(asking, ({ cadre }) => stage.press(cadre, '申请免调', `ask:${cadre.id}`));
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
        if (trait !== 'excused') {
          await stage.settle();
          await stage.say(cast.org, '工作可由他人代管，请按时参训', `decide-words:${cadre.id}`);
        }
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
function waiting(): Step[] {
  return ['2026-03-06', '2026-03-08', '2026-03-10', '2026-03-12', '2026-03-13', '2026-03-15'].map((dateOn) =>
    step(dateOn, '09:22'),
  );
}
