import { allRefusals, sentenceOf } from '../bot/refusals.ts';
import { RuleError } from '../errors.ts';
import type { Section } from './section.ts';

/** A value for everything that a sentence of refusal may name. */
const facts: Readonly<Record<string, string | number>> = {
  instead: '“/撤回 2026-01-T1”',
  name: '张三',
  names: '张三、李四',
  who: '县委组织部',
  classId: '2026-01',
  noticeId: '2026-01-T1',
  number: 3,
  count: 2,
  suggestion: 'Y2026-1',
  state: '已确认参加',
  least: 4,
  most: 200,
  noticeWorkingDays: 5,
  earliest: '3月23日 周一',
  dateOn: '2026-03-16',
  day: '3月21日 周六',
  moment: '3月16日 周一 16:20',
  title: '党章党规党纪专题',
  endsAt: '3月27日 周五 17:30',
  from: '良好',
  to: '优秀',
  role: '考评工作小组',
  choices: '提问、发言',
  item: '课堂互动',
  items: '职务、层级',
  why: '没有13月',
  mostDays: 90,
  step: '提问',
  part: '成果评阅',
  maxPoints: 15,
  text: '下周一',
  given: '9',
  example: 'A BD C',
  last: 'F',
  scope: '乡镇街道',
  survey: 'D2026-1',
  mostCharacters: 200,
  where: 'callUp.order',
  what: '缺少',
  limit: 20_000,
  limitMb: 5,
  megabytes: 8,
  extension: 'xlsx',
  row: 3,
  known: '干部名册应有“姓名”“单位”等列。',
  found: '甲、乙',
  sheets: '名册、说明',
  word: '聚会',
  unit: '县委党校',
  changes: '取消：3月18日 周三 08:30“招商引资实务”',
  kind: '业务培训班',
  kinds: '主体班、专题培训班',
  typed: '2026-3',
  faults: '综合定额每人每天 600 元，超过三类培训的上限 550 元。',
  unknown: 'secret',
  missing: 'items',
  usable: '{year}年份、{items}各项',
  year: 2026,
  month: 3,
  field: '人数',
  hint: '不超过 2000 的整数，如 3',
  nearest: '2026-03',
};

const planFacts = Object.fromEntries(
  ['not-so', 'frozen', 'has-class', 'same-twice', 'not-merged', 'needs-reason', 'changed-meanwhile'].map((code) => [
    `plan.${code}`,
    { number: 'J2026-1', state: '已批准' },
  ]),
);

/** What differs for some codes, so that their sentences make sense. */
const factsOf: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  'record.unknown': { what: '意见建议', number: 'Y2026-9' },
  ...planFacts,
  'recall.unknown': { number: '2026-01-T9' },
  'recall.done': { number: '2026-01-T1' },
  'recall.not-sent': { number: '2026-01-T1' },
  'person.ambiguous': { choices: '张三（县财政局）：c1\n张三（城关镇）：c2' },
  'class.same': { name: '李老师' },
  'class.number-as-name': { name: '2027-04' },
  'class.other-kind': { name: '科级干部任职培训班' },
  'grade.change-too-far': { from: '合格', to: '优秀' },
  'leave.nothing-to-correct': { to: '同意' },
  'survey.unknown-option': { given: '9', most: 5 },
  'survey.too-many-choices': { most: 3 },
  'import.too-many-columns': { limit: 200 },
};

/** What is said when a rule says no, by its code. */
export const refusalSection: Section = {
  place: 'refusals.ts of every capability (src/bot/refusals.ts puts them together)',
  sentences: Object.keys(allRefusals).map((code) => ({
    name: code,
    text: sentenceOf(new RuleError(code, { ...facts, ...factsOf[code] })),
  })),
};
