import { addDays, beijingDateOf, formatDay } from '../../src/calendar/beijing-time.ts';
import { standInWords } from '../../src/county/stand-in-words.ts';
import type { StandInRow } from '../../src/county/stand-ins.ts';
import type { MessageKey } from '../../src/outbox/causes.ts';
import type { DeliveryRow } from '../../src/outbox/delivery-row.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** How many open cards of an office move in one run; the next run takes the rest. */
const mostMoved = 50;
/** For so many days after its last day a stand-in may still have cards: longer than the bot may be stopped. */
const overDays = 7;

/**
 * A stand-in begins or ends by its date: the open cards of the office go to whoever does it now. A card is closed where it was once its copy
 * is stored, at the latest in the next run, so that a run that breaks off loses none.
 */
export const moveOfficeCards: Job = {
  name: 'move-office-cards',
  about: '代办开始或到期时转交待办卡片',
  schedule: { everyMinutes: 15, atMinute: 3 },
  usefulForMinutes: 60,
  async plan(ctx) {
    const note = standInWords.movedNote(formatDay(beijingDateOf(ctx.now)));
    return (await misplaced(ctx)).map(({ card, key }): Planned => {
      const { officeOf = '', message, officeAbout = [], expiresAt } = card;
      return { cadreId: officeOf, message, key, about: officeAbout, expiresAt, note };
    });
  },
  async effect(ctx) {
    const { store, closeCard, now } = ctx;
    const cards = await misplaced(ctx);
    const known = await store.deliveries.known(cards.map(({ key }) => key));
    for (const { card, key } of cards) if (known.has(key)) await closeCard(card, standInWords.moved, `moved:${key}`);
    const todayOn = beijingDateOf(now);
    for (const row of await store.standIns.turning(todayOn, addDays(todayOn, -overDays))) {
      const own = row.untilOn < todayOn ? await store.deliveries.byKey(`stand-in:${row._id}`) : null;
      if (own?.open === true) await closeCard(own, standInWords.ended, `ended:${row._id}`);
    }
  },
};

interface Misplaced {
  card: DeliveryRow;
  /** Of its copy on the screen of whoever does the office now. */
  key: MessageKey;
}

/** Open cards of offices that are on the screen of somebody who does not do the office today. */
async function misplaced(ctx: JobContext): Promise<Misplaced[]> {
  const todayOn = beijingDateOf(ctx.now);
  const rows = await ctx.store.standIns.turning(todayOn, addDays(todayOn, -overDays));
  const acting = await ctx.store.standIns.actingFor([...new Set(rows.map(({ principalId }) => principalId))], todayOn);
  const found = await Promise.all(rows.map((row) => cardsOf(ctx, row, acting.get(row.principalId), todayOn)));
  const byId = new Map(found.flat().map((each) => [each.card._id, each]));
  return [...byId.values()];
}

async function cardsOf(
  { store, now }: JobContext,
  { _id, principalId, standInId, untilOn }: StandInRow,
  actingId: string | undefined,
  todayOn: string,
): Promise<Misplaced[]> {
  const isOver = untilOn < todayOn;
  const from = isOver ? standInId : principalId;
  const to = actingId ?? principalId;
  if (from === to) return [];
  const open = await store.sentCards.openCards(from, now, mostMoved);
  return open
    .filter(({ officeOf, officeAbout }) => officeOf === principalId && officeAbout?.includes(to) !== true)
    .reverse()
    .map((card) => ({ card, key: `${card._id}:to:${_id}:${isOver ? 'over' : 'begun'}` as MessageKey }));
}
