import { plainTitle } from '../../chat/plain-text.ts';
import type { RankLevel } from '../../county/cadre.ts';
import { RuleError } from '../../errors.ts';
import { kindNamed } from '../class/class-kind.ts';
import type { CurriculumRules } from '../class/curriculum-rules.ts';
import { readTopics } from '../class/topics.ts';
import { audienceHint, audienceLabel, readAudience } from './audience.ts';
import { type PlannedClass, planLimits } from './plan-item.ts';
import { readAmount, topicTagsOf } from './plan-sheet.ts';

/** What of an item may be changed, as it is typed. */
export const PLAN_FIELDS = [
  '名称',
  '主题',
  '对象',
  '人数',
  '月份',
  '天数',
  '类别',
  '费用',
  '依据',
  '承接需求',
] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

const fieldWords: Readonly<Record<string, PlanField>> = {
  班次名称: '名称',
  主题标签: '主题',
  培训对象: '对象',
  时间: '月份',
  班次类别: '类别',
  综合定额: '费用',
  需求依据: '依据',
  承接主题: '承接需求',
  对应需求: '承接需求',
};

export function planFieldNamed(word: string): PlanField | undefined {
  return PLAN_FIELDS.find((field) => field === word) ?? fieldWords[word];
}

interface PlanFieldChange {
  set: Partial<Omit<PlannedClass, 'rankLevels'>> & { rankLevels?: RankLevel[] };
  /** What it has no longer. */
  unset?: readonly ('group' | 'needTopics')[];
  /** As people read it. */
  changed: string;
}

/**
 * What a typed value makes of a field.
 * @throws RuleError `plan.unreadable` saying what may be written
 */
export function readPlanField(
  item: PlannedClass,
  field: PlanField,
  typed: string,
  rules: { curriculum: Pick<CurriculumRules, 'classKinds'> },
): PlanFieldChange {
  const changed = (from: string | number, to: string | number) => `${field}由“${from}”改为“${to}”`;
  const amount = (unit: string, most: number, key: 'people' | 'month' | 'days' | 'yuanPerPersonDay') => {
    const gap = key === 'people' || key === 'yuanPerPersonDay' ? ' ' : '';
    const to = readAmount(typed, unit);
    if (to === undefined || to > most) throw unreadable(field, `不超过 ${most} 的整数，如 3`);
    return { set: { [key]: to }, changed: changed(`${item[key]}${gap}${unit}`, `${to}${gap}${unit}`) };
  };
  const words = (most: number) => {
    const to = plainTitle(typed);
    if ([...to].length > most) throw unreadable(field, `不超过 ${most} 个字`);
    return to;
  };
  switch (field) {
    case '人数':
      return amount('人', planLimits.people, 'people');
    case '月份':
      return amount('月', 12, 'month');
    case '天数':
      return amount('天', planLimits.days, 'days');
    case '费用':
      return amount('元', planLimits.yuan, 'yuanPerPersonDay');
    case '名称': {
      const theme = words(planLimits.themeLetters);
      return { set: { theme }, changed: changed(item.theme, theme) };
    }
    case '依据': {
      const need = words(planLimits.needLetters);
      return { set: { need }, changed: changed(item.need, need) };
    }
    case '承接需求': {
      const needTopics = /^(无|空|不填)$/u.test(typed.trim()) ? [] : readTopics(typed).slice(0, planLimits.tags);
      const said = (topics: readonly string[]) => (topics.length === 0 ? '按主题和依据对应' : topics.join('、'));
      const isNone = needTopics.length === 0;
      return {
        set: isNone ? {} : { needTopics },
        ...(isNone ? { unset: ['needTopics'] } : {}),
        changed: changed(said(item.needTopics ?? []), said(needTopics)),
      };
    }
    case '主题': {
      const topicTags = topicTagsOf(typed, item.theme);
      return { set: { topicTags }, changed: changed(item.topicTags.join('、'), topicTags.join('、')) };
    }
    case '对象': {
      const audience = readAudience(typed);
      if (audience === undefined) throw unreadable(field, audienceHint);
      const { rankLevels, group } = audience;
      const set = { rankLevels: [...rankLevels], ...(group === undefined ? {} : { group }) };
      return {
        set,
        ...(group === undefined ? { unset: ['group'] } : {}),
        changed: changed(audienceLabel(item), audienceLabel(audience)),
      };
    }
    case '类别': {
      const { classKinds } = rules.curriculum;
      const classKind = kindNamed(typed, rules.curriculum);
      if (classKind === undefined)
        throw unreadable(
          field,
          Object.values(classKinds)
            .map(({ name }) => name)
            .join('、'),
        );
      const nameOf = (key: string) => classKinds[key]?.name ?? '';
      return { set: { classKind }, changed: changed(nameOf(item.classKind), nameOf(classKind)) };
    }
  }
}

function unreadable(field: PlanField, hint: string): RuleError {
  return new RuleError('plan.unreadable', { field, hint });
}
