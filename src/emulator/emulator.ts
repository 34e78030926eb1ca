import type { Emulator } from './driver.ts';
import type { EmulatorOptions } from './options.ts';
import { RunningEmulator } from './running-emulator.ts';

export type { Emulator } from './driver.ts';

/**
 * Starts the emulator: one HTTP server with both vendors' APIs, the control API and the chat page. Callbacks wait until
 * the bot's addresses are known.
 * @throws when the port cannot be taken or the journal cannot be opened
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const emulator = new RunningEmulator(options);
  await emulator.start();
  return emulator;
}
