import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { workingInstant } from '../../src/calendar/working-days.ts';
import { contactReport, vanished } from '../../src/county/contact-news.ts';
import { contactNewsWords } from '../../src/county/contact-news-words.ts';
import { suspension } from '../../src/county/contact-standing.ts';
import type { ContactRow } from '../../src/county/contacts.ts';
import { systemAdmins } from '../../src/county/system-admins.ts';
import type { Job, JobContext } from '../job.ts';

/** For how long what was found waits for a report that could not be made. */
const waitsDays = 30;

/**
 * Tells the organisation department in one message what the comparisons of the night found on both platforms; nothing where nothing changed.
 * Who vanished everywhere is not called up from then on, and stays in the information base.
 */
export const reportContacts: Job = {
  name: 'report-contacts',
  about: contactNewsWords.about,
  schedule: { dailyAt: '04:37', onWorkingDays: true },
  usefulForMinutes: 6 * 60,
  async plan(ctx) {
    const rows = await untold(ctx);
    const [first] = rows;
    if (first === undefined) return [];
    const todayOn = beijingDateOf(ctx.now);
    const nights = { fromOn: first.newsOn ?? todayOn, untilOn: todayOn };
    const report = await contactReport(ctx.store, rows, nights, readPlatforms(ctx));
    if (report.found.length === 0) return [];
    const message = contactNewsWords.card(todayOn, report);
    const notBefore = workingInstant(ctx.now);
    const note = contactNewsWords.note(report);
    return (await receivers(ctx)).map((cadreId) => ({
      ...{ cadreId, message, notBefore, note },
      key: `contact-news:${todayOn}:${cadreId}` as const,
    }));
  },
  async preview(ctx) {
    const { cadres } = await vanished(ctx.store, await untold(ctx), readPlatforms(ctx));
    return cadres.length === 0 ? [] : [contactNewsWords.suspends(cadres.length)];
  },
  async effect(ctx) {
    const { contacts, roster } = ctx.store;
    const rows = await untold(ctx);
    const todayOn = beijingDateOf(ctx.now);
    const importId = `contacts-${todayOn}`;
    await roster.finish(importId);
    const { cadres, index } = await vanished(ctx.store, rows, readPlatforms(ctx));
    const change = cadres.flatMap((cadre) => suspension(cadre, todayOn, index));
    if (change.length > 0) await roster.apply({ importId, addUnits: [], addCadres: [], change }, { at: ctx.now });
    await contacts.told(
      rows.map(({ _id }) => _id),
      todayOn,
    );
  },
};

/** What no report has told of yet, or the one of today has, so that a repeated run says the same. */
async function untold({ store, now }: JobContext): Promise<ContactRow[]> {
  const todayOn = beijingDateOf(now);
  const found = await store.contacts.newsBetween(addDays(todayOn, -waitsDays), todayOn);
  return found.filter(({ toldOn }) => toldOn === undefined || toldOn === todayOn);
}

function readPlatforms({ directories }: JobContext) {
  return directories.map(({ platform }) => platform);
}

/** The organisation department; where nobody has its role, the system admins. */
async function receivers({ store, admins }: JobContext): Promise<string[]> {
  const staff = (await store.cadres.withRole('orgDept')).map(({ _id }) => _id);
  return staff.length > 0 ? staff : systemAdmins(store, admins);
}
