import type { Database, RawRow } from './database.ts';

/** What becomes of a stored row: fields that are written, and fields that are taken out. */
interface Rewriting {
  set?: Readonly<Record<string, unknown>>;
  unset?: readonly string[];
}

/** How the rows of one collection are brought to the next version of the data. */
interface Migration {
  collection: string;
  /** What `rewrite` reads. */
  reads?: readonly string[];
  /** Nothing for a row that is as the next version has it, so that it may be asked twice; absent where rows stay as they are. */
  rewrite?: (row: RawRow) => Rewriting | undefined;
  /** By their names. */
  dropIndexes?: readonly string[];
}

/**
 * What leads to each version of the data, from 2. Version 1 has no mark.
 *
 * 2: a field `…By` holds a person and a field `…ByUpdate` an update. Leave keeps every update that moved it, as call-ups do.
 * 3: an assessment says how many others share its rank, no longer who.
 * 4: a receipt that is taken says by what claim; before it counted how often.
 * 5: a receipt that was put off says so; before any that was open may have been.
 * 6: indexes of deliveries hold only rows that have their fields, and none their claims.
 * 7: a person has the dates from which being newly promoted or recruited is reckoned, in place of flags; a unit names the one it belongs to.
 * 8: what a person needs in a year follows from the rules alone.
 */
const versions: readonly (readonly Migration[])[] = [
  [
    rename('surveys', { openedBy: 'openedByUpdate' }),
    {
      collection: 'surveys',
      reads: ['closedBy'],
      rewrite: ({ closedBy }) => {
        if (closedBy === undefined) return undefined;
        return { ...(closedBy === 'deadline' ? {} : { set: { closedByUpdate: closedBy } }), unset: ['closedBy'] };
      },
    },
    {
      collection: 'surveyAnswers',
      reads: ['answers'],
      rewrite: ({ answers }) => {
        const given: readonly RawRow[] = Array.isArray(answers) ? answers : [];
        if (!given.some((each) => 'by' in each)) return undefined;
        return {
          set: { answers: given.map(({ by, ...each }) => (by === undefined ? each : { ...each, byUpdate: by })) },
        };
      },
    },
    {
      collection: 'leaves',
      reads: ['by', 'askedBy', 'moves'],
      rewrite: ({ _id, by, askedBy, moves }) => {
        if (moves !== undefined) return undefined;
        const updates = [_id, askedBy, by].filter((each) => each !== undefined);
        return { set: { moves: [...new Set(updates)] }, unset: ['by', 'askedBy'] };
      },
    },
    {
      collection: 'callUps',
      reads: ['by'],
      // The last of `moves`.
      rewrite: ({ by }) => (by === undefined ? undefined : { unset: ['by'] }),
    },
    rename('notices', { recallUpdate: 'recalledByUpdate' }),
    rename('materials', { recallUpdate: 'recalledByUpdate' }),
    rename('expectations', { askedBy: 'askedByUpdate' }),
    {
      collection: 'receipts',
      reads: ['answer'],
      rewrite: ({ answer }) => {
        const { meaning, ...rest } = asRow(answer);
        const { askedBy, ...meant } = asRow(meaning);
        if (askedBy === undefined) return undefined;
        return { set: { answer: { ...rest, meaning: { ...meant, askedByUpdate: askedBy } } } };
      },
    },
    {
      ...rename('deliveries', {
        settledBy: 'settledByUpdate',
        cancelledBy: 'cancellation',
        retriedBy: 'retry',
      }),
      dropIndexes: ['retriedBy_1'],
    },
  ],
  [
    {
      collection: 'assessments',
      reads: ['tiedWith'],
      rewrite: ({ tiedWith }) =>
        Array.isArray(tiedWith) ? { set: { tiedCount: tiedWith.length }, unset: ['tiedWith'] } : undefined,
    },
  ],
  [
    {
      collection: 'receipts',
      reads: ['epoch'],
      rewrite: ({ epoch }) => (epoch === undefined ? undefined : { unset: ['epoch'] }),
      dropIndexes: ['suspect_1_order_1'],
    },
  ],
  [
    {
      collection: 'receipts',
      reads: ['openFor', 'putOff'],
      rewrite: ({ openFor, putOff }) =>
        openFor === undefined || putOff !== undefined ? undefined : { set: { putOff: true } },
      dropIndexes: ['openFor_1_order_1'],
    },
  ],
  [
    {
      collection: 'deliveries',
      dropIndexes: ['claim_1', 'cardRef_1', 'cadreId_1_open_1_order_-1', 'sentAt_1'],
    },
  ],
  [
    {
      collection: 'cadres',
      reads: ['newlyPromoted', 'newRecruit', 'youngCadre', 'inPostSince'],
      rewrite: ({ newlyPromoted, newRecruit, youngCadre, inPostSince }) => {
        if ([newlyPromoted, newRecruit, youngCadre].every((each) => each === undefined)) return undefined;
        const set = {
          ...(newlyPromoted === true ? { promotedOn: inPostSince } : {}),
          ...(newRecruit === true ? { recruitedOn: inPostSince } : {}),
        };
        return { set, unset: ['newlyPromoted', 'newRecruit', 'youngCadre'] };
      },
    },
    {
      collection: 'units',
      reads: ['townId'],
      rewrite: ({ _id, townId }) => {
        if (townId === undefined) return undefined;
        return { ...(townId === _id ? {} : { set: { parentId: townId } }), unset: ['townId'] };
      },
    },
  ],
  [
    {
      collection: 'cadres',
      reads: ['training'],
      rewrite: ({ training }) => {
        const { requiredMinutes, ...kept } = asRow(training);
        return requiredMinutes === undefined ? undefined : { set: { training: kept } };
      },
    },
  ],
];

/** The version of the data that this program writes. */
export const dataVersion = versions.length + 1;

/**
 * Brings data of an earlier version to the present one. It may break off anywhere and be begun again, also by two processes at once: each
 * row is rewritten as long as it is as it was read.
 */
export async function migrate(database: Database, from: number): Promise<void> {
  for (const migrations of versions.slice(from - 1)) for (const each of migrations) await rewriteAll(database, each);
}

async function rewriteAll(database: Database, migration: Migration): Promise<void> {
  const { collection, reads = [], rewrite, dropIndexes } = migration;
  for await (const rows of rewrite === undefined ? [] : database.rawRows(collection, reads)) {
    const writes = rows.flatMap((row) => {
      const rewriting = rewrite?.(row);
      if (rewriting === undefined) return [];
      const { set = {}, unset = [] } = rewriting;
      return [{ given: row, set, unset }];
    });
    await database.rewriteRaw(collection, writes);
  }
  for (const name of dropIndexes ?? []) await database.dropIndex(collection, name);
}

function rename(collection: string, names: Readonly<Record<string, string>>): Migration {
  return {
    collection,
    reads: Object.keys(names),
    rewrite: (row) => {
      const present = Object.entries(names).filter(([before]) => row[before] !== undefined);
      if (present.length === 0) return undefined;
      const set = Object.fromEntries(present.map(([before, after]) => [after, row[before]]));
      return { set, unset: present.map(([before]) => before) };
    },
  };
}

function asRow(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
