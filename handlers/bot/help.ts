import { optional, restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { whatIsMeant } from '../../src/bot/conversation.ts';
import { exampleFor } from '../../src/bot/example.ts';
import { aboutWhat } from '../../src/bot/help-search.ts';
import { leadsTo, ownWords, pageAfter, pageOf, type TaskName, taskOf, tasksOf } from '../../src/bot/help-tasks.ts';
import { helpWords } from '../../src/bot/help-words.ts';
import { takesPart } from '../../src/bot/likeliest.ts';
import { openTask } from '../../src/bot/presses.ts';
import type { Router } from '../../src/bot/router.ts';
import { chatWords } from '../../src/bot/words.ts';
import { addDays, beijingDateOf, beijingTime, formatClock } from '../../src/calendar/beijing-time.ts';
import { readUnslashed } from '../../src/chat/command.ts';
import { isSameWord } from '../../src/chat/plain-text.ts';

/** `/帮助`: what this person comes for now, as a card of at most six tasks, each of which leads to its acts; one command explained; all of them. */
export function help(router: Router): void {
  router.command(
    {
      names: ['帮助', 'help', '?', '？'],
      action: 'help.read',
      right: 'county',
      args: [optional(restArg('about', '事项名称或“全部”'))],
      example: '/帮助 请假',
      about: '查看可办理的事项；写明事项名称的，查看用法和示例',
      next: '点事项可直接办理。',
    },
    (ctx, { about }) => (about === undefined ? showTasks(router, ctx) : explain(router, ctx, about)),
  );
  router.word(['帮助', '首页', '你好', '您好', 'help', '菜单', '怎么用'], (ctx) => showTasks(router, ctx));
  router.press(openTask, (ctx, { task }) => open(router, ctx, task));
}

async function showTasks(router: Router, ctx: Context): Promise<void> {
  const [{ tasks, isTrainee }, today] = await Promise.all([ownTasks(router, ctx), todayOf(ctx)]);
  const foot = [...(isTrainee ? [helpWords.withoutPhone] : []), ...footOf(ctx)];
  await ctx.reply(helpWords.card(ctx.update.id, today, pageOf(tasks), foot));
}

/** What stands under every help. */
function footOf({ registration }: Context): string[] {
  return helpWords.foot(registration);
}

/** The person's tasks that lead somewhere, and whether they take part in a class. */
async function ownTasks(router: Router, ctx: Context): Promise<{ tasks: TaskName[]; isTrainee: boolean }> {
  const [commands, actor, isTrainee] = await Promise.all([router.commandsFor(ctx), ctx.actor(), takesPart(ctx)]);
  const tasks = tasksOf(actor, isTrainee).filter(
    (name) => isSaid(name) || commands.some(({ action }) => leadsTo(name, action)),
  );
  return { tasks, isTrainee };
}

/** Whether the task is one's own, by plain words. */
function isSaid(name: TaskName): boolean {
  const { word, words } = taskOf(name);
  return word !== undefined || words !== undefined;
}

async function open(router: Router, ctx: Context, task: string): Promise<void> {
  const { tasks } = await ownTasks(router, ctx);
  const [, from] = /^more(?::(\d+))?$/.exec(task) ?? [];
  if (task.startsWith('more')) return showPage(ctx, tasks, Number(from ?? pageAfter(0)));
  const [, opened = task, behind = '0'] = /^(\w+)\+(\d+)$/.exec(task) ?? [];
  const name = tasks.find((each) => each === opened);
  if (name === undefined) return sayOwn(router, ctx, tasks, task);
  const { word, words } = taskOf(name);
  if (word !== undefined) return sayWord(router, ctx, word);
  if (words !== undefined) return ctx.reply(helpWords.words(ctx.update.id, taskOf(name), words));
  const commands = (await router.commandsFor(ctx)).filter(({ action }) => leadsTo(name, action));
  await ctx.reply(helpWords.task(ctx.update.id, name, commands, Number(behind)));
}

async function showPage(ctx: Context, tasks: readonly TaskName[], from: number): Promise<void> {
  const page = pageOf(tasks, from);
  await ctx.reply(page.length === 0 ? helpWords.nothing : helpWords.more(ctx.update.id, page, from));
}

/** One of the words of the person's own tasks. */
async function sayOwn(router: Router, ctx: Context, tasks: readonly TaskName[], said: string): Promise<void> {
  const word = ownWords(tasks).find((each) => each === said);
  await (word === undefined ? ctx.reply(helpWords.nothing) : sayWord(router, ctx, word));
}

/** Whether both are names of the same plain word: 考试, 我的测试. */
function isOneWord(router: Router, one: string, other: string): boolean {
  const handler = router.wordOf(one)?.handler;
  return handler !== undefined && handler === router.wordOf(other)?.handler;
}

/** Carries out a plain word, or else the command of this name, as if it had been typed. */
async function sayWord(router: Router, ctx: Context, word: string): Promise<void> {
  const acting = ctx.as({});
  const said = router.wordOf(word)?.handler ?? router.commandTyped({ name: word, args: [], body: '' })?.run;
  await (said === undefined ? ctx.reply(helpWords.nothing) : said(acting));
}

async function explain(router: Router, ctx: Context, about: string): Promise<void> {
  const mine = await router.commandsFor(ctx);
  if (isSameWord(about, '全部')) return ctx.reply(helpWords.list(mine, footOf(ctx)));
  const typed = readUnslashed(about.replace(/^[/／]/u, ''));
  const found = router.commandTyped(typed)?.spec;
  const spec = mine.find((each) => each === found);
  if (spec === undefined) {
    const plain = helpWords.plain(typed.name);
    if (plain !== undefined) return ctx.reply(plain);
    const { tasks } = await ownTasks(router, ctx);
    const { words, commands } = aboutWhat(about, ownWords(tasks), mine, (word) => isOneWord(router, about, word));
    if (words.length + commands.length > 0)
      return ctx.reply(helpWords.found(ctx.update.id, typed.name, words, commands));
    return ctx.reply(await whatIsMeant(router, ctx, about, chatWords.unknownTask(typed.name)));
  }
  await ctx.reply(helpWords.command(spec, await exampleFor(ctx, spec)));
}

/** Today's sessions of the classes this person teaches or takes part in, one line for each class. */
async function todayOf(ctx: Context): Promise<string[]> {
  const { store } = ctx;
  const todayOn = beijingDateOf(ctx.now);
  const sessions = await store.sessions.startingBetween(
    beijingTime(todayOn, '00:00'),
    beijingTime(addDays(todayOn, 1), '00:00'),
  );
  if (sessions.length === 0) return [];
  const attended = (await store.enrollments.ofCadre(ctx.person._id)).filter(({ state }) => state === 'enrolled');
  const own = new Set([...(await ctx.actor()).teachesClassIds, ...attended.map(({ classId }) => classId)]);
  const lines: string[] = [];
  for (const classId of new Set(sessions.map((each) => each.classId))) {
    const row = own.has(classId) ? await store.classes.byId(classId) : null;
    if (row === null || row.state === 'withdrawn') continue;
    const ofClass = sessions.filter((each) => each.classId === classId);
    lines.push(
      helpWords.today(
        row.name,
        ofClass.map(({ startsAt, title }) => `${formatClock(startsAt)} ${title}`),
      ),
    );
  }
  return lines;
}
