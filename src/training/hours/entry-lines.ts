import { formatCreditHours, formatDays } from '../../calendar/beijing-time.ts';
import { effective, type HourEntryRow, lastOf } from './hour-entries.ts';

const kinds = { group: '脱产', online: '网络' } as const;

/** From more online courses on, one's own page has their sum alone. */
const mostCourses = 5;

/** `1. 脱产　2026年中青班（县委党校）　3月16日至3月27日　60学时、10天` */
export function entryLines(all: readonly HourEntryRow[], opening: number, which: 'brief' | 'all'): string[] {
  const entries = entered(all);
  const counting = effective(all);
  const standing = new Set(counting.map(({ _id }) => _id));
  const courses = counting.filter(({ source }) => source === 'academy');
  const isBrief = which === 'brief' && entries.filter(({ source }) => source === 'academy').length > mostCourses;
  return [
    ...(opening === 0 ? [] : [`信息库原有：${formatCreditHours(opening)}`]),
    ...(entries.length === 0 && opening === 0 ? ['暂无学时记录。'] : []),
    ...entries.flatMap((each, index) =>
      isBrief && each.source === 'academy'
        ? []
        : [`${index + 1}. ${entryText(each)}${standing.has(each._id) ? '' : whyNot(each, all)}`],
    ),
    ...(isBrief ? [coursesText(courses)] : []),
  ];
}

/** `网络课程 37 门（平台报送）　38.5学时。回复“学时明细”可逐条查看。` */
function coursesText(courses: readonly HourEntryRow[]): string {
  if (courses.length === 0) return '网络课程（平台报送）已全部冲销。回复“学时明细”可逐条查看。';
  const minutes = courses.reduce((sum, each) => sum + each.minutes, 0);
  return `网络课程 ${courses.length} 门（平台报送）　${formatCreditHours(minutes)}。回复“学时明细”可逐条查看。`;
}

/** Why an entry does not count: it is double, or was taken back. */
function whyNot(entry: HourEntryRow, all: readonly HourEntryRow[]): string {
  const instead = lastOf(all, entry).countsInstead;
  const counts = all.find(({ _id }) => _id === instead);
  return counts === undefined ? '（已冲销）' : `（重复，按“${counts.title}”计）`;
}

/** The entries without those that take others back, as they are numbered. */
export function entered(entries: readonly HourEntryRow[]): HourEntryRow[] {
  return entries.filter(({ reverses }) => reverses === undefined);
}

/** What an entry is, in one line. */
export function entryText({ kind, source, title, organiser, fromOn, toOn, minutes, halfDays }: HourEntryRow): string {
  const by = organiser === '' ? '' : `（${organiser}）`;
  const days = halfDays === 0 ? '' : `、${halfDays / 2}天`;
  return `${kinds[kind]}　${title}${by}　${formatDays(fromOn, toOn)}　${formatCreditHours(minutes)}${days}${source === 'academy' ? '（平台报送）' : ''}`;
}
