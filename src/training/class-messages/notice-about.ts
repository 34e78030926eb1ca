import type { ClassRow } from '../class/classes.ts';
import type { NoticeRow } from './notices.ts';

/** Where a notice belongs: a class, or whoever it is from outside a class. */
export interface NoticeAbout {
  /** As its cards name it: the class, or the unit it is from. */
  name: string;
  /** `班级通知`, `通知` */
  kind: string;
  trainingClass?: ClassRow;
}

export function aboutOf(
  { from = '' }: Pick<NoticeRow, 'from'>,
  trainingClass: ClassRow | null | undefined,
): NoticeAbout {
  return trainingClass ? { name: trainingClass.name, kind: '班级通知', trainingClass } : { name: from, kind: '通知' };
}

/** Whom it is meant for, as people read it: `“一班”全体学员`, `“一班”张三、李四`, `县财政局、科级正职`. */
export function toWhom({ scope }: Pick<NoticeRow, 'scope'>, { trainingClass }: NoticeAbout): string {
  if (trainingClass === undefined) return scope ?? '';
  return `“${trainingClass.name}”${scope ?? '全体学员'}`;
}
