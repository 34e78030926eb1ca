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
      step(dateOn, '14:12'),
      step(dateOn, '14:24', `第 ${day} 天：下午签到`, present(false, 'pm')),
      step(dateOn, '14:37', undefined, present(true, 'pm')),
      step(dateOn, '14:48'),
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
