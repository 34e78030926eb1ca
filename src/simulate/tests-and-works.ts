import { sampleTest } from '../demo/sample-work.ts';
import { writeWorkbook } from '../sheets/write-workbook.ts';
import { CLASS } from './participants.ts';
import type { SimulatedPeople } from './simulated-people.ts';
import { all, enrolled, type SimulatedClass, type Step, step } from './step.ts';
import type { TraineeProfile } from './typed-marks.ts';

/** An entry and an exit test, and a work that two people mark. */
export function testsAndWorks(simulated: SimulatedClass): Step[] {
  return [
    ...test(simulated, 'entry', '2026-03-16', '入学测试'),
    ...work(simulated),
    ...test(simulated, 'exit', '2026-03-26', '结业测试'),
  ];
}

function test(
  { participants, profiles }: SimulatedClass,
  purpose: 'entry' | 'exit',
  dateOn: string,
  name: string,
): Step[] {
  const { teacher } = participants;
  return [
    step(dateOn, '15:20', `班主任发出${name}`, async (people) => {
      const sheet = writeWorkbook(sampleTest(CLASS.opensOn, purpose, '2天'));
      await people.send(teacher, `${name}试题表.xlsx`, sheet, `test:${purpose}`);
      await people.settle();
      await people.press(teacher, '确认发出', `test-issue:${purpose}`, { about: name });
    }),
    step(dateOn, '15:45', `学员参加${name}`, (people) => take(people, enrolled(people, profiles), purpose)),
  ];
}

/** Whoever takes the test answers question after question; the first options on the screen more often at the end of the class. */
async function take(people: SimulatedPeople, profiles: readonly TraineeProfile[], purpose: string): Promise<void> {
  const takers = profiles.filter(({ trait }) => trait !== 'silent');
  await all(takers, ({ cadre }) => people.say(cadre, '我的测试', `test-own:${purpose}:${cadre.id}`));
  await people.settle();
  await all(takers, ({ cadre }) => people.press(cadre, '开始答题', `test-start:${purpose}:${cadre.id}`));
  for (let question = 1; question <= questions; question += 1) {
    await people.settle();
    await all([...takers.entries()], ([index, { cadre }]) =>
      people.press(cadre, '提交', `test-answer:${purpose}:${question}:${cadre.id}`, { option: index % 2, about: '' }),
    );
  }
  await people.settle();
  await all(takers, ({ cadre }) => people.press(cadre, '交卷', `test-hand-in:${purpose}:${cadre.id}`));
}

/** So many has the sample. */
const questions = 3;

function work({ participants, profiles, classId }: SimulatedClass): Step[] {
  const { teacher, school, teamFirst } = participants;
  const assignment = `${classId}-W1`;
  return [
    step('2026-03-19', '12:20', '班主任布置心得体会，确定两名评阅人', async (people) => {
      await people.say(teacher, `/布置作业 ${classId} 心得体会 2026-03-25 基层治理学习心得`, 'work');
      await people.settle();
      await people.press(teacher, '确认布置', 'work-issue');
      await people.settle();
      await people.say(teacher, `/评阅人 ${assignment} ${school.name}、${teamFirst.name}`, 'work-markers');
    }),
    step('2026-03-24', '12:20', '学员提交作业，声明独立完成', async (people) => {
      const authors = enrolled(people, profiles).filter(({ trait }) => trait !== 'silent');
      await all(authors, ({ cadre }) => people.send(cadre, '学习心得.txt', textOf(cadre.id), `hand-in:${cadre.id}`));
      await people.settle();
      await all(authors, ({ cadre }) =>
        people.press(cadre, '声明并提交', `hand-in-states:${cadre.id}`, { choices: 1 }),
      );
    }),
    step('2026-03-26', '09:40', '两名评阅人按编号评阅', async (people) => {
      const works = await people.running.store.works.of(assignment);
      for (const [index, marker] of [school, teamFirst].entries())
        await all(works, async ({ _id }) => {
          await people.say(marker, `/评阅 ${_id} ${85 + index} 联系实际，条理清楚`, `mark:${index}:${_id}`);
        });
    }),
  ];
}

/** No two alike, so that the hint of likeness has something to tell apart. */
function textOf(cadreId: string): Buffer {
  const points = ['理论学习', '党性锻炼', '调查研究', '矛盾化解', '产业发展', '服务群众', '作风建设', '风险防范'];
  const from = [...cadreId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const order = points.map((_, at) => points[(at * 3 + from) % points.length]);
  return Buffer.from(
    order.map((point, at) => `${at + 1}、通过学习，对${point}有新的认识，将结合${cadreId}号岗位抓好落实。`).join('\n'),
  );
}
