import { distance } from './nearest.ts';

/** Beginnings of names that are ours alone: any other key that begins so is a mistake. */
const ownBeginnings = /^(WECOM|DINGTALK)/i;

/**
 * Faults of keys that look like ours and are not: a misspelt one would be passed over in silence. Other programs' keys are left alone.
 * @param given - the keys of the environment that have a value
 * @param known - our keys
 */
export function misspeltKeys(given: readonly string[], known: readonly string[]): string[] {
  const ours = new Set(known);
  return given.flatMap((key) => {
    if (ours.has(key)) return [];
    const [nearest] = known
      .map((each) => ({ name: each, apart: distance(key.toUpperCase(), each) }))
      .sort((a, b) => a.apart - b.apart);
    if (nearest === undefined || !isMeantForUs(key, nearest.name, nearest.apart)) return [];
    const advice = nearest.apart <= key.length / 3 ? `是否应为 ${nearest.name}` : '请对照 .env.example';
    return [`${key}: 没有这一项设置，${advice}`];
  });
}

/** Single words are common elsewhere: without a beginning of ours only `TWO_WORDS` can be meant for us. */
function isMeantForUs(key: string, nearest: string, apart: number): boolean {
  if (ownBeginnings.test(key)) return true;
  const mostApart = nearest.length < 10 ? 1 : 2;
  return key.includes('_') && nearest.includes('_') && apart <= mostApart;
}
