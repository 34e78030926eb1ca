import { surveySheet } from '../helpers/survey-form.ts';
import { teachClass } from '../helpers/taught-class.ts';
import type { World } from '../helpers/world.ts';
import { madeId, worldOf } from './growth.ts';

const people = 5_000;
/** Those who answer, evenly over one hour. */
const answering = 3_500;
const minutes = 60;

const questions = [
  { title: '您参加培训的意愿', kind: '量表' },
  { title: '最需要的内容', kind: '多选', options: '基层治理；应急处置；公文写作；招商引资', limit: 2 },
  { title: '希望的时间', kind: '单选', options: '上午；下午', condition: '1=非常符合或比较符合' },
  { title: '其他建议', kind: '文字' },
];

/** A survey to everybody in a county of 5,000, of whom 70 % answer within one hour: what it costs, and that nobody is missed or asked twice. */
export async function benchSurvey(directory: string): Promise<void> {
  const counted = await worldOf(directory, people, 10, teachClass);
  console.log(
    `\nSurvey: ${people} made cadres and the staff, ${answering} answers in ${minutes} minutes of the emulated clock`,
  );
  const report = async (what: string, run: (world: World) => Promise<void>) => {
    const { commands, cpuMs } = await counted.cost(run);
    console.log(
      `${String(commands).padStart(8)} store commands  ${(cpuMs / 1000).toFixed(1).padStart(7)} s of CPU   ${what}`,
    );
  };
  await report('the sheet sent and the survey confirmed, every invitation delivered', async (world) => {
    await world.send('org', '问卷.xlsx', surveySheet(questions, { scope: '全县' }));
    await world.press('org', '确认发出');
    for (let minute = 0; minute < 30; minute += 1) await world.advanceMinutes(1);
  });
  await report('the hour in which they answer', async (world) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      const from = Math.floor((minute * answering) / minutes);
      const until = Math.floor(((minute + 1) * answering) / minutes);
      await answerAtOnce(
        world,
        Array.from({ length: until - from }, (_, at) => madeId(from + at)),
      );
      world.clock.advanceMs(60_000);
      await world.settle();
    }
  });
  await report('the result, by question, level and unit', async (world) => {
    await world.say('org', '/结束调查 D2026-1');
    await world.press('org', '确认结束');
    await world.say('org', '/调查结果 D2026-1');
    await world.press('org', '按层级查看');
    await world.press('org', '按单位查看');
    await checkNobodyMissed(world);
  });
  await counted.stop();
}

/** They all tap at the same moment, each question in its turn. */
async function answerAtOnce(world: World, ids: readonly string[]): Promise<void> {
  const wave = async (act: (id: string, at: number) => Promise<unknown>) => {
    await Promise.all(ids.map(act));
    await world.settle();
  };
  await wave((id) => world.tap(id, '开始填写'));
  await wave((id, at) => world.tap(id, '提交', [at % 3 === 0 ? '一般' : '非常符合']));
  await wave((id) => world.tap(id, '提交', ['基层治理', '公文写作']));
  await wave(async (id, at) => (at % 3 === 0 ? undefined : world.tap(id, '提交', ['上午'])));
  await wave((id) => world.tap(id, '跳过'));
}

/** @throws Error when somebody got no invitation or two, or an answer was lost */
async function checkNobodyMissed(world: World): Promise<void> {
  const { store } = world.running;
  const { done, all } = await store.surveyAnswers.count('D2026-1');
  const ids = Array.from({ length: people }, (_, at) => madeId(at));
  const items = ids.map((id) => world.items(id).filter(({ from }) => from === 'bot').length);
  const thanked = ids.filter((id) => world.screen(id).includes('感谢您的填写')).length;
  const [missed, twice] = [items.filter((count) => count === 0).length, items.filter((count) => count > 1).length];
  const sheets = await store.surveyAnswers.sheetsOf((await store.surveys.byId('D2026-1')) ?? never());
  const uneven = sheets.filter(({ answers }) => {
    const given = answers.map(({ questionId }) => questionId).filter((id) => /^q\d/.test(id));
    return new Set(given).size !== given.length || (given.length !== 4 && given.length !== 3);
  }).length;
  console.log(
    `${all} asked, ${done} answered, ${thanked} thanked, ${missed} without a message, ${twice} with more than one, ${uneven} sheets not as answered`,
  );
  if (done !== answering || thanked !== answering || missed + twice + uneven > 0)
    throw new Error('answers or messages were lost');
}

function never(): never {
  throw new Error('the survey is gone');
}
