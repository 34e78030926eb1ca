import { formatDuration } from '../../calendar/beijing-time.ts';
import { type FieldSite, siteFaults } from './field-site.ts';
import type { FieldSiteRules } from './site-rules.ts';

/** One stop of a planned route; times are minutes of the day. */
interface RouteStop<Site extends FieldSite = FieldSite> {
  site: Site;
  travelMinutes: number;
  /** Before it opens. */
  waitMinutes: number;
  from: number;
  to: number;
}

export interface RoutePlan<Site extends FieldSite = FieldSite> {
  /** In the order in which they are visited; empty when no order is possible. */
  stops: readonly RouteStop<Site>[];
  /** The least that all of them take at a time. */
  capacity: number;
  /** Why this order, or why none. */
  reasons: readonly string[];
}

/** More sites than this are no day's route; every order of so many is tried. */
const mostStops = 7;

/**
 * Plans a day over field sites: every order is tried, and of those in which each site is reached and left within its hours the one that ends
 * earliest is taken; of these the one with the least travel, then the one that keeps to the order given.
 *
 * @param people - how many come along
 */
export function planRoute<Site extends FieldSite>(
  sites: readonly Site[],
  { dateOn, people }: { dateOn: string; people: number },
  rules: FieldSiteRules,
): RoutePlan<Site> {
  const capacity = sites.length === 0 ? 0 : Math.min(...sites.map((site) => site.capacity));
  const none = (reasons: readonly string[]): RoutePlan<Site> => ({ stops: [], capacity, reasons });
  const faults = sites.flatMap((site) => siteFaults(site, dateOn, people));
  if (faults.length > 0) return none(faults);
  if (sites.length > mostStops) return none([`一天最多安排 ${mostStops} 个教学点。`]);
  let best: readonly RouteStop<Site>[] | undefined;
  let possible = 0;
  let tried = 0;
  for (const order of orders(sites)) {
    tried += 1;
    const stops = visited(order, rules);
    if (stops === undefined) continue;
    possible += 1;
    if (best === undefined || isBetter(stops, best)) best = stops;
  }
  if (best === undefined || best.length === 0) return none(whyNone(sites, rules));
  return { stops: best, capacity, reasons: whyThis(best, tried, possible) };
}

/** The stops of one order; absent where a site cannot be visited within its hours, or the day ends before. */
function visited<Site extends FieldSite>(order: readonly Site[], rules: FieldSiteRules): RouteStop<Site>[] | undefined {
  const stops: RouteStop<Site>[] = [];
  let now = minutesOf(rules.dayFrom);
  for (const site of order) {
    const before = stops.at(-1)?.site;
    const travelMinutes = before === undefined ? 0 : travel(before, site, rules);
    const from = Math.max(now + travelMinutes, minutesOf(site.opensAt));
    const to = from + site.visitMinutes;
    if (to > minutesOf(site.closesAt) || to > minutesOf(rules.dayTo)) return undefined;
    stops.push({ site, travelMinutes, waitMinutes: from - now - travelMinutes, from, to });
    now = to;
  }
  return stops;
}

function isBetter(one: readonly RouteStop[], other: readonly RouteStop[]): boolean {
  const end = (stops: readonly RouteStop[]) => stops.at(-1)?.to ?? 0;
  const onRoad = (stops: readonly RouteStop[]) => stops.reduce((sum, { travelMinutes }) => sum + travelMinutes, 0);
  return end(one) < end(other) || (end(one) === end(other) && onRoad(one) < onRoad(other));
}

/** Minutes on the road between two sites: the straight line, longer by the detour, at the county's speed; in steps of five, upwards. */
export function travel(one: FieldSite, other: FieldSite, rules: FieldSiteRules): number {
  const km = distanceKm(one, other);
  if (km === undefined) return rules.unknownTravelMinutes;
  return Math.ceil((km * rules.detourTenths * 6) / rules.kmPerHour / 5) * 5;
}

function distanceKm(one: FieldSite, other: FieldSite): number | undefined {
  const [a, b, c, d] = [one.longitude, one.latitude, other.longitude, other.latitude];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const half = Math.sin(rad(d - b) / 2) ** 2 + Math.cos(rad(b)) * Math.cos(rad(d)) * Math.sin(rad(c - a) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Every order, the given one first. */
function* orders<Item>(items: readonly Item[]): Generator<Item[]> {
  if (items.length < 2) {
    yield [...items];
    return;
  }
  for (const [index, first] of items.entries())
    for (const rest of orders([...items.slice(0, index), ...items.slice(index + 1)])) yield [first, ...rest];
}

function whyThis(stops: readonly RouteStop[], tried: number, possible: number): string[] {
  const onRoad = stops.reduce((sum, { travelMinutes }) => sum + travelMinutes, 0);
  const waits = stops.filter(({ waitMinutes }) => waitMinutes > 0);
  const closing = [...stops].sort((a, b) => minutesOf(a.site.closesAt) - minutesOf(b.site.closesAt))[0];
  const isFirst = closing !== undefined && stops[0] === closing && stops.length > 1 && closing.site.closesAt < '17:00';
  return [
    tried === 1
      ? '只有一个教学点。'
      : `共比较 ${tried} 种顺序，其中 ${possible} 种能在开放时间内走完，这一种结束最早，路上 ${formatDuration(onRoad)}。`,
    ...(isFirst ? [`先到${closing.site.name}：${closing.site.closesAt}停止接待，关门最早。`] : []),
    ...waits.map(({ site, waitMinutes }) => `${site.name}${site.opensAt}开放，需等候 ${formatDuration(waitMinutes)}。`),
  ];
}

function whyNone(sites: readonly FieldSite[], rules: FieldSiteRules): string[] {
  const alone = sites.filter((site) => visited([site], rules) === undefined);
  return alone.length > 0
    ? alone.map(
        ({ name, opensAt, closesAt, visitMinutes }) =>
          `${name}开放${opensAt}—${closesAt}，不够参观 ${formatDuration(visitMinutes)}。`,
      )
    : [`没有一种顺序能在开放时间内走完，且在${rules.dayTo}前结束。请减少教学点，或分两天安排。`];
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
