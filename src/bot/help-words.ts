import { cardOf } from '../chat/card.ts';
import { type Button, type Card, MAX_BUTTONS } from '../chat/message.ts';
import { isSameWord } from '../chat/plain-text.ts';
import type { Registration } from '../chat/registration.ts';
import { pageAfter, type Task, type TaskName, taskOf } from './help-tasks.ts';
import { openTask, startCommand } from './presses.ts';

interface Listed {
  names: readonly [string, ...string[]];
  usage: string;
  about: string;
  next?: string;
  /** It acts at once on many: its button takes no number. */
  isFinal?: true;
}

/** @param next - how many tasks stand before the page that 更多事项 opens */
const taskButton = (name: TaskName, next: number): Button => ({
  label: taskOf(name).label,
  press: openTask.with({ task: name === 'more' ? `more:${next}` : name }),
});
const startButton = ({ names: [name], isFinal }: Listed): Button => ({
  label: name,
  press: { ...startCommand.with({ name }), ...(isFinal && { isFinal }) },
});
const wordButton = (word: string): Button => ({ label: word, press: openTask.with({ task: word }) });
const aboutTask = ({ label, about }: Task) => `${label}：${about}`;

/** What may be said without a slash, and what it is for. */
const PLAIN: readonly { words: readonly string[]; about: string }[] = [
  { words: ['待办'], about: '查看需要您办理的事项' },
  { words: ['签到'], about: '上课签到' },
  { words: ['请假'], about: '提出请假' },
  { words: ['销假'], about: '请假后提前返课' },
  { words: ['我的请假'], about: '查看请假办理情况' },
  { words: ['我还能请几天假'], about: '查看剩余可请假时间' },
  { words: ['我的成绩'], about: '查看本人得分和依据' },
  { words: ['课程表', '今天课表', '明天几点'], about: '查看上课时间和地点' },
  { words: ['意见建议'], about: '向县委组织部反映' },
];

export const helpWords = {
  /**
   * The tasks of one person now.
   * @param today - what concerns them today
   * @param foot - what stands under it
   */
  card: (id: string, today: readonly string[], tasks: readonly TaskName[], foot: readonly string[]): Card =>
    cardOf({
      id: `help:${id}`,
      title: '请选择要办理的事项',
      lines: [...today, ...tasks.map((name) => aboutTask(taskOf(name))), '回复“帮助 全部”查看全部事项。', ...foot],
      buttons: tasks.map((name) => taskButton(name, pageAfter(0))),
    }),

  more: (id: string, tasks: readonly TaskName[], from: number): Card =>
    cardOf({
      id: `help:${id}`,
      title: '更多事项',
      lines: tasks.map((name) => aboutTask(taskOf(name))),
      buttons: tasks.map((name) => taskButton(name, pageAfter(from))),
    }),

  /** A task of several plain words, each with its button. */
  words: (id: string, { label, about }: Task, words: readonly string[]): Card =>
    cardOf({ id: `help:${id}`, title: label, lines: [about], buttons: words.map(wordButton) }),

  /** The commands of one task from one on: as many as a card has buttons for, the last of which leads to the others. */
  task: (id: string, name: TaskName, commands: readonly Listed[], from = 0): Card => {
    const left = commands.slice(from);
    const shown = left.length <= MAX_BUTTONS ? left : left.slice(0, MAX_BUTTONS - 1);
    const next = openTask.with({ task: `${name}+${from + shown.length}` });
    return cardOf({
      id: `help:${id}`,
      title: taskOf(name).label,
      lines: shown.map(({ names, about }) => `${names[0]}：${about}`),
      buttons: [...shown.map(startButton), ...(shown.length < left.length ? [{ label: '其他', press: next }] : [])],
    });
  },
  /** Commands whose names a sentence has in it. @param sentence - that it was not understood */
  meant: (id: string, sentence: string, commands: readonly Listed[]): Card =>
    cardOf({
      id: `offer:${id}`,
      title: '请选择',
      lines: [sentence, '您可能要办理：', ...commands.map(({ names, about }) => `${names[0]}：${about}`)],
      buttons: commands.map(startButton),
    }),
  /** What somebody may do that has to do with the words after 帮助. */
  found: (id: string, about: string, words: readonly string[], commands: readonly Listed[]): Card =>
    cardOf({
      id: `offer:${id}`,
      title: '请选择',
      lines: [`与“${about}”有关的事项：`, ...commands.map(({ names, about: what }) => `${names[0]}：${what}`)],
      buttons: [...words.map(wordButton), ...commands.map(startButton)],
    }),
  nothing: '目前没有您可以办理的事项。回复“待办”查看需要您办理的事项。',

  /** One command: what it does, how it is written, what happens then. */
  command: ({ names, usage, about, next }: Listed, example: string) =>
    [
      `${names[0]}：${about}。`,
      `用法：${usage}`,
      `例如：${example}`,
      ...(next === undefined ? [] : [`之后：${next}`]),
    ].join('\n'),

  /** What one may say without a slash. @returns `undefined` for other words */
  plain: (said: string): string | undefined => {
    const found = PLAIN.find(({ words }) => words.some((word) => isSameWord(word, said)));
    return found && `${said}：${found.about}。直接回复“${said}”即可。`;
  },
  /** For a trainee: the equal way without a phone. */
  withoutPhone: '不便使用手机的，可向班主任或班长报到。',
  /** Who answers for the bot, and under which number it is recorded. */
  foot: ({ recordNumber, responsibleUnit }: Registration) => [
    ...(responsibleUnit === undefined ? [] : [`主管单位：${responsibleUnit}`]),
    ...(recordNumber === undefined ? [] : [`备案号：${recordNumber}`]),
  ],

  today: (className: string, sessions: readonly string[]) => `今天“${className}”：${sessions.join('；')}`,

  list: (commands: readonly Listed[], foot: readonly string[] = []) =>
    [
      '您可以直接回复：',
      ...PLAIN.map(({ words, about }) => `${words.join('、')} — ${about}`),
      '收到卡片时，点按钮或回复序号都可以。',
      ...(commands.length > 0
        ? ['', '您还可以办理：', ...commands.map((each) => `${each.usage}\n　　${each.about}`)]
        : []),
      ...(foot.length > 0 ? ['', ...foot] : []),
    ].join('\n'),
} as const;
