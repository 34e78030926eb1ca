import { schoolMarks, teacherMarks } from '../demo/typed-marks.ts';
import { all, enrolled, enter, type SimulatedClass, type Step, step } from './step.ts';
import { bonusLines } from './typed-marks.ts';

/** Steps from the marks for papers and practice to the acknowledged results. */
export function afterClass(simulated: SimulatedClass): Step[] {
  return [...grading(simulated), ...results(simulated)];
}

function grading({ participants, profiles, classId }: SimulatedClass): Step[] {
  const { teacher, school, teamFirst, teamSecond, org } = participants;
  return [
    step('2026-03-28', '09:10', '班主任和党校评定结业成果、实践锻炼', async (people) => {
      const roll = enrolled(people, profiles);
      await enter(people, teacher, classId, teacherMarks(roll), 'marks');
      await people.settle();
      await enter(people, school, classId, schoolMarks(roll), 'marks-second');
    }),
    step('2026-03-28', '10:20', '班主任提出加分，考评工作小组确认', async (people) => {
      for (const [index, { cadreId, words }] of bonusLines(enrolled(people, profiles)).entries()) {
        await people.say(teacher, `/加分 ${classId} ${cadreId} ${words}`, `bonus:${index}`);
        await people.settle();
        await people.press(teamSecond, '确认加分', `bonus-confirm:${index}`);
        await people.settle();
      }
    }),
    step('2026-03-30', '09:25', '考评工作小组一人评定等次，另一人确认', async (stage) => {
      await stage.say(teamFirst, `/评定等次 ${classId}`, 'grade');
      await stage.settle();
      const tied = /([^\n]+?)并列跨线/.exec(stage.last(teamFirst))?.[1];
      if (tied !== undefined) await stage.say(teamFirst, `/并列 ${classId} ${tied} 日常表现更为突出`, 'grade-tie');
      await stage.settle();
      await stage.press(teamFirst, '提请确认', 'grade-submit');
      await stage.settle();
      await stage.press(teamSecond, '确认等次', 'grade-confirm');
    }),
    step('2026-03-30', '14:20', '组织部公布成绩', (people) => people.press(org, '公布成绩', 'grade-publish')),
  ];
}

function results({ participants, profiles, classId }: SimulatedClass): Step[] {
  const heads = participants.county.units.flatMap(
    (unit) => participants.county.cadres.find((cadre) => cadre.id === unit.headId) ?? [],
  );
  return [
    step('2026-03-30', '18:18', '满意度汇总', (people) =>
      people.say(participants.school, `/满意度 ${classId}`, 'satisfaction'),
    ),
    step('2026-03-30', '15:10', '优秀学员人选向本班公示'),
    step('2026-04-03', '09:10', '公示期满，结果发给学员，并反馈单位主要负责人'),
    step('2026-04-03', '09:40', '学员查看依据', (people) =>
      all(
        profiles.filter(({ cadre }) => people.sees(cadre, '查看依据')),
        ({ cadre }) => people.press(cadre, '查看依据', `explain:${cadre.id}`),
      ),
    ),
    step('2026-04-07', '09:45', '单位主要负责人阅知', (people) =>
      all(
        heads.filter((head, index) => index % 5 !== 0 && people.sees(head, '已阅知')),
        async (head) => {
          for (let n = 0; n < 8 && people.sees(head, '已阅知'); n += 1) {
            await people.press(head, '已阅知', `acknowledge:${head.id}:${n}`);
            await people.settle();
          }
        },
      ),
    ),
    step('2026-04-09', '09:45', '提醒未阅知的单位主要负责人'),
    step('2026-04-09', '10:15', '组织部查看反馈进度', (people) =>
      people.say(participants.org, `/反馈进度 ${classId}`, 'feedback-progress'),
    ),
  ];
}
