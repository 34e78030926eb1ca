const gap = '[\\s\\p{Cf}]';
const mention = `[@＠][^\\s\\p{Cf}]+`;
const leading = new RegExp(`^(?:${gap}*${mention}(?:${gap}+|$))+`, 'u');
const trailing = new RegExp(`(?:${gap}${mention})+${gap}*$`, 'u');

/**
 * What was said in a group without the naming of the robot, which some clients leave in front of the words or behind them. A name ends
 * with a space of any width, or with a sign that cannot be seen.
 */
export function withoutMentions(text: string): string {
  // Few words follow or precede a mention; a pasted page is left alone.
  const short = text.length > 2_000 ? text : text.replace(trailing, '');
  return short.replace(leading, '').trim();
}
