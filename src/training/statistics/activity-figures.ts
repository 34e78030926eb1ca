import { formatDate, formatDays } from '../../calendar/beijing-time.ts';
import type { CadreStore } from '../../county/cadres.ts';
import type { UnitStore } from '../../county/units.ts';
import type { ActivityRow, ActivityStore } from '../activities/activities.ts';
import { isHeld } from '../activities/activity.ts';
import type { ActivityKind } from '../activities/activity-rules.ts';
import type { ClassStore } from '../class/class-store.ts';
import type { ExchangePairRow, ExchangePairStore } from '../exchange/exchange-pairs.ts';
import { ofHeldClasses } from '../exchange/held-class.ts';
import { countFigure, type Figure } from './figure.ts';
import { isWithinPeriod, type Period, yearsOf } from './period.ts';

export interface ActivityFigureStores {
  activities: Pick<ActivityStore, 'ofYear'>;
  exchangePairs: Pick<ExchangePairStore, 'ofYear'>;
  classes: Pick<ClassStore, 'byId'>;
  cadres: Pick<CadreStore, 'many'>;
  units: Pick<UnitStore, 'all'>;
}

/** What is made at the end of a year may be held in the next. */
const yearsMadeIn = ({ fromYear, toYear }: Period) => yearsOf({ fromYear: String(Number(fromYear) - 1), toYear });

/** 学员论坛、好书共读、小组讨论 that were held. */
export async function activityFigures(store: ActivityFigureStores, period: Period): Promise<Figure[]> {
  const made = await Promise.all(yearsMadeIn(period).map((year) => store.activities.ofYear(year)));
  const held = made.flat().filter((row): row is ActivityRow & { dateOn: string } => {
    return isHeld(row, period.toOn) && row.dateOn !== undefined && isWithinPeriod(row.dateOn, period);
  });
  const ofKind = (kind: ActivityKind) =>
    held
      .filter((row) => row.kind === kind)
      .map(({ _id, dateOn, title, classId, place, speakers }) => ({
        on: dateOn,
        row: [_id, formatDate(dateOn), title, classId, place, speakers.length],
      }));
  const columns = ACTIVITY_COLUMNS;
  return [
    countFigure('forums', ofKind('traineeForum'), period, { columns }),
    countFigure('bookSessions', ofKind('bookSharing'), period, { columns }),
    countFigure('discussions', ofKind('groupDiscussion'), period, { columns }),
  ];
}

/** 双向跟班学习 that began in the period: two person-times a pair. */
export async function shadowingFigure(store: ActivityFigureStores, period: Period): Promise<Figure> {
  const made = (await Promise.all(yearsMadeIn(period).map((year) => store.exchangePairs.ofYear(year)))).flat();
  const agreed = made.filter(({ state, fromOn }) => state === 'agreed' && isWithinPeriod(fromOn, period));
  const pairs = await ofHeldClasses(store, agreed);
  const [people, units] = await Promise.all([store.cadres.many(idsOf(pairs)), store.units.all()]);
  const names = new Map([...people, ...units].map(({ _id, name }) => [_id, name]));
  const counted = pairs.flatMap(({ _id, fromOn, toOn, sides }) =>
    sides.map(({ cadreId, unitId, hostUnitId }) => ({
      ...{ on: fromOn, cadreId },
      row: [
        ...[names.get(cadreId) ?? '', names.get(unitId) ?? '', names.get(hostUnitId) ?? ''],
        ...[`${fromOn.slice(0, 4)}年${formatDays(fromOn, toOn)}`, _id],
      ],
    })),
  );
  return countFigure('shadowing', counted, period, { columns: SHADOWING_COLUMNS, namesPeople: true });
}

const idsOf = (pairs: readonly ExchangePairRow[]) => [
  ...new Set(pairs.flatMap(({ sides }) => sides.map(({ cadreId }) => cadreId))),
];

const ACTIVITY_COLUMNS = [
  { header: '编号', width: 12 },
  { header: '日期', width: 16 },
  { header: '主题', width: 36 },
  { header: '班号', width: 12 },
  { header: '地点', width: 20 },
  { header: '发言人数', width: 10 },
];
const SHADOWING_COLUMNS = [
  { header: '姓名', width: 12 },
  { header: '单位', width: 26 },
  { header: '跟班单位', width: 26 },
  { header: '时间', width: 24 },
  { header: '编号', width: 12 },
];
