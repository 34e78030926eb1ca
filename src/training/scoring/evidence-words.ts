import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { showProofs } from '../proofs/presses.ts';
import type { ProofCount } from '../proofs/proofs.ts';
import { formatDelta } from './points.ts';
import type { ScoreEventRow } from './score-events.ts';

/** A mark that has evidence. */
export interface EvidencedMark {
  event: ScoreEventRow;
  /** `课堂互动`. */
  item: string;
  about: string;
  proofs: ProofCount;
}

/** As many as a card has buttons. */
const mostOnCard = 6;

export const evidenceWords = {
  /** What an entry is called where several matters are named. @param names - whose marks they are */
  entryName: (names: readonly string[], items: readonly string[], marks: readonly ScoreEventRow[]) => {
    const [mark] = marks;
    const item = [...new Set(items)].join('、');
    if (mark === undefined || marks.length > 1) return `${item} ${marks.length} 笔记分`;
    return `${names[0] ?? ''}${item}${formatDelta(mark.deltaHundredths)}（${withoutStop(mark.reason)}）`;
  },
  /** The marks of one trainee that have evidence, the latest ones. @param whose - `我` or the trainee's name */
  list: (id: string, whose: string, className: string, marks: readonly EvidencedMark[]): Card => {
    const shown = marks.slice(-mostOnCard);
    return cardOf({
      id: `score-evidence:${id}`,
      title: `${whose}的记分依据`,
      numbers: 'lines',
      lines: [
        `“${className}”有依据的记分共 ${marks.length} 笔${marks.length > shown.length ? `，以下为最近 ${shown.length} 笔` : ''}：`,
        ...shown.map(
          ({ event, item, proofs }, index) =>
            `${index + 1}. ${item}${formatDelta(event.deltaHundredths)}（${withoutStop(event.reason)}）：依据 ${proofs.count} 份`,
        ),
      ],
      buttons: shown.map(({ about }, index) => ({
        label: shown.length === 1 ? '查看依据' : `查看第 ${index + 1} 项`,
        press: showProofs.with({ about }),
      })),
    });
  },
} as const;
