import { typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';

/** What the school has to know of somebody who comes to a class, and what it gives them. */
export interface ArrivalFacts {
  lodging?: 'stays' | 'home';
  meals?: 'usual' | 'halal' | 'none';
  /** The number of the car they come with; `无` for none. */
  plate?: string;
  room?: string;
  seat?: string;
}

export const NO_CAR = '无';

export const lodgingLabels = { stays: '住宿', home: '不住宿' } as const;
export const mealsLabels = { usual: '用餐', halal: '清真用餐', none: '不用餐' } as const;

const LODGINGS: ReadonlyMap<string, ArrivalFacts['lodging']> = new Map([
  ...(['住宿', '住校', '住'] as const).map((word) => [word, 'stays'] as const),
  ...(['不住宿', '不住校', '不住', '走读'] as const).map((word) => [word, 'home'] as const),
]);
const MEALS: ReadonlyMap<string, ArrivalFacts['meals']> = new Map([
  ...(['用餐', '就餐', '普通用餐'] as const).map((word) => [word, 'usual'] as const),
  ...(['清真', '清真用餐', '清真餐'] as const).map((word) => [word, 'halal'] as const),
  ...(['不用餐', '不就餐'] as const).map((word) => [word, 'none'] as const),
]);
const NO_CAR_WORDS: readonly string[] = ['不开车', '无车', '不自驾', '无'];
const MOST_LETTERS = 12;

export function readLodging(word: string): ArrivalFacts['lodging'] {
  return LODGINGS.get(word);
}

export function readMeals(word: string): ArrivalFacts['meals'] {
  return MEALS.get(word);
}

/** A plate as it is kept: `川A·d1234` is `川AD1234`. @returns `undefined` for what is none */
export function readPlate(typed: string): string | undefined {
  if (NO_CAR_WORDS.includes(typed)) return NO_CAR;
  const plate = typed.replace(/[·.\-\s]/gu, '').toUpperCase();
  return /^\p{Script=Han}[A-Z][A-Z0-9]{4,6}\p{Script=Han}?$/u.test(plate) ? plate : undefined;
}

/** The number of a room or seat; `undefined` when it is too long or empty. */
function readPlace(typed: string): string | undefined {
  return typed === '' || [...typed].length > MOST_LETTERS ? undefined : typed.toUpperCase();
}

/**
 * What some short words say: `房间302 座位A5 不住宿 清真 车牌川A12345`.
 * `已报到` and `未报到` say whether somebody is there.
 * @throws RuleError `arrival.unreadable` with the word that nobody knows, or empty where nothing is said
 */
export function readArrival(said: string): { set: ArrivalFacts; arrived?: boolean } {
  const joined = said.replace(/(房间|房号|座位|座号|车牌号?)[：:\s]+/gu, '$1');
  const words = joined.split(/[\s、，,；;。]+/u).filter((word) => word !== '');
  if (words.length === 0) throw new RuleError('arrival.unreadable', { word: '' });
  const set: ArrivalFacts = {};
  let arrived: boolean | undefined;
  for (const each of words.map(typedWord))
    if (/^[已未]报到$/u.test(each)) arrived = each === '已报到';
    else Object.assign(set, wordOf(each));
  return arrived === undefined ? { set } : { set, arrived };
}

function wordOf(word: string): ArrivalFacts {
  const lodging = readLodging(word);
  if (lodging !== undefined) return { lodging };
  const meals = readMeals(word);
  if (meals !== undefined) return { meals };
  const room = /^(?:房间|房号)(.+)$/u.exec(word)?.[1];
  const roomNumber = readPlace(room ?? '');
  if (roomNumber !== undefined) return { room: roomNumber };
  const seat = /^(?:座位|座号)(.+)$/u.exec(word)?.[1];
  const seatNumber = readPlace(seat ?? '');
  if (seatNumber !== undefined) return { seat: seatNumber };
  const plate = readPlate(/^车牌号?(.+)$/u.exec(word)?.[1] ?? word);
  if (plate !== undefined) return { plate };
  throw new RuleError('arrival.unreadable', { word });
}

/** In a few words, without names: `住宿，用餐，车牌川A12345，房间302，座位A5`. */
export function arrivalInWords({ lodging, meals, plate, room, seat }: ArrivalFacts): string {
  return [
    ...(lodging === undefined ? [] : [lodgingLabels[lodging]]),
    ...(meals === undefined ? [] : [mealsLabels[meals]]),
    ...(plate === undefined ? [] : [plate === NO_CAR ? '不开车' : `车牌${plate}`]),
    ...(room === undefined ? [] : [`房间${room}`]),
    ...(seat === undefined ? [] : [`座位${seat}`]),
  ].join('，');
}

/** Figures of those who come, for kitchen, rooms and gate. */
export interface ArrivalTotals {
  people: number;
  arrived: number;
  stays: number;
  meals: number;
  halal: number;
  cars: number;
  /** Who has said nothing. */
  unknown: number;
}

export function arrivalTotals(people: readonly { facts: ArrivalFacts; hasArrived: boolean }[]): ArrivalTotals {
  const count = (isMeant: (facts: ArrivalFacts) => boolean) => people.filter(({ facts }) => isMeant(facts)).length;
  return {
    people: people.length,
    arrived: people.filter(({ hasArrived }) => hasArrived).length,
    stays: count(({ lodging }) => lodging === 'stays'),
    meals: count(({ meals }) => meals === 'usual' || meals === 'halal'),
    halal: count(({ meals }) => meals === 'halal'),
    cars: count(({ plate }) => plate !== undefined && plate !== NO_CAR),
    unknown: count(({ lodging, meals, plate }) => lodging === undefined && meals === undefined && plate === undefined),
  };
}

export function totalsInWords({ people, arrived, stays, meals, halal, cars, unknown }: ArrivalTotals): string[] {
  return [
    `应报到 ${people} 人：已报到 ${arrived} 人，未报到 ${people - arrived} 人。`,
    `住宿 ${stays} 人，用餐 ${meals} 人${halal === 0 ? '' : `（清真 ${halal} 人）`}，自驾 ${cars} 辆，未登记 ${unknown} 人。`,
  ];
}
