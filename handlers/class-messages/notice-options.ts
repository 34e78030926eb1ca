import { type Argument, UsageFault } from '../../src/bot/command.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import { readSensitivity, type Sensitivity } from '../../src/training/class-messages/sensitivity.ts';

/** What is said of a notice before its text: `敏感`, `免回执`, `不催办`. */
export interface NoticeOptions {
  label?: Sensitivity;
  receipt?: boolean;
  escalates?: boolean;
}

type Switch = Pick<NoticeOptions, 'receipt' | 'escalates'>;
const called = (words: readonly string[], means: Switch) => words.map((word) => [word, means] as const);

const switches: ReadonlyMap<string, Switch> = new Map<string, Switch>([
  ...called(['免回执', '不需回执', '无需回执'], { receipt: false }),
  ...called(['需回执', '须回执'], { receipt: true }),
  ...called(['不催办', '不逐级催办'], { escalates: false }),
  ...called(['催办', '逐级催办'], { escalates: true }),
]);

export const noticeOptionsArg: Argument<'options', NoticeOptions> = {
  key: 'options',
  usage: '[密级] [免回执] [不催办]',
  take(words) {
    let options: NoticeOptions = {};
    for (;;) {
      const typed = typedWord(words.ahead ?? '');
      const label = readSensitivity(typed);
      const found = label === undefined ? switches.get(typed) : { label };
      if (found === undefined) return () => options;
      words.next();
      if (words.areOver && words.body.trim() === '') throw new UsageFault('请写明通知正文。');
      options = { ...options, ...found };
    }
  },
};
