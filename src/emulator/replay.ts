import { ControlError } from './control-error.ts';
import type { Emulator } from './driver.ts';
import { textOf } from './json.ts';
import { type Act, type ByPerson, findPress, type Transcript } from './transcript.ts';
import { knownVendorAct } from './vendor-acts.ts';
import type { Replayed, Vendor } from './view.ts';

/** A bot that is never quiet is not waited for any longer. */
const MOST_QUIET_MS = 10_000;
const WEEK_MS = 7 * 24 * 3_600_000;
/** How often a card is looked for: a bot may take longer for it than a screen stays quiet. */
const MOST_LOOKS = 10;

/** What a replay needs besides the emulator it plays on. */
interface ReplayContext {
  nowMs(): number;
  /** Absent where the clock cannot be moved: everything is then played at the present time. */
  moveTo?: (time: Date) => void | Promise<void>;
  /** Lets everything happen that follows from what was done. */
  settle(): Promise<void>;
}

/**
 * Does the acts of a transcript again, each at its time. Where that time is past, all are moved by whole weeks, so that weekdays and
 * hours stay.
 */
export async function replay(emulator: Emulator, transcript: Transcript, context: ReplayContext): Promise<Replayed> {
  const first = transcript.acts[0]?.atMs ?? context.nowMs();
  const laterByWeeks = Math.max(0, Math.ceil((context.nowMs() - first) / WEEK_MS));
  const failed: Replayed['failed'] = [];
  for (const [index, act] of transcript.acts.entries()) {
    const atMs = act.atMs + laterByWeeks * WEEK_MS;
    if (atMs > context.nowMs()) await context.moveTo?.(new Date(atMs));
    await context.settle();
    try {
      await perform(emulator, act, context);
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      failed.push({ index, why: error.message });
    }
    await context.settle();
  }
  return { done: transcript.acts.length - failed.length, failed, laterByWeeks };
}

async function perform(emulator: Emulator, act: Act, context: ReplayContext): Promise<void> {
  switch (act.kind) {
    case 'say':
      await emulator.say({ ...placeOf(emulator, act), text: act.text });
      return;
    case 'send':
      await emulator.send({ ...placeOf(emulator, act), name: textOf(act.file.name), base64: textOf(act.file.base64) });
      return;
    case 'press':
      return pressAgain(emulator, act, context);
    case 'open':
      return emulator.open(act.vendor, act.userId);
    case 'group':
      return emulator.makeGroup(act.request);
    case 'fault':
      return emulator.fault(act.request);
    case 'join':
      return emulator.join(act.person);
    case 'leave':
      return emulator.leave(act.vendor, act.userId);
    case 'request':
      return knownVendorAct(emulator, act.path, act.body);
    case 'clock':
      return emulator.clockMoved();
  }
}

async function pressAgain(
  emulator: Emulator,
  act: Extract<Act, { kind: 'press' }>,
  context: ReplayContext,
): Promise<void> {
  const place = placeOf(emulator, act);
  const find = () => findPress(emulator.conversation(place.vendor, place.userId, place.group), act);
  for (let looks = 1; looks < MOST_LOOKS && find() === undefined; looks += 1) await context.settle();
  const press = find();
  if (press === undefined) throw new ControlError(`没有找到标题为“${act.title}”、带“${act.button.label}”的卡片。`);
  await emulator.press({ ...place, ...press });
}

/** Who did it and where: a group chat that the bot made has another id in this run, and the same name. */
function placeOf(emulator: Emulator, act: ByPerson): { vendor: Vendor; userId: string; group?: string } {
  const { vendor, userId, group, groupName } = act;
  if (group === undefined) return { vendor, userId };
  const groups = emulator.groups(vendor, userId);
  const same = groups.find(({ id }) => id === group) ?? groups.find(({ name }) => name === groupName);
  return { vendor, userId, group: same?.id ?? group };
}

/**
 * Resolves once no callback is in flight and nothing has changed on any screen for `quietMs`, after 10 s in any case. A bot works
 * on its own, so all one can do from outside is wait until nothing changes.
 */
export async function untilQuiet(
  emulator: Pick<Emulator, 'idle' | 'pump' | 'subscribe'>,
  quietMs: number,
): Promise<void> {
  const giveUpAt = performance.now() + MOST_QUIET_MS;
  let changedAt = performance.now();
  const stop = emulator.subscribe(() => {
    changedAt = performance.now();
  });
  try {
    await emulator.pump();
    for (;;) {
      await emulator.idle();
      const now = performance.now();
      const waitMs = changedAt + quietMs - now;
      if (waitMs <= 0 || now >= giveUpAt) return;
      await new Promise((resolve) => setTimeout(resolve, waitMs).unref());
    }
  } finally {
    stop();
  }
}
