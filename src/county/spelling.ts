import { createRequire } from 'node:module';
import { comparable } from '../chat/plain-text.ts';

const require = createRequire(import.meta.url);

/** A name as it is typed in letters: `zhangsan`, and its initials `zs`; a family name with several readings is read as one. */
export function spelled(name: string): { pinyin: string; initials: string } {
  // Its dictionary takes 10 MB, which few starts of the bot ever need.
  const { pinyin } = require('pinyin-pro') as typeof import('pinyin-pro');
  const syllables = pinyin(comparable(name), { toneType: 'none', type: 'array', mode: 'surname', v: true });
  const plain = syllables.map((each) => comparable(each));
  return { pinyin: plain.join(''), initials: plain.map((each) => each.slice(0, 1)).join('') };
}
