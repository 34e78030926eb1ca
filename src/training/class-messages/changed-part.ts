/** What of a text was changed, up to the nearest stops: `第二教室` and `第三教室`. */
export interface ChangedPart {
  from: string;
  to: string;
}

const STOP = /[，。；：！？、\s]/u;

/** The part in which two texts differ; the whole of both where they have no beginning or end in common. */
export function changedPart(former: string, present: string): ChangedPart {
  if (former === present) return { from: '', to: '' };
  const [from, to] = [[...former], [...present]];
  const most = Math.min(from.length, to.length);
  let head = 0;
  while (head < most && from[head] === to[head]) head += 1;
  let tail = 0;
  while (tail < most - head && from.at(-1 - tail) === to.at(-1 - tail)) tail += 1;
  while (head > 0 && !STOP.test(from[head - 1] ?? '')) head -= 1;
  while (tail > 0 && !STOP.test(from[from.length - tail] ?? '')) tail -= 1;
  const between = (letters: readonly string[]) =>
    letters
      .slice(head, letters.length - tail)
      .join('')
      .trim();
  return { from: between(from), to: between(to) };
}
