import { formatDate, formatDay, weekdayOf } from '../../calendar/beijing-time.ts';
import { comparable } from '../../chat/plain-text.ts';
import type { Session } from '../class/session.ts';

const WEEKDAYS = '日一二三四五六';

/** Where lessons are given in the field (现场教学点). */
export interface FieldSite {
  name: string;
  town: string;
  /** One of the rule pack's `siteTypes`. */
  type: string;
  /** One of the rule pack's `colours`; may be empty. */
  colour: string;
  theme: string;
  courses: readonly string[];
  guide: string;
  phone: string;
  /** How many people it takes at a time. */
  capacity: number;
  /** `HH:MM`. */
  opensAt: string;
  closesAt: string;
  /** Of 一二三四五六日. */
  closedWeekdays: readonly string[];
  /** `MM-DD`; both empty where it is open all year. */
  seasonFrom: string;
  seasonTo: string;
  visitMinutes: number;
  /** How many days ahead it has to be told. */
  leadDays: number;
  /** Degrees; absent where they are not known. */
  longitude?: number;
  latitude?: number;
  access: string;
  cost: string;
  safety: string;
  /** Where lessons go in bad weather (恶劣天气备选); absent where nothing is said. */
  badWeather?: string;
  filedBy: string;
  validToOn: string;
  state: 'active' | 'paused';
}

/** A site as a sheet enters it: without a state it stays open or closed, and a new one is open. */
export type SiteEntry = Omit<FieldSite, 'state'> & Partial<Pick<FieldSite, 'state'>>;

export const siteStateLabel = (state: FieldSite['state']) => (state === 'active' ? '可用' : '停用');

/** Why a site does not take a visit of so many people on this day; empty when it does. */
export function siteFaults(site: FieldSite, dateOn: string, people: number): string[] {
  const { name, capacity, closedWeekdays, validToOn, state } = site;
  const weekday = WEEKDAYS[weekdayOf(dateOn)] ?? '';
  return [
    ...(state === 'active' ? [] : [`${name}已停用。`]),
    ...(dateOn > validToOn ? [`${name}的备案${formatDate(validToOn)}到期。`] : []),
    ...(closedWeekdays.includes(weekday) ? [`${name}周${weekday}不开放。`] : []),
    ...(isInSeason(site, dateOn) ? [] : [`${name}${formatDay(dateOn)}不在开放季节（${seasonText(site)}）。`]),
    ...(people > capacity ? [`${name}一次最多接待 ${capacity} 人，本次 ${people} 人。`] : []),
  ];
}

/** What stands against a lesson at a site besides the day: its hours. */
export function hoursFaults({ name, opensAt, closesAt }: FieldSite, from: string, to: string): string[] {
  return from >= opensAt && to <= closesAt ? [] : [`${name}开放时间为${opensAt}—${closesAt}。`];
}

/** A season may go over the turn of the year. */
function isInSeason({ seasonFrom, seasonTo }: FieldSite, dateOn: string): boolean {
  if (seasonFrom === '' || seasonTo === '') return true;
  const day = dateOn.slice(5);
  return seasonFrom <= seasonTo ? seasonFrom <= day && day <= seasonTo : day >= seasonFrom || day <= seasonTo;
}

function seasonText({ seasonFrom, seasonTo }: FieldSite): string {
  const text = (day: string) => `${Number(day.slice(0, 2))}月${Number(day.slice(3))}日`;
  return `${text(seasonFrom)}至${text(seasonTo)}`;
}

/** The site at which a lesson is held, by what its place says. */
export function siteOf<Site extends FieldSite>(
  session: Pick<Session, 'place'>,
  sites: readonly Site[],
): Site | undefined {
  const place = comparable(session.place);
  if (place === '') return undefined;
  return (
    sites.find(({ name }) => comparable(name) === place) ?? sites.find(({ name }) => place.includes(comparable(name)))
  );
}

/** Whether a site is meant by a word: name, its letters, town, type, colour or theme. */
export function isSiteMeant(site: FieldSite & { pinyin: string; initials: string }, word: string): boolean {
  const said = comparable(word);
  const { name, town, type, colour, theme, courses, pinyin, initials } = site;
  return (
    [type, colour, initials].some((each) => comparable(each) === said) ||
    [name, town, theme, ...courses].some((each) => comparable(each).includes(said)) ||
    (/^[a-z]{2,}$/.test(said) && pinyin.startsWith(said))
  );
}
