import type { CadreRecord } from '../county/cadre.ts';
import { CLASS } from './participants.ts';
import type { SimulatedPeople } from './simulated-people.ts';
import { all, type SimulatedClass, type Step, step } from './step.ts';
import type { TraineeProfile } from './typed-marks.ts';

const badTimetable = [
  '日期\t开始\t结束\t课程\t类型\t方式\t授课人\t地点',
  '2026-03-16\t08:30\t11:30\t学习党的二十届四中全会精神\t党的理论教育\t集中授课\t县委党校教师\t第一教室',
  '2026-03-16\t14:30\t17:30\t招商引资实务\t专业化培训\t集中授课\t县投资促进局\t第一教室',
].join('\n');

/** From the needs survey to the last answer before the class opens. */
export function beforeClass(simulated: SimulatedClass): Step[] {
  return [...survey(simulated), ...planning(simulated), ...answering(simulated), ...notice(simulated), ...waiting()];
}

function survey({ participants }: SimulatedClass): Step[] {
  const { org, county } = participants;
  const asked = county.cadres.filter((cadre) => cadre.rankLevel === 'townshipChief').slice(0, 24);
  return [
    step('2026-03-02', '09:03', '组织部发起培训需求调查', async (people) => {
      await people.say(org, '/需求调查 2026年度培训需求 科级正职 2026-03-11', 'survey-draft');
      await people.settle();
      await people.press(org, '确认发出', 'survey-issue');
    }),
    step('2026-03-02', '10:12', `${asked.length} 名干部填写调查`, async (people) => {
      await all(asked, (cadre) => people.press(cadre, '开始填写', `survey-start:${cadre.id}`));
      for (let round = 1; round <= 14; round += 1) {
        await people.settle();
        await all(asked, (cadre) => answerOne(people, cadre, round));
      }
    }),
    step('2026-03-12', '09:40', '组织部查看调查结果', (people) =>
      people.say(org, '/调查结果 D2026-1', 'survey-results'),
    ),
  ];
}

/** Answers the question that is on the screen, whichever kind it is. */
async function answerOne(people: SimulatedPeople, cadre: CadreRecord, round: number): Promise<void> {
  const act = `${round}:${cadre.id}`;
  const shown = () => ['提交', '跳过', '填写'].find((label) => people.sees(cadre, label)) ?? '';
  const label = people.decide(`survey-button:${act}`, shown);
  if (label === '') return;
  await people.press(cadre, label, `survey-answer:${act}`, label === '提交' ? { choices: 1 } : {});
  if (label !== '填写') return;
  await people.settle();
  await people.say(cadre, '希望多安排基层治理案例教学', `survey-words:${act}`);
}

function planning({ participants, classId }: SimulatedClass): Step[] {
  const { org, approver, school, teacher } = participants;
  return [
    step('2026-03-02', '14:05', '党校建班，课程表先被退回，再采用标准课程表', async (people) => {
      await people.say(
        school,
        `/开班 ${CLASS.name} ${CLASS.opensOn} ${CLASS.closesOn} ${teacher.id} ${CLASS.topic}`,
        'class',
      );
      await people.settle();
      await people.press(school, '确认开班', 'class-confirm');
      await people.settle();
      await people.say(school, `/课程 ${classId}\n${badTimetable}`, 'timetable-bad');
      await people.settle();
      await people.say(school, `/课程 ${classId} 标准`, 'timetable');
    }),
    step('2026-03-02', '15:07', `组织部点名 ${CLASS.seats} 人，另一位同志审定后发出调训通知`, async (people) => {
      await people.say(org, `/点名 ${classId} ${CLASS.seats} ${CLASS.rankWord}`, 'call-up');
      await people.settle();
      await people.press(org, '名单和理由', 'call-up-list');
      await people.settle();
      await people.press(org, '送审', 'call-up-submit');
      await people.settle();
      await people.press(approver, '审定并发出', 'call-up-issue');
    }),
  ];
}

