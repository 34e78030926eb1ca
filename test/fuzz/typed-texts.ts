import { nastyText, turnedText } from './nasty.ts';
import type { RandomInput } from './random-input.ts';

const commands: readonly string[] = [
  ...[
    '/帮助',
    '/点名 2026-01 40 科级副职',
    '/开班 某班 2026-03-16 2026-03-27 郑老师',
    '/课程 2026-01 标准',
    '/通知 2026-01 通知',
  ],
  ...[
    '/需求调查 需求 科级正职 10',
    '/记分 2026-01 赵一 理论 85',
    '/加分 2026-01 赵一 论文 一等奖',
    '/排名 2026-01',
    '/名册',
  ],
  ...[
    '/请假 事假 3月2日 上午 家中有事',
    '/签到更正 2026-01 赵一 3月16日 上午 说明',
    '/等次 2026-01',
    '/进度 2026-01',
    '/未送达',
  ],
];
const plainWords: readonly string[] = [
  '待办',
  '签到',
  '请假',
  '我的成绩',
  '1',
  '1 3',
  '１、３',
  '确认参加 #K7Q2M',
  '取消',
];
const widths: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  (text) => text.replaceAll(' ', '\u3000'),
  (text) => text.replaceAll(' ', '\u00a0\t'),
  (text) => text.normalize('NFD'),
  (text) => text.replaceAll('\n', '\r\n'),
];

/** What somebody might type: a command or a word, in any width, with words too many, too few, or of another world. */
export function typedText(random: RandomInput): string {
  const base = random.happens(0.75) ? random.pick(commands) : random.pick(plainWords);
  const words = base.split(' ');
  for (let times = random.below(3); times > 0; times -= 1) {
    const at = random.below(words.length + 1);
    if (random.happens(0.3)) words.splice(at, 1);
    else words.splice(at, random.happens(0.6) ? 1 : 0, nastyText(random, 30_000));
  }
  const said = words.join(random.happens(0.9) ? ' ' : nastyText(random, 20));
  const lines = random.happens(0.15)
    ? `${said}\n${nastyText(random)}\t${nastyText(random)}\n${nastyText(random)}`
    : said;
  const wide = random.pick(widths)(lines);
  return random.happens(0.15) ? turnedText(random, wide) : wide;
}
