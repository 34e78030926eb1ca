import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type Choice, giveSeats } from '../../src/training/electives/elective.ts';
import { offerBy, offersUntil } from '../../src/training/electives/elective-days.ts';
import type { ElectiveRow } from '../../src/training/electives/electives.ts';
import { offerKey } from '../../src/training/electives/message-keys.ts';
import { unitRoom } from '../../src/training/electives/unit-room.ts';
import { electiveWords } from '../../src/training/electives/words.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** For how many days what happened is told if it was not. */
const toldForDays = 3;

/**
 * Ends offers of a seat whose time is over, and offers the seat to the next. What is told is read from the electives alone, so that it follows
 * at the run after: nobody is offered a seat that the store does not keep for them.
 */
export const giveElectiveSeats: Job = {
  name: 'give-elective-seats',
  about: '选学候补名额逾期由下一位递补，并告知本人',
  schedule: { everyMinutes: 5, atMinute: 4 },
  usefulForMinutes: 60,
  closes: true,
  plan: async (ctx) => (await withClasses(ctx)).flatMap((each) => tell(ctx, each)),
  async preview(ctx) {
    const planned: string[] = [];
    for (const { trainingClass, elective } of await withClasses(ctx)) {
      const next = (await giverOf(ctx, trainingClass))(elective).filter((each, at) => each !== elective.choices[at]);
      for (const { name, state } of next)
        if (state !== 'waiting')
          planned.push(`${trainingClass.name}：${name}，${state === 'lapsed' ? '逾期' : '递补'}`);
    }
    return planned;
  },
  async effect(ctx) {
    for (const { trainingClass, elective } of await withClasses(ctx)) {
      if (!elective.choices.some(({ state }) => state === 'waiting' || state === 'offered')) continue;
      const given = await giverOf(ctx, trainingClass);
      if (!changes(elective, given(elective))) continue;
      await ctx.store.electives.act(elective._id, updateId(ctx), (present) => {
        const choices = given(present);
        return changes(present, choices) ? { choices } : undefined;
      });
    }
  },
};

interface Open {
  trainingClass: ClassRow;
  elective: ElectiveRow;
}

/** The electives of classes that have not ended. */
async function withClasses({ store, now }: JobContext): Promise<Open[]> {
  const classes = await store.classes.endingFrom(addDays(beijingDateOf(now), -toldForDays));
  const electives = await store.electives.ofClasses(classes.map(({ _id }) => _id));
  return electives.flatMap((elective) => {
    const trainingClass = classes.find(({ _id }) => _id === elective._id);
    return trainingClass === undefined || trainingClass.state === 'withdrawn' ? [] : [{ trainingClass, elective }];
  });
}

const updateId = ({ now }: JobContext) => `job:give-elective-seats:${now.toISOString()}`;

async function giverOf(ctx: JobContext, trainingClass: ClassRow): Promise<(elective: ElectiveRow) => Choice[]> {
  const { electives, callUp } = ctx.packs.of(trainingClass);
  const until = offerBy(ctx.now, trainingClass, electives);
  const { fullWith } = await unitRoom(ctx.store, trainingClass._id, callUp);
  return (elective) => giveSeats(elective, { at: ctx.now, byUpdate: updateId(ctx) }, until, fullWith);
}

function changes(elective: ElectiveRow, given: readonly Choice[]): boolean {
  return given.some((each, at) => each !== elective.choices[at]);
}

function tell({ now, packs }: JobContext, { trainingClass, elective }: Open): Planned[] {
  const classId = trainingClass._id;
  const isFresh = (at: Date) => addDays(beijingDateOf(at), toldForDays) >= beijingDateOf(now);
  const endOfOffers = offersUntil(trainingClass, packs.of(trainingClass).electives);
  const isMissed = now >= endOfOffers && isFresh(endOfOffers) && elective.state === 'open';
  return elective.choices.flatMap((choice): Planned[] => {
    const { cadreId, state, name } = choice;
    const last = choice.moves.at(-1)?.at ?? now;
    if (state === 'offered' && choice.offerBy !== undefined && choice.offerBy > now)
      return [
        {
          ...{ cadreId, message: electiveWords.offer(trainingClass, choice), key: offerKey(classId, choice) },
          ...{ expiresAt: choice.offerBy, note: `候补名额：${name}` },
        },
      ];
    if (state === 'lapsed' && isFresh(last))
      return [
        {
          ...{ cadreId, message: text(electiveWords.lapsed(trainingClass)), note: `候补名额逾期：${name}` },
          key: `elective-lapsed:${classId}:${cadreId}:${last.getTime()}`,
        },
      ];
    const passedFor = choice.moves.findLast(({ what }) => what === 'passedOver')?.reason;
    if (state === 'waiting' && isMissed)
      return [
        {
          ...{ cadreId, message: text(electiveWords.missed(trainingClass, passedFor)), note: `候补未安排：${name}` },
          key: `elective-missed:${classId}:${cadreId}`,
        },
      ];
    return [];
  });
}
