import { pinyin } from 'pinyin-pro';
import { comparable } from '../chat/plain-text.ts';

/** A name as it is typed in letters: `zhangsan`, and its initials `zs`; a family name with several readings is read as one. */
export function spelled(name: string): { pinyin: string; initials: string } {
  const syllables = pinyin(comparable(name), { toneType: 'none', type: 'array', mode: 'surname', v: true });
  const plain = syllables.map((each) => comparable(each));
  return { pinyin: plain.join(''), initials: plain.map((each) => each.slice(0, 1)).join('') };
}
