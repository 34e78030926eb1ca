import { burdenOf, type PersonBurden, reportOf } from '../outbox/burden.ts';
import { causeLabels } from '../outbox/causes.ts';
import type { Running } from '../start/start.ts';
import { CLASS, type Participants } from './participants.ts';

/** What the class cost each of its trainees, by name; not what they are told as liaisons or heads of their unit. */
export async function traineeBurdens(
  { trainees }: Participants,
  { store }: Running,
): Promise<ReadonlyMap<string, PersonBurden>> {
  const names = new Map(trainees.map(({ cadre }) => [cadre.id, cadre.name]));
  const reached = await store.deliveries.reachedBetween(new Date(0), new Date(8.64e15), [...names.keys()]);
  const asTrainee = reached.filter(({ _id }) => !_id.startsWith('call-up-unit:'));
  return new Map([...burdenOf(asTrainee)].map(([cadreId, burden]) => [names.get(cadreId) ?? cadreId, burden]));
}

/** Messages per trainee, by cause. */
export async function burdenTable(participants: Participants, running: Running): Promise<string> {
  const people = [...(await traineeBurdens(participants, running)).values()];
  const { messagesPerClass, messagesPerDay } = running.app.packs.on(CLASS.opensOn).burden;
  const { messages, causes } = reportOf(people, [], messagesPerDay);
  return [
    `学员收到的消息（不含对本人来信的答复，上限 ${messagesPerClass} 条）：中位数 ${messages.median} 条，最多 ${messages.most} 条`,
    ...causes.map(({ cause, total, most }) => `  ${causeLabels[cause]}：共 ${total} 条，每人最多 ${most} 条`),
  ].join('\n');
}
