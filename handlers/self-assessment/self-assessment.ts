import { optional, restArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { sendAssessment, sendEvidence } from '../../src/training/self-assessment/presses.ts';
import { presentEntries } from '../../src/training/self-assessment/quality-entries.ts';
import { mostNoteLetters, qualityValue } from '../../src/training/self-assessment/quality-sheet.ts';
import { type AssessedIndicator, assessYear } from '../../src/training/self-assessment/self-assessment.ts';
import type { QualityIndicator } from '../../src/training/self-assessment/self-assessment-rules.ts';
import { selfAssessmentWords } from '../../src/training/self-assessment/words.ts';
import { countyFigures } from '../../src/training/statistics/figures.ts';
import { assessedYear } from './assessed-year.ts';

const mostNameLetters = 20;
const takesBack = '撤销';

/** The school's self-assessment of a year (办学质量评估): counted from the records, and entered where only people know. */
export function selfAssessment(router: Router): void {
  router.command(
    {
      names: ['办学评估', 'self-assessment'],
      action: 'self-assessment.read',
      right: 'county',
      args: [optional(wordArg('year', '年份'))],
      example: '/办学评估 {year}',
      about: '按记录填好党校办学质量自评表，标明未达标和缺的指标',
      next: '先列合计；可发送自评表和佐证表。缺的用“/填评估”填报。',
    },
    async (ctx, { year = thisYear(ctx) }) => {
      const { fromYear: wanted } = assessedYear(ctx, year);
      await ctx.reply(selfAssessmentWords.card(wanted, await assessed(ctx, wanted)));
    },
  );
  router.command(
    {
      names: ['填评估', 'enter-assessment'],
      action: 'self-assessment.enter',
      right: 'county',
      args: [
        wordArg('name', '指标', { most: mostNameLetters }),
        wordArg('value', '数值或撤销', { most: mostNameLetters }),
        optional(restArg('note', '说明', { limit: { most: mostNoteLetters } })),
      ],
      missing: '请写明指标和数值。',
      example: '/填评估 专职教师 12 编制内在岗',
      about: '填报办学质量评估中系统没有记录的指标（师资、场地、经费等），其他年份的在数值后写年份，如“2025年”',
      next: '计入自评表，注明填报人，可以更正、撤销；多项的也可填好自评表发回。',
    },
    enter,
  );
  router.sheet(sendAssessment, async (ctx, { year }) => selfAssessmentWords.sheet(year, await assessed(ctx, year)));
  router.sheet(sendEvidence, async (ctx, { year }) => selfAssessmentWords.evidence(year, await assessed(ctx, year)));
}

/** @throws RuleError `self-assessment.bad-year` */
async function assessed(ctx: Context, year: string): Promise<AssessedIndicator[]> {
  await ctx.requireIn('self-assessment.read', {});
  const period = assessedYear(ctx, year);
  const [{ figures }, entries] = await Promise.all([
    countyFigures(ctx.store, period, ctx.rules, ctx.now),
    ctx.store.qualityEntries.ofYear(year),
  ]);
  return assessYear(ctx.rules.selfAssessment.indicators, figures, presentEntries(entries));
}

async function enter(
  ctx: Context,
  { name, value: typed, note: said = '' }: { name: string; value: string; note?: string | undefined },
): Promise<void> {
  const { store, person, update, now } = ctx;
  const indicator = indicatorNamed(ctx, name);
  const { year, note } = yearAndNote(ctx, said);
  const entries = await store.qualityEntries.ofYear(year);
  const isEntered = entries.some(({ byUpdate }) => byUpdate === update.id);
  const isTakenBack = typedWord(typed) === takesBack;
  if (isTakenBack && !isEntered && !presentEntries(entries).has(indicator.id))
    throw new RuleError('self-assessment.not-entered', { name: indicator.name });
  const value = isTakenBack ? undefined : numberIn(typed, indicator);
  const by = { by: person._id, byName: person.name, byUpdate: update.id, enteredAt: now };
  await store.qualityEntries.enter(year, [
    { indicator: indicator.id, note, ...by, ...(value !== undefined && { value }) },
  ]);
  await ctx.reply(
    value === undefined
      ? selfAssessmentWords.takenBack(year, indicator)
      : selfAssessmentWords.entered(year, indicator, value),
  );
}

/** The indicator that people enter. @throws RuleError `self-assessment.unknown-indicator`, `self-assessment.counted` */
function indicatorNamed({ rules }: Context, word: string): QualityIndicator {
  const { indicators } = rules.selfAssessment;
  const found = indicators.find(({ name }) => typedWord(name) === typedWord(word));
  if (found?.from === 'people') return found;
  if (found !== undefined) throw new RuleError('self-assessment.counted', { name: found.name });
  const names = indicators.filter(({ from }) => from === 'people').map(({ name }) => name);
  throw new RuleError('self-assessment.unknown-indicator', { word, names: names.join('、') });
}

/** @throws RuleError `self-assessment.bad-value` */
function numberIn(typed: string, indicator: QualityIndicator): number {
  const value = qualityValue(typed, indicator);
  const { name, unit } = indicator;
  if (value === undefined) throw new RuleError('self-assessment.bad-value', { word: typed, name, unit });
  return value;
}

/** `2025年 编制内在岗`: of which year it is, this one where none is named, and the words about it. */
function yearAndNote(ctx: Context, typed: string): { year: string; note: string } {
  const [whole = '', year] = /^\s*(20\d\d)\s*年(?:\s+|$)/u.exec(typed.normalize('NFKC')) ?? [];
  return year === undefined
    ? { year: thisYear(ctx), note: typed }
    : { year: assessedYear(ctx, year).fromYear, note: typed.slice(whole.length) };
}

const thisYear = ({ now }: Context) => beijingDateOf(now).slice(0, 4);
