import { isSameNeed, type NeedItem } from './need-item.ts';
import { addedPeople, type PeopleByLevel, peopleTotal } from './people-by-level.ts';
import type { UnitReportRow } from './unit-reports.ts';

/** One topic over all reports. */
interface TopicTotal {
  topic: string;
  /** How many units named it. */
  units: number;
  people: PeopleByLevel;
}

/** How far a round is, and what was reported. */
export interface ReportTotals {
  units: number;
  filed: number;
  /** Of those that answered: who needs nothing. */
  nothing: number;
  waiting: readonly UnitReportRow[];
  people: PeopleByLevel;
  /** The most wanted first: by people, then units, then name; the same in whatever order the reports come. */
  topics: readonly TopicTotal[];
}

export function reportTotals(reports: readonly UnitReportRow[]): ReportTotals {
  const inOrder = [...reports].sort((a, b) => (a._id < b._id ? -1 : 1));
  const filed = inOrder.filter(({ state }) => state === 'filed');
  const items = filed.flatMap((report) => report.items);
  return {
    units: inOrder.length,
    filed: filed.length,
    nothing: inOrder.filter(({ state }) => state === 'none').length,
    waiting: inOrder.filter(({ state }) => state === 'waiting'),
    people: addedPeople(items.map(({ people }) => people)),
    topics: topicTotals(items),
  };
}

/** Each topic once, under the name it was first reported by. */
function topicTotals(items: readonly NeedItem[]): TopicTotal[] {
  const groups: NeedItem[][] = [];
  for (const item of items) {
    const group = groups.find(([first]) => first !== undefined && isSameNeed(first, item));
    if (group === undefined) groups.push([item]);
    else group.push(item);
  }
  return groups
    .map((group) => ({
      topic: group[0]?.topic ?? '',
      units: group.length,
      people: addedPeople(group.map(({ people }) => people)),
    }))
    .sort(
      (a, b) =>
        peopleTotal(b.people) - peopleTotal(a.people) ||
        b.units - a.units ||
        (a.topic < b.topic ? -1 : Number(a.topic > b.topic)),
    );
}
