/** The part of the control API that only DingTalk has, in types. */

/**
 * `POST /control/dingtalk-stream` with `{ act }`: what DingTalk's Stream gateway does to every live connection. `ping` must be echoed,
 * `disconnect` is followed by silence and, 10 s later, the end, `cut` is the end at once. After `silent` a connection stays open and
 * answers WebSocket pings, but nothing is sent on it any more. The others send a frame no client should trust.
 */
export type StreamAct = 'ping' | 'disconnect' | 'cut' | 'silent' | 'broken-json' | 'unknown-type' | 'huge';

/** `POST /control/dingtalk-message`: a message of any kind from a person to DingTalk's robot. */
export interface DingtalkMessageRequest {
  userId: string;
  kind: 'text' | 'picture' | 'richText' | 'audio' | 'video' | 'file' | 'unknownMsgType';
  /** The text, what a voice message says, or the unknown kind's name. */
  text?: string;
  name?: string;
  /** The bytes; without them a picture of one dot. */
  base64?: string;
  group?: string;
  /** `false`: the robot is not mentioned, so in a group it does not receive the message. */
  mentions?: boolean;
  /** Only the fields that the vendor promises. */
  bare?: boolean;
  /** The sender belongs to another company: there is no `senderStaffId`, and a `sessionWebhook` as always. */
  stranger?: boolean;
  /** A text in a group: how the sender's client passes the mention on. Without it the mention is taken out. */
  mentionAs?: 'text' | 'richText';
}

/** `POST /control/dingtalk-replayed-stamp`: a message as this person, under `timestamp` and `sign` of an earlier callback over HTTP. */
export interface DingtalkReplayRequest {
  userId: string;
  text: string;
  /** Which callback, 0 being the latest. */
  nth?: number;
}

/** `POST /control/dingtalk-group` with `{ id, status }`. */
export type DingtalkGroupStatus = 'open' | 'without-robot' | 'disbanded';
