import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { electivePeopleWords } from '../../src/training/electives/people-words.ts';
import { unitNews } from '../../src/training/electives/unit-news.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** Tells head and liaison of each unit who of their people takes part: in one message when enrolment ends, then once a day what changed. */
export const tellElectiveUnits: Job = {
  name: 'tell-elective-units',
  about: '选学报名截止后，将本单位参训人员和变更告知单位',
  schedule: { everyMinutes: 60, atMinute: 41 },
  usefulForMinutes: 180,
  plan,
};

async function plan({ store, packs, now }: JobContext): Promise<Planned[]> {
  const classes = await store.classes.endingFrom(addDays(beijingDateOf(now), -1));
  const electives = await store.electives.ofClasses(classes.map(({ _id }) => _id));
  const planned: Planned[] = [];
  for (const trainingClass of classes) {
    const elective = electives.find(({ _id }) => _id === trainingClass._id);
    if (elective === undefined || trainingClass.state === 'withdrawn') continue;
    const news = unitNews(elective, now, packs.of(trainingClass).electives.byClock);
    const units = await store.units.many([...new Set(news.map(({ unitId }) => unitId))]);
    for (const { unitId, about, seated, joined, left } of news) {
      const unit = units.find(({ _id }) => _id === unitId);
      const names = (people: typeof seated) => people.map(({ name }) => name);
      const words =
        seated.length > 0
          ? electivePeopleWords.toUnit(trainingClass, names(seated))
          : electivePeopleWords.changedToUnit(trainingClass, names(joined), names(left));
      for (const cadreId of new Set([unit?.headId, unit?.liaisonId])) {
        if (cadreId === undefined) continue;
        const key = `elective-unit:${trainingClass._id}:${about}:${unitId}:${cadreId}` as const;
        planned.push({ cadreId, message: text(words), key, note: `选学名单：${unit?.name ?? unitId}` });
      }
    }
  }
  return planned;
}
