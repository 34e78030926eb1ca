import { addDays } from '../calendar/beijing-time.ts';
import { CLASS } from './cast.ts';
import { dayLines, type Talent } from './script.ts';
import type { Stage } from './stage.ts';
import { all, enter, onTheRoll, type Scene, type Step, step } from './step.ts';

/** Ten teaching days: signing in, leave, marks. */
export function classDays({ cast, talents, classId }: Scene): Step[] {
  const days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((days) => addDays(CLASS.opensOn, days));
  return days.flatMap((dateOn, index) => {
    const day = index + 1;
    const present = (late: boolean, session: string) => (stage: Stage) =>
      all(
        talents.filter((talent) => isLate(talent, day) === late && comes(talent, day)),
        (talent) => signIn(stage, talent, `${dateOn}:${session}`),
      );
    return [
      ...illness(dateOn, day, { cast, talents, classId }),
      step(dateOn, '08:12', `第 ${day} 天：课前提醒`),
      step(dateOn, '08:24', `第 ${day} 天：上午签到`, present(false, 'am')),
      step(dateOn, '08:37', undefined, present(true, 'am')),
      step(dateOn, '14:12'),
      step(dateOn, '14:24', `第 ${day} 天：下午签到`, present(false, 'pm')),
      step(dateOn, '14:37', undefined, present(true, 'pm')),
      step(dateOn, '17:46', `第 ${day} 天：班主任记分`, (stage) =>
        enter(stage, cast.teacher, classId, dayLines(onTheRoll(stage, talents), day), `score:${dateOn}`),
      ),
      step(dateOn, '18:40'),
    ];
  });
}

function illness(dateOn: string, day: number, { cast, talents }: Scene): Step[] {
  const ill = talents.filter(({ trait }, index) => trait === 'ill' && 3 + (index % 5) === day);
  if (ill.length === 0) return [];
  return [
    step(dateOn, '07:43', `第 ${day} 天：${ill.length} 人请病假，班主任审批`, async (stage) => {
      for (const { cadre } of ill) {
        await stage.say(cadre, '/请假 病假 今天 发烧就医', `leave:${cadre.id}`);
        await stage.settle();
        await stage.press(cadre, '提交', `leave-submit:${cadre.id}`);
        await stage.settle();
        await stage.press(cast.teacher, '同意', `leave-grant:${cadre.id}`);
        await stage.settle();
      }
    }),
  ];
}

/** Silent people come late to it all: two of three sessions. */
function comes({ trait }: Talent, day: number): boolean {
  return trait !== 'silent' || day % 3 !== 0;
}

function isLate({ trait }: Talent, day: number): boolean {
  return trait === 'late' && day % 2 === 0;
}

async function signIn(stage: Stage, { cadre, trait }: Talent, session: string): Promise<void> {
  const act = `sign-in:${session}:${cadre.id}`;
  if (stage.isDone(act) || !stage.sees(cadre, '签到')) return;
  if (trait === 'typing') await stage.say(cadre, '签到', act);
  else await stage.press(cadre, '签到', act, { twice: trait === 'doubleClicking' });
}
