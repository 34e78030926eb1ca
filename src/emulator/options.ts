import type { Clock } from '../clock.ts';
import type { Vendor } from './view.ts';

/** One person of the emulated company. */
export interface EmulatedPerson {
  vendor: Vendor;
  userId: string;
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
  /** Told by DingTalk to apps with the permission for it. */
  mobile?: string;
  email?: string;
}

export interface WecomAccount {
  corpId: string;
  agentId: number;
  secret: string;
  token: string;
  encodingAesKey: string;
  /** Where callbacks go; without it they wait. */
  callbackUrl?: string;
  /** Departments the app may see with what is below them, by name as in `EmulatedPerson`; without it the whole company. */
  visibleDepartments?: readonly string[];
  /** User ids in the visible range that have no API licence (基础接口许可). */
  unlicensed?: readonly string[];
  tags?: readonly WecomTag[];
  /** Other apps of the company: they have tokens of their own and no callbacks. */
  otherApps?: readonly { agentId: number; secret: string }[];
  /** The contact-sync assistant (通讯录同步) with its own callback. */
  contactSync?: { secret: string; token: string; encodingAesKey: string; callbackUrl?: string };
  /** Webhook robots (群机器人), each in a group that people made. */
  webhookRobots?: readonly { key: string; group: string; name: string; members: readonly string[] }[];
  /** The AI robot (智能机器人). */
  aibot?: WecomAibot;
  /** Hosts, with the port where it is not the usual one, that a login may lead back to (可信域名). */
  trustedDomains?: readonly string[];
}

export interface WecomTag {
  id: number;
  name: string;
  userIds: readonly string[];
  /** By name, as in `EmulatedPerson`. */
  departments: readonly string[];
}

/** An AI robot works by callbacks or over a connection of its own, never both (wecom.md 9.1). */
export interface WecomAibot {
  botId: string;
  name: string;
  mode: 'callback' | 'connection';
  /** Mode `connection`: what the bot subscribes with. */
  secret: string;
  token: string;
  encodingAesKey: string;
  callbackUrl?: string;
  /** The creator is no super administrator: user ids reach the robot encrypted. */
  encryptedUserIds?: boolean;
  /** Groups the robot is in; it hears what mentions it. */
  groups?: readonly { id: string; name: string; members: readonly string[] }[];
}

export interface DingtalkAccount {
  appKey: string;
  appSecret: string;
  robotCode: string;
  corpId: string;
  eventToken: string;
  eventAesKey: string;
  robotUrl?: string;
  eventsUrl?: string;
  /** Number of the app, for work notifications. */
  agentId?: number;
  /** Robots of other apps of the company: they exist, but are not ours. */
  otherRobotCodes?: readonly string[];
  /** Permission points granted to the app; without it all that can be requested, personal data excepted. */
  permissions?: readonly string[];
  /** The app's address-book scope (授权范围) by department name, with what is below; without it the whole company. */
  visibleDepartments?: readonly string[];
  customRobots?: readonly DingtalkCustomRobot[];
  /** A template that was drawn and not published. */
  unpublishedCardTemplateId?: string;
  /** The one published template, drawn as `docs/dingtalk-card.md` says. Without it no card can be created. */
  cardTemplateId?: string;
}

/** A custom robot (自定义机器人) of a group, with its security settings. */
export interface DingtalkCustomRobot {
  token: string;
  /** Made when the robot first speaks, unless people have made it. */
  group: { id: string; name: string; members: readonly string[] };
  /** 加签, e.g. `SEC…`. */
  secret?: string;
  keywords?: readonly string[];
  /** IP list. */
  addresses?: readonly string[];
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
  rules?: Partial<VendorRules>;
}

/** Vendor behaviour that the documents leave open, differs by edition, or that a test wants shorter. */
export interface VendorRules {
  /** WeCom cuts a callback after this time (D90930). */
  wecomTimeoutMs: number;
  /** WeCom counts any status other than 200 as a failure (D90238); `false` follows D90930 instead. */
  wecomRepeatsBadStatus: boolean;
  /** WeCom applies a passive card update given as the answer to a press; by default it ignores it (wecom.md 2.4). */
  wecomPassiveUpdate: boolean;
  /** Only these addresses may call WeCom's API; empty = everybody. */
  wecomTrustedIps: readonly string[];
  /** Calls of one API in one minute before it is blocked for a minute; sending does not count (wecom.md 4.2). */
  wecomCallsPerMinute: number;
  /** Calls under way at once; no number is published. */
  wecomConcurrentCalls: number;
  /** How long after an unfinished stream the AI robot is asked for more; not documented. */
  aibotRefreshMs: number;
  /** DingTalk robot messages over HTTP: not documented, 3 s is our choice. */
  robotTimeoutMs: number;
  cardTimeoutMs: number;
  eventTimeoutMs: number;
  /** DingTalk Stream: how long the gateway waits for an ack (events: 3 s; messages the same is our choice). */
  streamAckMs: number;
  /** DingTalk Stream: what was not acked, or acked `LATER`, comes again after this time (dingtalk.md 3.5). */
  streamRepeatMs: number;
  /** Calls of one API in one second (Standard edition: 20). */
  dingtalkCallsPerSecond: number;
  /** Calls from one address in 20 seconds before it is banned for five minutes (dingtalk.md 4.4). */
  dingtalkCallsPerAddress: number;
  /** Messages of the robot to one person in a minute; not published. */
  dingtalkMessagesPerPersonAndMinute: number;
  /** Work notifications of one app to one person in one Beijing day (dingtalk.md 5.7). */
  dingtalkNoticesPerPersonAndDay: number;
  /** Metered calls in one Beijing month; the Standard edition has 5,000. */
  dingtalkCallsPerMonth: number;
  /** Robot messages in one Beijing month (Standard: 3,000); beyond it they come without content. */
  dingtalkMessagesPerMonth: number;
  /** A robot that was never published gets no `senderStaffId` (dingtalk.md 1.2). */
  dingtalkPublished: boolean;
  /** How long a `slow` fault waits. */
  slowMs: number;
  /** A replay goes on once nothing has changed on any screen for this time. */
  replayQuietMs: number;
}

export const DEFAULT_RULES: VendorRules = {
  wecomTimeoutMs: 5000,
  wecomRepeatsBadStatus: true,
  wecomPassiveUpdate: false,
  wecomTrustedIps: [],
  wecomCallsPerMinute: 10_000,
  wecomConcurrentCalls: Number.POSITIVE_INFINITY,
  aibotRefreshMs: 1000,
  robotTimeoutMs: 3000,
  cardTimeoutMs: 2000,
  eventTimeoutMs: 2500,
  streamAckMs: 3000,
  streamRepeatMs: 60_000,
  dingtalkCallsPerSecond: 20,
  dingtalkCallsPerAddress: 10_000,
  dingtalkMessagesPerPersonAndMinute: Number.POSITIVE_INFINITY,
  dingtalkNoticesPerPersonAndDay: 500,
  dingtalkCallsPerMonth: Number.POSITIVE_INFINITY,
  dingtalkMessagesPerMonth: Number.POSITIVE_INFINITY,
  dingtalkPublished: true,
  slowMs: 1500,
  replayQuietMs: 1000,
};
