import { ControlError } from './control-error.ts';
import type { Emulator } from './emulator.ts';
import { type Act, findPress, type Transcript } from './transcript.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
/** How often a card is looked for: a bot may take longer for it than a screen stays quiet. */
const MOST_LOOKS = 10;

/** What a replay needs besides the emulator it plays on. */
export interface Stage {
  nowMs(): number;
  /** Absent where the clock cannot be moved: everything is then played at the present time. */
  moveTo?: (time: Date) => void | Promise<void>;
  /** Lets everything happen that follows from what was done. */
  settle(): Promise<void>;
}

export interface Replayed {
  /** How many acts were done. */
  done: number;
  /** Acts that could not be done, by their place in the transcript, and why. */
  failed: { index: number; why: string }[];
  /** How many whole weeks later than the original it was played. */
  laterByWeeks: number;
}

/**
 * Does the acts of a transcript again, each at its time. Where that time is past, all are moved by whole weeks, so that weekdays and
 * hours stay.
 */
export async function replay(emulator: Emulator, transcript: Transcript, stage: Stage): Promise<Replayed> {
  const first = transcript.acts[0]?.atMs ?? stage.nowMs();
  const laterByWeeks = Math.max(0, Math.ceil((stage.nowMs() - first) / WEEK_MS));
  const failed: Replayed['failed'] = [];
  for (const [index, act] of transcript.acts.entries()) {
    const atMs = act.atMs + laterByWeeks * WEEK_MS;
    if (atMs > stage.nowMs()) await stage.moveTo?.(new Date(atMs));
    await stage.settle();
    try {
      await perform(emulator, act, stage);
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      failed.push({ index, why: error.message });
    }
    await stage.settle();
  }
  return { done: transcript.acts.length - failed.length, failed, laterByWeeks };
}

async function perform(emulator: Emulator, act: Act, stage: Stage): Promise<void> {
  switch (act.kind) {
    case 'say': {
      const { vendor, userId, text, group } = act;
      await emulator.say({ vendor, userId, text, ...(group === undefined ? {} : { group }) });
      return;
    }
    case 'press': {
      const { vendor, userId, group } = act;
      const find = () => findPress(emulator.conversation(vendor, userId, group), act);
      for (let looks = 1; looks < MOST_LOOKS && find() === undefined; looks += 1) await stage.settle();
      const press = find();
      if (press === undefined) throw new ControlError(`没有找到标题为“${act.title}”、带“${act.button.label}”的卡片。`);
      await emulator.press({ vendor, userId, ...press, ...(group === undefined ? {} : { group }) });
      return;
    }
    case 'open':
      return emulator.open(act.vendor, act.userId);
    case 'group':
      return emulator.makeGroup(act.request);
    case 'fault':
      return emulator.fault(act.request);
    case 'clock':
      return emulator.clockMoved();
  }
}
