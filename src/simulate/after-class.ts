import { bonusLines, schoolMarks, teacherMarks } from './script.ts';
import { all, enter, onTheRoll, type Scene, type Step, step } from './step.ts';

/** From the marks for papers and practice to acknowledged results. */
export function afterClass(scene: Scene): Step[] {
  return [...grading(scene), ...results(scene)];
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
