import type { SealKeys } from '../crypto.ts';

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

/** An AI robot works by callbacks or over a connection of its own, never both (docs/emulator.md, AI robot). */
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
  /** Groups the robot is in; it receives messages that mention it. */
  groups?: readonly { id: string; name: string; members: readonly string[] }[];
}

/** What the app's callbacks and passive replies are sealed with; the receiveid is the corpid (docs/emulator.md, Callbacks). */
export function keysOf(account: WecomAccount): SealKeys {
  return { token: account.token, encodingAesKey: account.encodingAesKey, owner: account.corpId };
}
