import type { Button } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { formatDelta } from './points.ts';
import { confirmBonus } from './presses.ts';
import type { ScoreEventRow } from './score-events.ts';

/** What is said where a bonus may be for an achievement that has one already. */
export const alikeWords = {
  /** @param item - its name */
  one: (item: string, event: Pick<ScoreEventRow, 'deltaHundredths' | 'reason'>) =>
    `${item}${formatDelta(event.deltaHundredths)}（${withoutStop(event.reason)}）`,
  /** @param name - whose they are, where several people are told of */
  line: (alike: readonly string[], name = '') =>
    `${name}已有相近的加分：${alike.join('；')}。同一成果只计最高一项，请核对。`,
  /** For the evaluation team: confirms it as the same achievement as another bonus. */
  sameButton: (event: string, same: string): Button => ({
    label: '确认为同一成果',
    press: confirmBonus.with({ event, same }),
  }),
} as const;
