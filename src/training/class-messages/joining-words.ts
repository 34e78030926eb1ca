import type { ClassRow } from '../class/classes.ts';
import type { SessionRow } from '../class/sessions.ts';
import { classWords } from '../class/words.ts';

/** What is said when somebody becomes a trainee after the call-up list was issued. */
export const joiningWords = {
  /** @param hasGroup - whether the class has a group chat */
  toTrainee: (trainingClass: ClassRow, sessions: readonly SessionRow[], hasGroup: boolean) =>
    [
      `您已列入“${trainingClass.name}”学员名单，此前发给全班的通知和资料一并补发给您。`,
      ...(hasGroup ? ['本班建有班级群，请由班主任邀请入群。'] : []),
      ...(sessions.length === 0 ? [] : [classWords.timetable(trainingClass, sessions)]),
    ].join('\n'),
  toTeacher: (trainingClass: ClassRow, name: string, unitName: string, hasGroup: boolean) =>
    `“${trainingClass.name}”新增学员${name}（${unitName}），班级通知、资料和课程表已补发本人。${hasGroup ? '请邀请其加入班级群。' : ''}`,
} as const;
