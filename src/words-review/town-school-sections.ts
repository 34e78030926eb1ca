import { defaultRulePack } from '../training/rule-pack.ts';
import type { TownSchoolRow } from '../training/town-schools/town-schools.ts';
import { townSchoolWords } from '../training/town-schools/words.ts';
import { now } from './facts.ts';
import { type Section, section } from './section.ts';

const { items } = defaultRulePack().townSchools;
const entry = {
  item: items[0]?.id ?? '',
  isDone: true,
  note: '派出教师授课',
  by: 'c9',
  byUpdate: 'u1',
  enteredAt: now,
};
const row: TownSchoolRow = { _id: '2026:青山镇党校', year: '2026', name: '青山镇党校', entries: [entry] };

/** Town party schools. */
export const townSchoolSections: readonly Section[] = [
  section('src/training/town-schools/words.ts', townSchoolWords, {
    entered: ['2026', '青山镇党校', '共享师资', 1, 5],
    takenBack: ['2026', '青山镇党校', '共享师资', 0, 5],
    none: ['2026'],
    list: ['2026', [row], items],
    sheet: ['2026', [row], items],
  }),
];
