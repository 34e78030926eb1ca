import { addDays, formatClock, formatDay } from '../../calendar/beijing-time.ts';
import { type Button, MAX_BUTTONS, type Message } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import { showLeaveHelp } from '../leave/presses.ts';
import { lastDayOf } from './carried-tasks.ts';
import { showDayTasks } from './presses.ts';

const tasksLabel = '办理待办';

/** Something else that a trainee of the class is to do, told of by the cards of its days. */
export interface DayTask {
  name: string;
  by: Date;
}

/** What the cards of a day tell of, the most pressing first. @param cards - that wait and are carried by them, of one trainee */
export function dayTasksOf(cards: readonly { message: Message; expiresAt: Date }[], now: Date): DayTask[] {
  return cards
    .flatMap(({ message, expiresAt: by }) =>
      message.kind === 'card' && message.task !== undefined && by > now ? [{ name: message.task.name, by }] : [],
    )
    .sort((a, b) => a.by.getTime() - b.by.getTime());
}

/** `待办 2 项：参加“入学测试”（今天截止）、提交“学习心得”（3月25日 周三截止）。` @param className - left out of what they are called */
export function tasksLine(tasks: readonly DayTask[], dateOn: string, className: string): string[] {
  if (tasks.length === 0) return [];
  const named = tasks.map(({ name, by }) => {
    const short = name.replace(`（${className}）`, '');
    return `${short}（${dayToDo(lastDayOf(by), by, dateOn)}截止）`;
  });
  return [`待办 ${tasks.length} 项：${named.join('、')}。`];
}

/** The same in short. */
export function tasksCount(tasks: readonly DayTask[]): string[] {
  return tasks.length === 0 ? [] : [`另有待办 ${tasks.length} 项。`];
}

function dayToDo(lastOn: string, by: Date, dateOn: string): string {
  const clock = formatClock(by) === '00:00' ? '' : formatClock(by);
  if (lastOn === dateOn) return `今天${clock}`;
  return `${lastOn === addDays(dateOn, 1) ? '明天' : formatDay(lastOn)}${clock}`;
}

/** Whether the button that leads to the tasks takes the place of the one for leave, which a word does as well. */
export function takesPlaceOfLeave(buttons: readonly Button[], tasks: readonly DayTask[]): boolean {
  return tasks.length > 0 && buttons.length >= MAX_BUTTONS;
}

/** The buttons of a day's card with the one that leads to its tasks. */
export function withTasks(
  buttons: readonly Button[],
  { _id: classId }: Pick<ClassRow, '_id'>,
  tasks: readonly DayTask[],
): Button[] {
  if (tasks.length === 0) return [...buttons];
  const isFull = takesPlaceOfLeave(buttons, tasks);
  const kept = isFull ? buttons.filter(({ press }) => press.action !== showLeaveHelp.action) : buttons;
  return [...kept, { label: tasksLabel, press: showDayTasks.with({ classId }) }];
}
