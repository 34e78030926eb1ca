import { addDays } from '../calendar/beijing-time.ts';
import { dayLines } from '../demo/typed-marks.ts';
import { CLASS } from './participants.ts';
import type { SimulatedPeople } from './simulated-people.ts';
import { all, enrolled, enter, type SimulatedClass, type Step, step } from './step.ts';
import type { TraineeProfile } from './typed-marks.ts';

/** Ten teaching days: signing in, leave, marks. */
export function classDays({ participants, profiles, classId }: SimulatedClass): Step[] {
  const days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((days) => addDays(CLASS.opensOn, days));
  return days.flatMap((dateOn, index) => {
    const day = index + 1;
    const present = (late: boolean, session: string) => (people: SimulatedPeople) =>
      all(
        profiles.filter((profile) => isLate(profile, day) === late && comes(profile, day)),
        (profile) => signIn(people, profile, `${dateOn}:${session}`),
      );
    return [
      ...illness(dateOn, day, { participants, profiles, classId }),
      step(dateOn, '08:12', `第 ${day} 天：课前提醒`),
      step(dateOn, '08:24', `第 ${day} 天：上午签到`, present(false, 'am')),
      step(dateOn, '08:37', undefined, present(true, 'am')),
      step(dateOn, '08:48'),
      ...objection(dateOn, { participants, profiles, classId }),
      step(dateOn, '08:57', undefined, rateLesson(profiles, `${dateOn}:am`)),
      step(dateOn, '14:12'),
      step(dateOn, '14:24', `第 ${day} 天：下午签到`, present(false, 'pm')),
      step(dateOn, '14:37', undefined, present(true, 'pm')),
      step(dateOn, '14:48'),
      step(dateOn, '14:57', `第 ${day} 天：学员评价已上的课`, rateLesson(profiles, `${dateOn}:pm`)),
      step(dateOn, '17:46', `第 ${day} 天：班主任记分`, (people) =>
        enter(people, participants.teacher, classId, dayLines(enrolled(people, profiles), day), `score:${dateOn}`),
      ),
      step(dateOn, '18:40'),
      step(dateOn, '20:43'),
    ];
  });
}

function illness(dateOn: string, day: number, { participants, profiles }: SimulatedClass): Step[] {
  const ill = profiles.filter(({ trait }, index) => trait === 'ill' && 3 + (index % 5) === day);
  if (ill.length === 0) return [];
  return [
    step(dateOn, '07:43', `第 ${day} 天：${ill.length} 人请病假，班主任审批`, async (people) => {
      for (const { cadre } of ill) {
        await people.say(cadre, '/请假 病假 今天 发烧就医', `leave:${cadre.id}`);
        await people.settle();
        await people.press(cadre, '提交', `leave-submit:${cadre.id}`);
        await people.settle();
        await people.press(participants.teacher, '同意', `leave-grant:${cadre.id}`);
        await people.settle();
      }
    }),
  ];
}

/** Whether a trainee attends on this day: `silent` ones on two days of three, everybody else always. */
function comes({ trait }: TraineeProfile, day: number): boolean {
  return trait !== 'silent' || day % 3 !== 0;
}

function isLate({ trait }: TraineeProfile, day: number): boolean {
  return trait === 'late' && day % 2 === 0;
}

async function signIn(people: SimulatedPeople, { cadre, trait }: TraineeProfile, session: string): Promise<void> {
  const act = `sign-in:${session}:${cadre.id}`;
  if (people.isDone(act) || !people.sees(cadre, '签到')) return;
  if (trait === 'typing') await people.say(cadre, '签到', act);
  else await people.press(cadre, '签到', act, { twice: trait === 'doubleClicking' });
}

/** Whoever sees a lesson to be rated rates it, on the card of the day. */
function rateLesson(profiles: readonly TraineeProfile[], half: string) {
  return (people: SimulatedPeople) =>
    all(
      [...profiles.entries()].filter(([, { trait }]) => trait !== 'silent'),
      async ([index, { cadre }]) => {
        const label = LEVELS[(index + half.length) % 5 === 0 ? 1 : 0];
        if (people.sees(cadre, label)) await people.press(cadre, label, `rate:${half}:${cadre.id}`);
      },
    );
}

const LEVELS = ['匿名·非常满意', '匿名·满意'] as const;

/** On the second Monday somebody objects to points that the digest of that morning told. */
function objection(dateOn: string, { participants, profiles }: SimulatedClass): Step[] {
  if (dateOn !== addDays(CLASS.opensOn, 7)) return [];
  return [
    step(dateOn, '08:52', '一名学员对记分提出异议，考评工作小组办理', async (people) => {
      const objector = people.decide(
        'objector',
        () => profiles.find(({ cadre }) => people.sees(cadre, '提出异议'))?.cadre.id ?? '',
      );
      const found = profiles.find(({ cadre }) => cadre.id === objector);
      if (found === undefined) throw new Error('nobody was told of points');
      await people.press(found.cadre, '提出异议', 'objection');
      await people.settle();
      const ofFirst = () => (people.sees(found.cadre, '对第 1 项提出') ? '对第 1 项提出' : '提出异议');
      const chosen = people.decide('objection-button', ofFirst);
      await people.press(found.cadre, chosen, 'objection-of');
      await people.settle();
      await people.say(found.cadre, '请核实当时情况', 'objection-words');
      await people.settle();
      await people.press(participants.teamFirst, '异议不成立', 'objection-decide');
      await people.settle();
      await people.say(participants.teamFirst, '课堂记录清楚，记分无误', 'objection-reason');
    }),
  ];
}

/** After the last lesson: what the class was like, question after question. */
export function classRating({ profiles }: SimulatedClass): Step {
  return step(CLASS.closesOn, '19:07', '学员评价培训班', async (people) => {
    await all(profiles, ({ cadre }) => people.say(cadre, '评课', `rate-class:${cadre.id}`));
    await people.settle();
    for (let question = 0; question < mostQuestions; question += 1) {
      await all(
        [...profiles.entries()].filter(([, { cadre }]) => people.sees(cadre, '匿名·此项不评')),
        ([index, { cadre }]) =>
          people.press(cadre, LEVELS[(index + question) % 4 === 0 ? 1 : 0], `rate-class:${question}:${cadre.id}`),
      );
      await people.settle();
    }
  });
}

/** More than a class is asked. */
const mostQuestions = 12;
