import { z } from 'zod';
import { RANK_LEVELS } from '../../county/cadre.ts';
import { needLimits } from './need-item.ts';
import type { SheetReport } from './need-sheet.ts';
import { withoutNone } from './people-by-level.ts';

const count = z.int().min(1).optional();

const draftShape = z.array(
  z.strictObject({
    unitId: z.string().min(1),
    items: z.array(
      z.strictObject({
        topic: z.string().min(1).max(needLimits.topicLetters),
        people: z.strictObject(Object.fromEntries(RANK_LEVELS.map((level) => [level, count]))),
        reason: z.string().max(needLimits.reasonLetters).optional(),
      }),
    ),
  }),
);

/** The bytes in which the reports of a sheet are kept from their preview until they are confirmed. */
export function draftOf(reports: readonly SheetReport[]): Buffer {
  return Buffer.from(JSON.stringify(reports));
}

/** What was kept; `undefined` where the bytes are something else. */
export function reportsOfDraft(bytes: Buffer): SheetReport[] | undefined {
  try {
    const read = draftShape.safeParse(JSON.parse(bytes.toString('utf8')));
    return read.data?.map(({ unitId, items }) => ({
      unitId,
      items: items.map(({ topic, people, reason }) => ({
        ...{ topic, people: withoutNone(people) },
        ...(reason === undefined ? {} : { reason }),
      })),
    }));
  } catch {
    return undefined;
  }
}
