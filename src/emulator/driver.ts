import type { DingtalkClient } from './dingtalk/client.ts';
import type { StreamAct } from './dingtalk/view.ts';
import type { PersonLedger } from './ledger.ts';
import type { EmulatedPerson } from './options.ts';
import type { Transcript } from './transcript.ts';
import type {
  CalendarEntryView,
  ChangeEvent,
  ConsolesView,
  FaultRequest,
  GroupRequest,
  GroupView,
  ItemView,
  PersonView,
  PressRequest,
  SayRequest,
  SendRequest,
  Vendor,
} from './view.ts';
import type { WecomClient } from './wecom/client.ts';
import type { ApiRecord } from './world.ts';

/** A running double of both vendors, as tests, the page and the demo drive it. */
export interface Emulator {
  /** Page and control API, e.g. `http://127.0.0.1:3001`. */
  readonly url: string;
  readonly wecomApiBase: string;
  readonly dingtalkApiBase: string;
  readonly dingtalkOapiBase: string;
  /** What members and administrators of WeCom do beyond saying and pressing. @throws ControlError when it is not emulated */
  readonly wecom: WecomClient;
  /** A person writes; `done` is false when the same `id` was done before. @throws ControlError */
  say(request: SayRequest): Promise<{ done: boolean }>;
  /** A person sends a picture or a file. @throws ControlError where their client does not take it */
  send(request: SendRequest): Promise<{ done: boolean }>;
  /** A person presses a button. @throws ControlError when the client would not let them */
  press(request: PressRequest): Promise<{ done: boolean }>;
  /** Whether somebody wrote, sent or pressed under this `id`. */
  did(id: string): boolean;
  /** A person opens the bot's conversation; WeCom tells the bot. @throws ControlError */
  open(vendor: Vendor, userId: string): Promise<void>;
  /** What this person sees now, with `group` in that group chat; reading it clears their unread count. @throws ControlError */
  conversation(vendor: Vendor, userId: string, group?: string): ItemView[];
  /** The group chats this person is in. @throws ControlError */
  groups(vendor: Vendor, userId: string): GroupView[];
  /** What stands in this person's calendar. @throws ControlError */
  calendar(vendor: Vendor, userId: string): CalendarEntryView[];
  /** People make a group chat with the bot in it, or change one. @throws ControlError */
  makeGroup(request: GroupRequest): Promise<void>;
  /** Who this account belongs to: the same for all accounts of one person. @throws ControlError */
  personOf(vendor: Vendor, userId: string): string;
  /** Somebody by what their accounts have in common, as their first account shows them. */
  person(person: string): PersonView | undefined;
  /** At most `limit` people of one vendor, or of both, whose name, unit, post, role or id holds every word of `search`. */
  people(search: string, limit: number, vendor?: Vendor): PersonView[];
  /**
   * Someone enters the company and the app's visible range; the bot gets each vendor's events. For a person who is already there their
   * fields change, which DingTalk reports by `user_modify_org`.
   */
  join(person: EmulatedPerson): Promise<void>;
  leave(vendor: Vendor, userId: string): Promise<void>;
  /** @throws ControlError */
  fault(request: FaultRequest): void;
  /** What people and DingTalk itself do beyond writing and pressing; absent where DingTalk is not emulated. */
  readonly dingtalk: DingtalkClient | undefined;
  /** What DingTalk's Stream gateway does to every live connection; returns how many there were. */
  dingtalkStream(act: StreamAct): number;
  /** No callback in flight and none due now. */
  idle(): Promise<void>;
  /** Sends everything due at the clock's present time, e.g. repeats, and waits for the answers. */
  pump(): Promise<void>;
  /** What everybody ever saw, or one person alone. */
  ledger(who?: { vendor: Vendor; userId: string }): PersonLedger[];
  /** For the transcript: somebody has moved the clock to where it stands. */
  clockMoved(): void;
  /** Everything that was done from outside so far, to be played again. */
  transcript(): Transcript;
  /** Every call of this vendor that is answered, as `docs/emulator.md` lists them. */
  routes(vendor: Vendor): string[];
  /** The bot's latest API calls, oldest first. */
  calls(): readonly ApiRecord[];
  subscribe(listener: (change: ChangeEvent) => void): () => void;
  /** Enters the addresses; callbacks that an earlier process left over go out from now on. */
  setCallbackUrls(urls: CallbackUrls): void;
  /** Where the APIs are, with the accounts' credentials and callback addresses. */
  consoles(): ConsolesView;
  /** Saves the callback addresses, or `only` these, as the consoles do; returns what is wrong, one sentence each. */
  verifyUrls(only?: readonly (keyof CallbackUrls)[]): Promise<string[]>;
  close(): Promise<void>;
}

/** `''` takes an address away. */
export interface CallbackUrls {
  wecom?: string;
  /** WeCom's contact-sync assistant. */
  wecomContacts?: string;
  aibot?: string;
  robot?: string;
  events?: string;
}
