import type { SimulatedPeople } from './simulated-people.ts';
import { all, enrolled, type SimulatedClass, type Step, step } from './step.ts';
import type { TraineeProfile } from './typed-marks.ts';

/** The class elects two of its committee: coming forward on the first day, the ballot on the third; one post is voted on again on the fourth. */
export function election(simulated: SimulatedClass): Step[] {
  const { participants, classId } = simulated;
  const { teacher, school } = participants;
  return [
    step('2026-03-16', '12:05', '班主任发起班委竞选', async (people) => {
      await people.say(teacher, `/班委竞选 ${classId} 班长、学习委员`, 'election');
      await people.settle();
      await people.press(teacher, '确认发起', 'election-open');
    }),
    step('2026-03-16', '12:20', '两名学员竞选班长，一名学员被推荐为学习委员人选', (people) =>
      comeForward(people, simulated),
    ),
    step('2026-03-17', '17:52', '报名截止，选票随次日早上的课程卡告知学员'),
    step('2026-03-18', '12:20', '学员从当天的课程卡上不记名投票', (people) =>
      vote(people, simulated, 1, [
        { post: '班长', choose: halved },
        { post: '学习委员', choose: mostlyFirst },
      ]),
    ),
    step('2026-03-18', '17:52', '投票截止：班长无人过半，次日第二轮投票'),
    step('2026-03-19', '12:10', '学员第二轮投票选班长', (people) =>
      vote(people, simulated, 2, [{ post: '班长', choose: mostlyFirst }]),
    ),
    step('2026-03-19', '17:52', '投票截止，计票后报县委党校审定'),
    step('2026-03-20', '09:40', '党校确认竞选结果', (people) => people.press(school, '确认结果', 'election-confirm')),
  ];
}

/** Which option a voter chooses, by their place among the voters. */
type Choice = (index: number) => number;
const mostlyFirst: Choice = (index) => (index % 4 === 3 ? 1 : 0);
/** Two candidates have as many votes as each other, or one more, and one voter abstains: nobody has more than half. */
const halved: Choice = (index) => (index === 0 ? 2 : index % 2);

async function vote(
  people: SimulatedPeople,
  { profiles }: SimulatedClass,
  round: number,
  posts: readonly { post: string; choose: Choice }[],
): Promise<void> {
  const voters = enrolled(people, profiles).filter(({ trait }) => trait !== 'silent');
  // Who is on leave has no card of the day.
  const withCard = people.decide(`ballot-cards:${round}`, () =>
    idsOf(voters.filter(({ cadre }) => people.sees(cadre, '办理待办'))),
  );
  await all(voters, ({ cadre }) =>
    withCard.split(' ').includes(cadre.id)
      ? people.press(cadre, '办理待办', `ballot:${round}:${cadre.id}`)
      : people.say(cadre, '投票', `ballot:${round}:${cadre.id}`),
  );
  await people.settle();
  for (const { post, choose } of posts) {
    await all([...voters.entries()], ([index, { cadre }]) =>
      people.press(cadre, '提交', `vote:${round}:${post}:${cadre.id}`, { option: choose(index), about: '投票不记名' }),
    );
    await people.settle();
  }
}

async function comeForward(people: SimulatedPeople, { profiles }: SimulatedClass): Promise<void> {
  const [first, second, third] = enrolled(people, profiles).filter(({ trait }) => trait === 'diligent');
  if (first === undefined || second === undefined || third === undefined) throw new Error('nobody stands');
  for (const { cadre } of [first, second]) {
    await people.say(cadre, '班委竞选', `election-shown:${cadre.id}`);
    await people.settle();
    await people.press(cadre, '我要报名', `stand:${cadre.id}`);
    await people.settle();
    await people.press(cadre, '报名班长', `stand-for:${cadre.id}`);
    await people.settle();
    await people.say(cadre, '愿为同学服务，做好班级日常管理。', `statement:${cadre.id}`);
    await people.settle();
  }
  await people.press(second.cadre, '推荐同学', 'propose');
  await people.settle();
  await people.say(second.cadre, `${third.cadre.name} 学习委员`, 'propose-who');
  await people.settle();
  await people.press(third.cadre, '接受推荐', 'proposal-accepted');
  await people.settle();
  await people.say(third.cadre, '认真做好学习交流的组织工作。', 'proposal-statement');
}

function idsOf(profiles: readonly TraineeProfile[]): string {
  return profiles.map(({ cadre }) => cadre.id).join(' ');
}