function answering({ participants, profiles }: SimulatedClass): Step[] {
  const named = profiles.slice(0, CLASS.seats);
  const asking = named.filter(({ trait }) => trait === 'excused' || trait === 'refused');
  return [
    step('2026-03-03', '09:21', '多数学员当天答复，个别申请免调', async (people) => {
      await all(
        named.filter(({ trait }) => trait !== 'silent' && !['excused', 'refused'].includes(trait)),
        (profile) => confirm(people, profile),
      );
      await all(asking, ({ cadre }) => people.press(cadre, '申请免调', `ask:${cadre.id}`));
      await people.settle();
      await all(asking, ({ cadre }) => people.press(cadre, '下一步', `ask-reason:${cadre.id}`, { choices: 1 }));
      await people.settle();
      await all(asking, ({ cadre, trait }) =>
        people.say(cadre, trait === 'excused' ? '住院手术，已附诊断证明' : '手头工作较多', `ask-words:${cadre.id}`),
      );
    }),
    step('2026-03-03', '14:16', '组织部审批：同意两人并递补，不同意两人', async (people) => {
      for (const { cadre, trait } of [...asking].reverse()) {
        await people.press(participants.org, trait === 'excused' ? '同意并递补' : '不同意', `decide:${cadre.id}`, {
          about: cadre.name,
        });
        if (trait !== 'excused') {
          await people.settle();
          await people.say(participants.org, '工作可由他人代管，请按时参训', `decide-words:${cadre.id}`);
        }
        await people.settle();
      }
    }),
    step('2026-03-03', '16:45', '递补人员答复', (people) =>
      all(
        profiles.slice(CLASS.seats).filter(({ cadre }) => people.sees(cadre, '确认参加')),
        (profile) => confirm(people, profile),
      ),
    ),
    step('2026-03-04', '17:40', '催办未答复人员'),
    step('2026-03-05', '13:45', '截止前再次催办'),
    step('2026-03-05', '17:55', '答复截止，未答复名单报组织部'),
  ];
}

async function confirm(people: SimulatedPeople, { cadre, trait }: TraineeProfile): Promise<void> {
  if (trait === 'typing') await people.say(cadre, '1', `confirm:${cadre.id}`);
  else await people.press(cadre, '确认参加', `confirm:${cadre.id}`, { twice: trait === 'doubleClicking' });
}

function notice({ participants, profiles, classId }: SimulatedClass): Step[] {
  return [
    step('2026-03-09', '09:33', '班主任发班级通知', async (people) => {
      await people.say(
        participants.teacher,
        `/通知 ${classId} 请于3月16日8:10前到县委党校一楼大厅报到，自带水杯。`,
        'notice',
      );
      await people.settle();
      await people.press(participants.teacher, '确认发出', 'notice-send');
    }),
    step('2026-03-09', '10:18', '学员回执', (people) =>
      all(
        profiles.filter(({ cadre, trait }) => trait !== 'silent' && people.sees(cadre, '收到，照办')),
        ({ cadre, trait }) =>
          trait === 'typing'
            ? people.say(cadre, '1', `receipt:${cadre.id}`)
            : people.press(cadre, '收到，照办', `receipt:${cadre.id}`, { twice: trait === 'doubleClicking' }),
      ),
    ),
    step('2026-03-11', '13:50', '催办未回执人员'),
    step('2026-03-11', '14:40', '班主任查看未回执名单', (people) =>
      people.say(participants.teacher, `/通知进度 ${classId}-T1`, 'notice-progress'),
    ),
  ];
}

/** Mornings on which only jobs run. */
function waiting(): Step[] {
  return ['2026-03-06', '2026-03-08', '2026-03-10', '2026-03-12', '2026-03-13', '2026-03-15'].map((dateOn) =>
    step(dateOn, '09:22'),
  );
}
