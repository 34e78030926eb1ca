import type { CadreRecord } from '../county/cadre.ts';
import type { Participants } from './participants.ts';
import type { SimulatedPeople } from './simulated-people.ts';
import { all, enrolled, type SimulatedClass, type Step, step } from './step.ts';

/** A forum with speakers and minutes, and a pair of trainees who change places for a week. */
export function forumAndExchange(simulated: SimulatedClass): Step[] {
  return [...forum(simulated), ...exchange(simulated)];
}

function forum({ participants, profiles, classId }: SimulatedClass): Step[] {
  const { teacher } = participants;
  return [
    step('2026-03-23', '12:20', '班主任安排学员论坛，确定主讲人和记录人', async (people) => {
      const [first, second, recorder] = enrolled(people, profiles);
      const said = [
        `/办活动 ${classId} 学员论坛 2026-03-25 我为基层治理献一策`,
        `/改活动 ${forumNumber} 主讲 ${first?.cadre.id}、${second?.cadre.id}`,
        `/改活动 ${forumNumber} 记录人 ${recorder?.cadre.id}`,
      ];
      for (const [index, words] of said.entries()) {
        await people.say(teacher, words, `forum:${index}`);
        await people.settle();
      }
    }),
    step('2026-03-25', '18:20', '记录人写学员论坛纪要', async (people) => {
      const recorder = enrolled(people, profiles)[2]?.cadre;
      if (recorder === undefined) return;
      await people.say(recorder, `/活动纪要 ${forumNumber} 两名学员围绕基层治理主讲，全班讨论`, 'forum-minutes');
    }),
    step('2026-03-26', '12:20', '班主任按学员论坛记分', async (people) => {
      await people.say(teacher, `/活动记分 ${forumNumber}`, 'forum-points');
      await people.settle();
      await people.press(teacher, '确认记分', 'forum-points-confirm');
    }),
  ];
}

const forumNumber = 'H2026-1';
const pairNumber = 'G2026-1';

function exchange({ participants, classId }: SimulatedClass): Step[] {
  const { school, county } = participants;
  return [
    step('2026-03-16', '09:20', '党校提出双向跟班学习配对，征求两个单位意见', async (people) => {
      await people.say(school, `/跟班配对 ${classId} 2026-03-23 2026-03-27 1`, 'exchange');
      await people.settle();
      await people.press(school, '确认征求意见', 'exchange-ask');
    }),
    step('2026-03-17', '10:20', '单位同意跟班安排', (people) =>
      all(
        county.cadres.filter((each) => people.sees(each, '同意安排')),
        (each) => people.press(each, '同意安排', `exchange-agree:${each.id}`),
      ),
    ),
    step('2026-03-24', '12:40', '两名学员记跟班日志', (people) =>
      eachOfPair(people, county, (one) => people.say(one, '/跟班日志 随导师参加项目调度，走访两户', `log:${one.id}`)),
    ),
    step('2026-03-27', '12:40', '两名学员写跟班周记和总结', async (people) => {
      await eachOfPair(people, county, (one) => people.say(one, '/跟班周记 熟悉了接收单位办文流程', `week:${one.id}`));
      await people.settle();
      await eachOfPair(people, county, (one) => people.say(one, `/跟班总结 ${summary}`, `summary:${one.id}`));
    }),
    step('2026-03-27', '13:10', '接收单位评价跟班学员', (people) =>
      eachOfPair(people, county, (_, host) =>
        people.say(host, `/跟班评价 ${pairNumber} 19 18 20 18 19`, `rate:${host.id}`),
      ),
    ),
  ];
}

/** As long as it has to be. */
const summary = '通过跟班学习，进一步了解了基层工作实际，提高了沟通协调和解决问题的能力。'.repeat(45);

/** Both of the pair, each with the head of the unit that takes them in. */
async function eachOfPair(
  people: SimulatedPeople,
  { cadres, units }: Participants['county'],
  act: (one: CadreRecord, host: CadreRecord) => Promise<void>,
): Promise<void> {
  const cadre = (id: string | undefined) => cadres.find((each) => each.id === id);
  const pair = await people.running.store.exchangePairs.byId(pairNumber);
  await all(pair?.sides ?? [], async ({ cadreId, hostUnitId }) => {
    const [one, host] = [cadre(cadreId), cadre(units.find(({ id }) => id === hostUnitId)?.headId)];
    if (one === undefined || host === undefined) throw new Error(`nobody takes ${cadreId} in`);
    await act(one, host);
  });
}
