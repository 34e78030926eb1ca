import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { toldScheme } from '../../src/training/scoring/scheme-told.ts';
import type { Job, Planned } from '../job.ts';

/** Whoever came into a class after its scoring scheme was confirmed is told of it too: from the day before the class opens, each once. */
export const tellScheme: Job = {
  name: 'tell-scheme',
  about: '告知后加入的学员本班的量化考核方案',
  schedule: { dailyAt: '08:20', onWorkingDays: true },
  usefulForMinutes: 600,
  async plan({ store, packs, now }) {
    const todayOn = beijingDateOf(now);
    const planned: Planned[] = [];
    for (const row of await store.classes.endingFrom(todayOn)) {
      if (row.schemes === undefined || row.state !== 'planned' || row.opensOn > addDays(todayOn, 1)) continue;
      const messages = await toldScheme(store, row, (each) => packs.of(each).scoring);
      planned.push(...messages.map((each) => ({ ...each, note: `考核方案：${row.name}` })));
    }
    return planned;
  },
};
