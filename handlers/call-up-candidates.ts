import type { Context } from '../src/chat/context.ts';
import { UsageFault } from '../src/chat/router.ts';
import { addMonths } from '../src/domain/beijing-time.ts';
import type { RankLevel } from '../src/domain/cadre.ts';
import { type Busy, type CallUpChoice, type Candidate, chooseForCallUp } from '../src/domain/call-up.ts';
import { isExpected } from '../src/domain/call-up-state.ts';
import type { CallUpGroup } from '../src/domain/rule-pack.ts';
import type { ClassRow } from '../src/store/classes.ts';

/** Whom a list is drawn from, as typed behind the command. */
export interface Criteria {
  rankLevels: readonly RankLevel[];
  groups: readonly CallUpGroup[];
}

const rankLevelWords: ReadonlyMap<string, RankLevel> = new Map([
  ['县处级', 'county'],
  ['科级正职', 'townshipChief'],
  ['乡科级正职', 'townshipChief'],
  ['科级副职', 'townshipDeputy'],
  ['乡科级副职', 'townshipDeputy'],
  ['科员', 'staff'],
]);

const groupWords: ReadonlyMap<string, CallUpGroup> = new Map([
  ['新提拔', 'newlyPromoted'],
  ['学时不足', 'hoursShort'],
  ['久未培训', 'longUntrained'],
  ['关键岗位', 'keyPost'],
  ['新录用', 'newRecruit'],
  ['年轻干部', 'youngCadre'],
]);

/** @throws UsageFault naming the word that is no criterion */
export function readCriteria(words: readonly string[]): Criteria {
  const rankLevels: RankLevel[] = [];
  const groups: CallUpGroup[] = [];
  for (const word of words) {
    const level = rankLevelWords.get(word);
    const group = groupWords.get(word);
    if (level !== undefined) rankLevels.push(level);
    else if (group !== undefined) groups.push(group);
    else throw new UsageFault(`“${word}”不是可用的条件。`);
  }
  return { rankLevels, groups };
}

/** Draws the list: everyone of the information base, with what the product itself knows of their other classes. */
export async function chooseFor(
  ctx: Context,
  trainingClass: ClassRow,
  seats: number,
  criteria: Criteria,
): Promise<CallUpChoice> {
  const candidates = await candidatesFor(ctx, trainingClass);
  return chooseForCallUp(
    candidates,
    {
      className: trainingClass.name,
      opensOn: trainingClass.opensOn,
      closesOn: trainingClass.closesOn,
      topicTags: [trainingClass.topicTag],
      seats,
      reserveSeats: Math.ceil(seats / 4),
      ...criteria,
      alreadyNamed: [],
    },
    ctx.rules,
  );
}

async function candidatesFor(ctx: Context, trainingClass: ClassRow): Promise<Candidate[]> {
  const [cadres, units, others] = await Promise.all([
    ctx.store.cadres.all(),
    ctx.store.units.all(),
    ctx.store.classes.endingFrom(addMonths(trainingClass.opensOn, -12 * ctx.rules.callUp.longCourse.withinYears)),
  ]);
  const busy = await daysTaken(
    ctx,
    others.filter((each) => each._id !== trainingClass._id),
  );
  const unitById = new Map(units.map(({ _id, ...unit }) => [_id, { id: _id, ...unit }]));
  const year = trainingClass.opensOn.slice(0, 4);
  return cadres.flatMap(({ _id, ...cadre }) => {
    const unit = unitById.get(cadre.unitId);
    if (unit === undefined) return [];
    const days = busy.get(_id) ?? [];
    const calledThisYear = days.filter((each) => each.fromOn.startsWith(year)).length;
    const own = String(cadre.training.year) === year ? cadre.training.callUpsThisYear : 0;
    const training = { ...cadre.training, callUpsThisYear: own + calledThisYear };
    const courses = days.map((each) => ({ name: each.what, fromOn: each.fromOn, toOn: each.toOn }));
    return [{ cadre: { id: _id, ...cadre, training }, unit, busy: days, courses }];
  });
}

/** Other classes people are called to, by person. */
async function daysTaken(ctx: Context, classes: readonly ClassRow[]): Promise<Map<string, Busy[]>> {
  const taken = new Map<string, Busy[]>();
  for (const other of classes) {
    const rows = await ctx.store.callUps.ofClass(other._id);
    for (const row of rows.filter((each) => isExpected(each.state) || each.state === 'checkedIn')) {
      const days = { fromOn: other.opensOn, toOn: other.closesOn, what: other.name };
      taken.set(row.cadreId, [...(taken.get(row.cadreId) ?? []), days]);
    }
  }
  return taken;
}
