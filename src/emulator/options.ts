import type { Clock } from '../clock.ts';
import type { DingtalkAccount } from './dingtalk/account.ts';
import type { VendorRules } from './rules.ts';
import type { ClockStop, Vendor, WalkStep } from './view.ts';
import type { WecomAccount } from './wecom/account.ts';

/** One person of the emulated company. */
export interface EmulatedPerson {
  vendor: Vendor;
  userId: string;
  /** The same for all accounts of one person; without it every account is a person of its own. */
  person?: string;
  name: string;
  unit: string;
  post: string;
  /** Labels shown in the list of people; neither vendor tells them to the bot. */
  roles: string[];
  /** Departments by name from below the root, levels joined with `/`, e.g. `县委/组织部`. */
  departments: string[];
  /** Those of `departments` this person leads. */
  leads?: string[];
  /** User id of the person's superior (直属上级). */
  manager?: string;
  /** DingTalk gives it to apps with the permission for it. */
  mobile?: string;
  email?: string;
}

/** People whom nobody plays and who act by themselves, as long as it is on. */
export interface BystanderSwitch {
  readonly isOn: boolean;
  turn(on: boolean): void;
  /** Somebody acts for this person on the page from now on. */
  plays(person: string): void;
}

/** What the page tells newcomers; people are meant by `EmulatedPerson.person`. */
export interface PageGuide {
  /** What this installation is, in sentences. */
  about(): readonly string[];
  /** A first walk through it. */
  walk(): Promise<readonly (Omit<WalkStep, 'who'> & { person: string })[]>;
  /** What this person may want to say next. */
  hints(person: string): Promise<readonly string[]>;
}

/** What `startEmulator` needs. */
export interface EmulatorOptions {
  host?: string;
  /** 0 takes any free port. */
  port: number;
  clock: Clock;
  /** JSON lines; a restart with the same file goes on where the last one stopped. */
  journalFile?: string;
  wecom?: WecomAccount;
  dingtalk?: DingtalkAccount;
  people: readonly EmulatedPerson[];
  /** Present where the clock may be moved from the page. */
  setClock?: (time: Date) => void | Promise<void>;
  /** Times one may want to move the clock to, at present. */
  clockStops?: () => Promise<readonly ClockStop[]>;
  bystanders?: BystanderSwitch;
  guide?: PageGuide;
  rules?: Partial<VendorRules>;
}
