import type { Clock } from '../clock.ts';
import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import type { DemoCounty } from '../demo/county.ts';
import type { VendorRules } from '../emulator/rules.ts';
import type { Log } from '../log.ts';
import type { Probes } from '../store/crash-point.ts';
import type { SendCommand } from '../store/direct-collection.ts';

/** What a start is given besides the configuration. */
export interface StartOptions {
  clock: Clock;
  log: Log;
  /** Present where the clock may be moved from the emulator's page. */
  setClock?: (time: Date) => void | Promise<void>;
  /** Told every ten seconds, or as often as it says, what a start is at that takes long. */
  progress?: { tell: (sentence: string) => void; everyMs?: number };
  /**
   * `false` leaves loops and jobs to the caller (`app.settle`, `scheduler.tick`), as where the clock is moved by hand: then neither the bot nor
   * the emulated vendors hurry by the machine's own time.
   */
  loops: boolean;
  /** `true` keeps the embedded store in a thread of its own, so that it never holds up an answer; it then goes by the system's clock. */
  storeThread?: boolean;
  /** What the embedded store in this thread goes by when it forgets old rows; `clock` unless given. */
  storeClock?: Clock;
  /** `false`: the embedded store does not wait for the disk, where nothing is lost that matters if the power is cut: in tests and the demo. */
  storeDurable?: boolean;
  /** The people an empty demo store is filled with; the demo county unless given. */
  county?: () => {
    units: readonly UnitRecord[];
    cadres: readonly CadreRecord[];
  } & Partial<Pick<DemoCounty, 'hourEntries' | 'standIns'>>;
  /** `false` sends DingTalk cards as Markdown, as where no template is configured. */
  dingtalkTemplate?: boolean;
  /** Emulated vendor behaviour that differs from the usual. */
  vendorRules?: Partial<VendorRules>;
  /** Where a test breaks off, its own short way to the store behind `MONGODB_URI`, and how long it waits for one that is gone. */
  probes?: Probes & { send?: SendCommand; patienceMs?: number };
}
