import { actorOf } from '../../src/bot/actor.ts';
import { peopleArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { cardCode } from '../../src/chat/message.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { allow } from '../../src/county/policy.ts';
import { RuleError } from '../../src/errors.ts';
import { isChangedBy } from '../../src/training/works/assignments.ts';
import { markingCardId, workMarkingWords } from '../../src/training/works/marking-words.ts';
import { waitsFor } from '../../src/training/works/work-marks.ts';
import type { WorkRow } from '../../src/training/works/works.ts';
import { endOf } from '../needs-survey/survey-deadline.ts';
import { changeOf } from './assignment-change.ts';
import { assignmentArg, type Given, refuseCancelled } from './assignment-named.ts';
import { namesOf } from './work-list.ts';

/** `/评阅人`: who reads the works of an assignment, two of them all, others where these are too far apart. */
export function markers(router: Router): void {
  router.command(
    {
      names: ['评阅人', 'markers'],
      action: 'work.give',
      right: 'found',
      args: [assignmentArg('work.give'), peopleArg('people')],
      missing: '请写明作业编号和评阅人姓名。',
      example: '/评阅人 {assignment} {twoStaff}',
      about: '指定作业评阅人，另行指定即更换',
      next: '截止后评阅人收到告知，逐份领取作品评分。',
    },
    name,
  );
}

async function name(ctx: Context, { given, people }: { given: Given; people: readonly CadreRow[] }): Promise<void> {
  const { row: before, marked } = given;
  refuseCancelled(before);
  if (people.length < marked.part.markers) throw new RuleError('work.markers-few', { least: marked.part.markers });
  await refuseUnfit(ctx, before.classId, people);
  const ids = people.map(({ _id }) => _id);
  const row = await ctx.store.assignments.act(before._id, ctx.update.id, (present) =>
    present.state === 'open'
      ? { markers: ids, change: changeOf(ctx, 'markers', present.markers.join('、'), ids.join('、')) }
      : undefined,
  );
  if (row === null || !isChangedBy(row, ctx.update.id)) return refuseCancelled(row ?? before);
  if (ctx.now >= endOf(row.closesOn)) await tellMarkers(ctx, { ...given, row });
  await ctx.reply(workMarkingWords.named(row, namesOf(ids, people), marked.part));
}

/** @throws RuleError `work.marker-unfit` */
async function refuseUnfit(ctx: Context, classId: string, people: readonly CadreRow[]): Promise<void> {
  const fits = await Promise.all(
    people.map(async (person) => {
      const actor = await actorOf(ctx.store, person, ctx.configuredAdmins, beijingDateOf(ctx.now));
      const attendsClassIds = (await ctx.store.enrollments.ofCadre(person._id)).map((each) => each.classId);
      return allow({ ...actor, attendsClassIds }, 'work.mark', { classId });
    }),
  );
  const unfit = people.filter((_, at) => fits[at] === false);
  if (unfit.length > 0)
    throw new RuleError('work.marker-unfit', { names: unfit.map((person) => person.name).join('、') });
}

/** Asks those markers to whom works wait now; whoever was asked before is not asked again. */
export async function tellMarkers(ctx: Context, { row, marked }: Given): Promise<void> {
  const works = (await ctx.store.works.of(row._id)).filter(({ state }) => state === 'handedIn');
  const waiting = row.markers.filter((markerId) =>
    works.some(({ marks, versions }) => waitsFor(marked.part, marks, versions.length, row.markers, markerId)),
  );
  const message = workMarkingWords.card(row);
  await ctx.sendAll(
    waiting.map((cadreId) => ({ cadreId, message, key: `work-marking:${row._id}:${cadreId}` as const })),
  );
}

/**
 * Asks those markers anew to whom this version waits and who had read all there was: a work came late, or was sent back and revised. Whoever
 * was never asked is asked for all works together.
 */
export async function tellOfVersion(ctx: Context, { row, marked }: Given, work: WorkRow): Promise<void> {
  const version = work.versions.length;
  const waiting = row.markers.filter((id) => waitsFor(marked.part, work.marks, version, row.markers, id));
  const copies = await ctx.store.sentCards.copies(waiting, cardCode(markingCardId(row._id)));
  const done = waiting.filter((id) => {
    const own = copies.filter(({ cadreId }) => cadreId === id);
    return own.length > 0 && own.every(({ open }) => open !== true);
  });
  const message = workMarkingWords.card(row);
  await ctx.sendAll(
    done.map((cadreId) => ({ cadreId, message, key: `work-marking:${work._id}:${version}:${cadreId}` as const })),
  );
}
