import type { Context } from '../../src/bot/context.ts';
import { formatClock } from '../../src/calendar/beijing-time.ts';
import type { Clash } from '../../src/training/class/clashes.ts';
import type { Session } from '../../src/training/class/session.ts';
import { sessionName } from '../../src/training/class/timetable.ts';
import { hoursFaults, siteFaults, siteOf } from '../../src/training/field-sites/field-site.ts';

/** What stands against lessons at field sites: closed days, seasons, hours, more trainees than a site takes. For somebody to look at. */
export async function siteFaultsOf(ctx: Context, classId: string, lessons: readonly Session[]): Promise<Clash[]> {
  const inField = lessons.filter(({ method, place }) => method === 'fieldTeaching' && place !== '');
  if (inField.length === 0) return [];
  const sites = await ctx.store.fieldSites.all();
  const people = (await ctx.store.enrollments.traineesOf(classId)).length;
  return inField.flatMap((session) => {
    const site = siteOf(session, sites);
    if (site === undefined) return [];
    const { dateOn, startsAt, endsAt } = session;
    const faults = [
      ...siteFaults(site, dateOn, people),
      ...hoursFaults(site, formatClock(startsAt), formatClock(endsAt)),
    ];
    return faults.map((sentence) => ({ blocking: false, sentence: `${sessionName(session)}：${sentence}` }));
  });
}
