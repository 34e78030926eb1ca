import { isDate, numberedArg, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { reviseCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf, formatDays, mondayOf } from '../../src/calendar/beijing-time.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import { cleaned } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import type { ExchangePairRow } from '../../src/training/exchange/exchange-pairs.ts';
import { closesOn, lettersIn, logStanding } from '../../src/training/exchange/exchange-standing.ts';
import { exchangeLogWords, type OwnNoteKind, weeklyCardId } from '../../src/training/exchange/log-words.ts';
import { askExchangeNote, giveExchangeNote } from '../../src/training/exchange/presses.ts';
import { exchangeRulesOf, pairNumbered } from './exchange-facts.ts';

const mostLetters = 2_000;

const words: Readonly<Record<OwnNoteKind, string>> = { day: '跟班日志', week: '跟班周记', summary: '跟班总结' };

/** `/跟班日志`, `/跟班周记`, `/跟班总结`, `/跟班走访`: what is written of an exchange while it runs, typed or spoken. */
export function exchangeLog(router: Router): void {
  const common = { action: 'exchange.log', right: 'speaker', args: [textArg('words', '内容')] } as const;
  router.command(
    {
      ...{ ...common, names: [words.day, 'exchange-day'], missing: '请写明当天的跟班情况。' },
      example: '/跟班日志 随导师走访三户，学习矛盾调解流程',
      about: '记一天的跟班情况，可用语音；补记的，内容前写日期',
      next: '即时保存；同一天再记的，以后记的为准。',
    },
    (ctx, said) => write(ctx, 'day', said.words),
  );
  router.command(
    {
      ...{ ...common, names: [words.week, 'exchange-week'], missing: '请写明本周的跟班小结。' },
      example: '/跟班周记 本周参与项目调度两次，熟悉了办文流程',
      about: '记一周的跟班小结，可用语音',
      next: '即时保存；本周再发的，以后发的为准。',
    },
    (ctx, said) => write(ctx, 'week', said.words),
  );
  router.command(
    {
      ...{ ...common, names: [words.summary, 'exchange-summary'], missing: '请写明个人总结。' },
      example: '/跟班总结 通过跟班，对基层治理有了新的认识',
      about: '写跟班个人总结，可用语音、可分几次发送',
      next: '按先后连在一起，告知字数；重写的以“重写”开头。',
    },
    (ctx, said) => write(ctx, 'summary', said.words),
  );
  router.command(
    {
      names: ['跟班走访', 'exchange-visit'],
      action: 'exchange.visit',
      right: 'found',
      args: [numberedArg('number', '编号'), textArg('words', '情况')],
      missing: '请写明编号和走访情况。',
      example: '/跟班走访 {exchange} 双方适应较快，建议多安排入户走访',
      about: '记录跟班的中期走访情况，可用语音',
      next: '即时保存，可用“/跟班 编号”查看；当天再记的，以后记的为准。',
    },
    visit,
  );
  for (const kind of ['day', 'week', 'summary'] as const)
    router.word([words[kind]], async (ctx) => {
      await openPair(ctx);
      await ctx.expect(giveExchangeNote.with({ writing: kind }));
      await ctx.reply(exchangeLogWords.ask(kind));
    });
  router.sentence(
    (said) => spoken(said)?.said,
    async (ctx, said) => {
      const kind = spoken(ctx.update.kind === 'said' ? ctx.update.text : '')?.kind ?? 'day';
      await write(ctx, kind, said);
    },
  );
  router.press(askExchangeNote, async (ctx, { writing: kind }) => {
    await openPair(ctx);
    await ctx.expect(giveExchangeNote.with({ writing: kind }));
    await ctx.reply(exchangeLogWords.ask(kind));
  });
  router.press(giveExchangeNote, (ctx, { writing }) => write(ctx, writing, ctx.words ?? ''));
}

/** `跟班日志，今天走访三户`, as it is said. */
function spoken(said: string): { kind: OwnNoteKind; said: string } | undefined {
  const [, word, rest] = /^(跟班(?:日志|周记|总结))[\s，,：:。]+(\S[\s\S]*)$/u.exec(said.trim()) ?? [];
  const kind = (['day', 'week', 'summary'] as const).find((each) => words[each] === word);
  return kind === undefined || rest === undefined ? undefined : { kind, said: rest };
}

/** The pair of whoever writes that takes notes today. @throws RuleError `exchange.none-now` */
async function openPair(ctx: Context): Promise<ExchangePairRow> {
  const todayOn = beijingDateOf(ctx.now);
  for (const pair of await ctx.store.exchangePairs.ofCadre(ctx.person._id)) {
    const rules = await exchangeRulesOf(ctx, pair);
    if (pair.state === 'agreed' && pair.fromOn <= todayOn && todayOn <= closesOn(pair, rules)) return pair;
  }
  throw new RuleError('exchange.none-now', {});
}

async function write(ctx: Context, kind: OwnNoteKind, typed: string): Promise<void> {
  const pair = await openPair(ctx);
  const text = [...cleaned(typed)].slice(0, mostLetters).join('');
  if (text === '') return ctx.reply(exchangeLogWords.ask(kind));
  const { dateOn, said } =
    kind === 'day' ? dayOf(ctx, pair, text) : { dateOn: await placeOf(ctx, pair, kind), said: text };
  const about = { pairId: pair._id, cadreId: ctx.person._id, kind, dateOn };
  const writing = { words: said, by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const note = await ctx.store.exchangeNotes.write(about, writing, (before) =>
    kind === 'summary' ? joinedSummary(before, said) : said,
  );
  const standing = logStanding(
    pair,
    await ctx.store.exchangeNotes.ofPair(pair._id),
    ctx.person._id,
    beijingDateOf(ctx.now),
  );
  if (kind === 'day') return ctx.reply(exchangeLogWords.day(dateOn, standing));
  const { summaryLetters } = await exchangeRulesOf(ctx, pair);
  const letters = lettersIn(note?.words ?? '');
  if (kind === 'week' || letters >= summaryLetters)
    await reviseCopies(ctx, weeklyCardId(pair._id, kind), (card) => ({ ...card, settled: exchangeLogWords.written }));
  await ctx.reply(
    kind === 'week' ? exchangeLogWords.week(dateOn, standing) : exchangeLogWords.summary(letters, summaryLetters),
  );
}

/** Of which day a line is: today, or the day that stands in front of it. @throws RuleError `exchange.day-outside` */
function dayOf(ctx: Context, { fromOn, toOn }: ExchangePairRow, text: string): { dateOn: string; said: string } {
  const [, first = '', rest = ''] = /^(\S+)\s+(\S[\s\S]*)$/u.exec(text) ?? [];
  const todayOn = beijingDateOf(ctx.saidAt);
  const isDated = first !== '' && isDate(first, ctx);
  const dateOn = isDated ? readTypedDate(first, todayOn) : todayOn > toOn ? toOn : todayOn;
  if (dateOn < fromOn || dateOn > toOn || dateOn > todayOn)
    throw new RuleError('exchange.day-outside', { days: formatDays(fromOn, toOn < todayOn ? toOn : todayOn) });
  return { dateOn, said: isDated ? rest : text };
}

/** The Monday of the week that is meant: on a Monday the week before, as long as it has no summary; of the own summary the last day. */
async function placeOf(ctx: Context, pair: ExchangePairRow, kind: 'week' | 'summary'): Promise<string> {
  if (kind === 'summary') return pair.toOn;
  const todayOn = beijingDateOf(ctx.now);
  const mondayOn = mondayOf(todayOn > pair.toOn ? pair.toOn : todayOn);
  const former = addDays(mondayOn, -7);
  if (mondayOn !== todayOn || former < mondayOf(pair.fromOn)) return mondayOn;
  const about = { pairId: pair._id, cadreId: ctx.person._id, kind, dateOn: former };
  const before = await ctx.store.exchangeNotes.byAbout(about);
  const isOwnRun = before?.writings.some(({ byUpdate }) => byUpdate === ctx.update.id) === true;
  return before === null || before.writings.length === 0 || isOwnRun ? former : mondayOn;
}

/** What was sent in several messages, one after the other. */
function joinedSummary(before: string, said: string): string {
  const anew = /^重写[\s，,：:。]*([\s\S]*)$/u.exec(said)?.[1];
  if (anew !== undefined) return anew;
  return before === '' ? said : `${before}\n${said}`;
}

async function visit(ctx: Context, { number, words: typed }: { number: string; words: string }): Promise<void> {
  const pair = await pairNumbered(ctx, number, 'exchange.visit');
  const dateOn = beijingDateOf(ctx.now);
  if (pair.state !== 'agreed') throw new RuleError('exchange.not-agreed', { pair: pair._id });
  if (dateOn < pair.fromOn) throw new RuleError('exchange.not-begun', { pair: pair._id });
  const said = [...cleaned(typed)].slice(0, mostLetters).join('');
  await ctx.store.exchangeNotes.write(
    { pairId: pair._id, cadreId: ctx.person._id, kind: 'visit', dateOn },
    { words: said, by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now },
    () => said,
  );
  await ctx.reply(exchangeLogWords.visited(pair));
}
