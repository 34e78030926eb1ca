import { addDays, addMonths, beijingDateOf, beijingTime } from '../calendar/beijing-time.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import { UnitTree } from '../county/unit-tree.ts';
import type { ExchangeNoteRow } from '../training/exchange/exchange-notes.ts';
import type { ExchangePairRow } from '../training/exchange/exchange-pairs.ts';
import { mentorIn } from '../training/exchange/mentor.ts';
import { pairPerson } from '../training/exchange/pair-facts.ts';
import { proposePairs } from '../training/exchange/pairing.ts';
import type { RulePack } from '../training/rule-pack.ts';

/** The county unit whose people change places with those of a town. */
const OFFICE = '县财政局';

const LINES = ['随导师走访农户，学习矛盾调解', '参加项目调度会，熟悉办理流程', '整理台账，向导师请教'];

/** One pair that takes place now, paired by the rules, with some lines in its log. */
export function makeDemoExchange(
  { units, cadres }: { units: readonly UnitRecord[]; cadres: readonly CadreRecord[] },
  now: Date,
  { exchange }: Pick<RulePack, 'exchange'>,
): { pairs: ExchangePairRow[]; notes: ExchangeNoteRow[] } {
  const tree = new UnitTree(units.map(({ id, ...unit }) => ({ _id: id, ...unit })));
  const todayOn = beijingDateOf(now);
  const office = units.find(({ name }) => name === OFFICE);
  const town = units.find(({ kind }) => kind === 'town');
  const rows = cadres
    .filter(({ unitId, roles }) => (unitId === office?.id || unitId === town?.id) && roles.length === 0)
    .map(({ id, ...cadre }) => ({ _id: id, ...cadre }));
  const people = rows.map((row) => pairPerson(row, tree, todayOn));
  const [made] = proposePairs(people, exchange, (one, other) => one === other, 1).pairs;
  if (made === undefined) return { pairs: [], notes: [] };
  const { kind, one, other, reasons } = made;
  const away = new Set([one.cadreId, other.cadreId]);
  const side = (going: typeof one, host: typeof one) => {
    const of = { people: rows.filter(({ unitId }) => unitId === host.unitId), headId: tree.unit(host.unitId)?.headId };
    const mentorId = mentorIn({ ...of, guided: new Map(), away });
    const common = { cadreId: going.cadreId, unitId: going.unitId, hostUnitId: host.unitId };
    return mentorId === undefined ? common : { ...common, mentorId };
  };
  const fromOn = addDays(todayOn, -4);
  const by = cadres.find(({ roles }) => roles.includes('orgDept'))?.id ?? '';
  const madeAt = beijingTime(addDays(todayOn, -14), '09:00');
  const year = todayOn.slice(0, 4);
  const byUpdate = 'demo-exchange';
  const pair: ExchangePairRow = {
    ...{ _id: `G${year}-1`, year, number: 1, kind, reasons, fromOn, toOn: addMonths(fromOn, 2), state: 'agreed' },
    ...{
      sides: [side(one, other), side(other, one)],
      ratings: [],
      answerBy: beijingTime(addDays(todayOn, -9), '17:30'),
    },
    answers: [one, other].map(({ unitId }) => ({ unitId, agrees: true, by: tree.unit(unitId)?.headId ?? '' })),
    ...{ proposal: byUpdate, madeBy: by, madeAt, byUpdate, steps: 1 },
    history: [{ act: 'propose', by, byUpdate, at: madeAt }],
  };
  return { pairs: [pair], notes: notesOf(pair, todayOn) };
}

/** A line of each of the two for every working day before today. */
function notesOf({ _id: pairId, sides, fromOn }: ExchangePairRow, todayOn: string): ExchangeNoteRow[] {
  const days = [0, 1, 2, 3].map((days) => addDays(fromOn, days)).filter((day) => isWorkingDay(day) && day < todayOn);
  return days.flatMap((dateOn, at) =>
    sides.map(({ cadreId }): ExchangeNoteRow => {
      const words = LINES[at % LINES.length] ?? '';
      const writing = { words, by: cadreId, byUpdate: `demo-exchange:${dateOn}`, at: beijingTime(dateOn, '17:00') };
      const id = { _id: `${pairId}:${cadreId}:day:${dateOn}`, pairId, cadreId, kind: 'day', dateOn } as const;
      return { ...id, words, writings: [writing], at: writing.at };
    }),
  );
}
