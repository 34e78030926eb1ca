import { createHash } from 'node:crypto';
import { comparable } from '../../chat/plain-text.ts';
import { spelled } from '../../county/spelling.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { once } from '../../store/once.ts';
import { type FieldsOf, list, number, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { FieldSite, SiteEntry } from './field-site.ts';

/** Who changed the record of a site, by which update, and what. */
interface SiteChange {
  by: string;
  byUpdate: string;
  enteredAt: Date;
  what: string;
  /** For taking it back: the fields as they were; `gone` are those that it did not have. */
  former?: Partial<FieldSite>;
  gone?: readonly string[];
}

const siteFields = {
  name: text,
  town: text,
  type: text,
  colour: text,
  theme: text,
  courses: texts,
  guide: text,
  phone: text,
  capacity: number,
  opensAt: text,
  closesAt: text,
  closedWeekdays: texts,
  seasonFrom: text,
  seasonTo: text,
  visitMinutes: number,
  leadDays: number,
  longitude: optional(number),
  latitude: optional(number),
  access: text,
  cost: text,
  safety: text,
  badWeather: optional(text),
  filedBy: text,
  validToOn: text,
  state: oneOf<FieldSite['state']>(),
} satisfies FieldsOf<FieldSite>;

const fieldSites = rows(
  'fieldSites',
  {
    ...siteFields,
    pinyin: text,
    initials: text,
    /** Oldest first. */
    changes: list<SiteChange>(),
  },
  [{ keys: { state: 1 }, usedBy: 'all' }],
);

/** A field site of the county. The id follows from its name. */
export type FieldSiteRow = RowOf<typeof fieldSites>;

const studyRoutes = rows(
  'studyRoutes',
  {
    name: text,
    colour: text,
    /** In the order in which they are visited. */
    siteIds: texts,
    /** What was said of the order when it was kept. */
    reasons: texts,
    state: oneOf<'active' | 'paused'>(),
    /** Oldest first. */
    changes: list<SiteChange>(),
  },
  [{ keys: { state: 1 }, usedBy: 'routes' }],
);

/** A study route (研学线路): field sites in their order. The id follows from its name. */
export type StudyRouteRow = RowOf<typeof studyRoutes>;

/** Whether this update changed the site. */
export function isSiteChangedBy(row: FieldSiteRow | null, updateId: string): boolean {
  return isNoted(row, 'changes.byUpdate', updateId);
}

type Entry = Pick<SiteChange, 'by' | 'byUpdate' | 'enteredAt'>;
const states = among(['active', 'paused'] as const);

export class FieldSiteStore {
  readonly #sites: Collection<FieldSiteRow>;
  readonly #routes: Collection<StudyRouteRow>;

  constructor(database: Database) {
    this.#sites = database.of(fieldSites);
    this.#routes = database.of(studyRoutes);
  }

  /** All of them, by name; a county has some dozens. */
  async all(): Promise<FieldSiteRow[]> {
    const found = await this.#sites.find({ state: states });
    return found.sort((a, b) => a.name.localeCompare(b.name, 'zh'));
  }

  /** Enters sites; those that are there become what the sheet says. The same update does it once. */
  async put(list: readonly SiteEntry[], entry: Entry, what: string): Promise<void> {
    for (const site of list) {
      const _id = idOf(site.name);
      if (
        await this.#sites.insertNew({
          _id,
          state: 'active',
          ...site,
          ...spelled(site.name),
          changes: [{ ...entry, what }],
        })
      )
        continue;
      await once(this.#sites, _id, 'changes.byUpdate', entry.byUpdate, (present) => {
        const change = { ...entry, what, ...before(present, Object.keys(site)) };
        return { given: {}, change: { $set: { ...site }, $push: { changes: change } } };
      });
    }
  }

  byId(id: string) {
    return this.#sites.byId(id);
  }

  /** Changes one site, once. @param unset - fields it has no longer @returns the row as it is now; `isSiteChangedBy` tells whether this update changed it */
  change(
    id: string,
    set: Partial<FieldSite>,
    unset: readonly string[],
    entry: Entry & { what: string },
  ): Promise<FieldSiteRow | null> {
    return once(this.#sites, id, 'changes.byUpdate', entry.byUpdate, (present) => {
      const { former, gone } = before(present, [...Object.keys(set), ...unset]);
      const $unset = Object.fromEntries(unset.map((name) => [name, 1 as const]));
      return {
        given: {},
        change: {
          $set: set,
          ...(unset.length === 0 ? {} : { $unset }),
          $push: { changes: { ...entry, former, gone } },
        },
      };
    });
  }

  /** Takes a site out again that was entered by mistake. */
  async remove(id: string): Promise<void> {
    await this.#sites.deleteMany({ _id: id });
  }

  async routes(): Promise<StudyRouteRow[]> {
    const found = await this.#routes.find({ state: states });
    return found.sort((a, b) => a.name.localeCompare(b.name, 'zh'));
  }

  /** Keeps a route under its name, in place of what it was before. The same update does it once. */
  async keepRoute(
    route: Pick<StudyRouteRow, 'name' | 'colour' | 'siteIds' | 'reasons'>,
    entry: Entry & { what: string },
  ) {
    const _id = idOf(route.name);
    if (await this.#routes.insertNew({ _id, ...route, state: 'active', changes: [entry] })) return;
    await once(this.#routes, _id, 'changes.byUpdate', entry.byUpdate, () => ({
      given: {},
      change: { $set: { ...route, state: 'active' as const }, $push: { changes: entry } },
    }));
  }

  /** Takes a route out of use. @returns whether there is one of this name */
  async pauseRoute(name: string, entry: Entry & { what: string }): Promise<boolean> {
    const changed = await once(this.#routes, idOf(name), 'changes.byUpdate', entry.byUpdate, () => ({
      given: {},
      change: { $set: { state: 'paused' as const }, $push: { changes: entry } },
    }));
    return changed !== null;
  }
}

/** How these fields of a site are before a change. */
function before(present: FieldSiteRow, names: readonly string[]): { former: Partial<FieldSite>; gone: string[] } {
  const held: Readonly<Record<string, unknown>> = { ...present };
  const had = names.filter((name) => held[name] !== undefined);
  return {
    former: Object.fromEntries(had.map((name) => [name, held[name]])),
    gone: names.filter((name) => held[name] === undefined),
  };
}

function idOf(name: string): string {
  return createHash('sha256').update(comparable(name)).digest('hex').slice(0, 16);
}
