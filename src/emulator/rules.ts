/** Vendor behaviour that the documents leave open, differs by edition, or that a test wants shorter. */
export interface VendorRules {
  /** WeCom cuts a callback after this time (D90930). */
  wecomTimeoutMs: number;
  /** WeCom counts any status other than 200 as a failure (D90238); `false` follows D90930 instead. */
  wecomRepeatsBadStatus: boolean;
  /** WeCom applies a passive card update given as the answer to a press; by default it ignores it (docs/emulator.md, Events). */
  wecomPassiveUpdate: boolean;
  /** Only these addresses may call WeCom's API; empty = everybody. */
  wecomTrustedIps: readonly string[];
  /** Calls of one API in one minute before it is blocked for a minute; sending does not count (docs/emulator.md, Messages). */
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
  /** DingTalk Stream: what was not acked, or acked `LATER`, comes again after this time (docs/emulator.md, Stream). */
  streamRepeatMs: number;
  /** Calls of one API in one second (Standard edition: 20). */
  dingtalkCallsPerSecond: number;
  /** Calls from one address in 20 seconds before it is banned for five minutes (docs/emulator.md, Calls). */
  dingtalkCallsPerAddress: number;
  /** Messages of the robot to one person in a minute; not published. */
  dingtalkMessagesPerPersonAndMinute: number;
  /** Work notifications of one app to one person in one Beijing day (docs/emulator.md, Work notifications). */
  dingtalkNoticesPerPersonAndDay: number;
  /** Metered calls in one Beijing month; the Standard edition has 5,000. */
  dingtalkCallsPerMonth: number;
  /** Robot messages in one Beijing month (Standard: 3,000); beyond it they come without content. */
  dingtalkMessagesPerMonth: number;
  /** A robot that was never published gets no `senderStaffId` (docs/emulator.md, Robot messages). */
  dingtalkPublished: boolean;
  /** How far what a message or press says of its time lies from the true one, either way; the signed timestamp of a callback stays true. */
  stampsOffMs: number;
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
  stampsOffMs: 0,
  slowMs: 1500,
  replayQuietMs: 1000,
};
