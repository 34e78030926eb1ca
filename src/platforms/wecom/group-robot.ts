import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FileMessage, Message } from '../../chat/message.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError } from '../../errors.ts';
import { groupContents } from './group-message.ts';
import { fileName, isPicture, type LoadFile, uploadNamed } from './media.ts';
import type { OpenCall } from './open-call.ts';
import { isFile } from './send.ts';
import { sendInTurn } from './send-in-turn.ts';

const METHOD = 'webhook/send';
const MAX_IMAGE_BYTES = 2 * 1024 * 1024;
/** D99110: 20 messages a minute. */
const MOST_PER_MINUTE = 20;
const MINUTE_MS = 60_000;
const KEY = /^[0-9A-Za-z_-]{8,128}$/;
const PREFIX = 'webhook:';

const uploadAnswer = z.object({ media_id: z.string().min(1) });

/** The key of a group robot, if that is how the group is named: `webhook:<key>`. */
export function robotKey(group: string): string | undefined {
  return group.startsWith(PREFIX) ? group.slice(PREFIX.length) : undefined;
}

export interface GroupRobots {
  /**
   * Sends through the robot somebody put into a group (D99110). The robot hears nothing, and WeCom tells no repeat from a new message.
   * @param key - the robot's secret, from its address
   * @throws PlatformError, `robot-limit` where this robot has said enough for the minute; TransportError
   */
  send(key: string, message: Message | FileMessage): Promise<void>;
}

export function createGroupRobots(deps: { call: OpenCall; loadFile: LoadFile; clock: Clock }): GroupRobots {
  const { call, loadFile, clock } = deps;
  const sentAtMs = new Map<string, number[]>();

  /** Our own count, since a robot that went over says 45009, which otherwise means that the whole company did. */
  function spend(key: string): void {
    const nowMs = clock.now().getTime();
    for (const [other, times] of sentAtMs) {
      const recent = times.filter((time) => nowMs - time < MINUTE_MS);
      if (recent.length === 0) sentAtMs.delete(other);
      else sentAtMs.set(other, recent);
    }
    const times = sentAtMs.get(key) ?? [];
    if (times.length >= MOST_PER_MINUTE) throw new PlatformError(METHOD, 'robot-limit', 'later');
    sentAtMs.set(key, [...times, nowMs]);
  }

  async function say(key: string, content: object): Promise<void> {
    spend(key);
    try {
      await call(z.object({}), { method: METHOD, query: { key }, body: content }, key);
    } catch (error) {
      if (error instanceof PlatformError && error.code === '45009')
        throw new PlatformError(METHOD, 'robot-limit', 'later');
      throw error;
    }
  }

  async function fileContent(key: string, file: FileMessage): Promise<object> {
    const bytes = await loadFile(file.sha256);
    if (file.kind === 'picture' && isPicture(bytes) && bytes.length <= MAX_IMAGE_BYTES) {
      const md5 = createHash('md5').update(bytes).digest('hex');
      return { msgtype: 'image', image: { base64: bytes.toString('base64'), md5 } };
    }
    const upload = async (_type: unknown, body: object) => {
      const request = { method: 'webhook/upload_media', query: { key, type: 'file' }, body };
      return (await call(uploadAnswer, request, key)).media_id;
    };
    return { msgtype: 'file', file: { media_id: await uploadNamed(upload, 'file', fileName(file.name), bytes) } };
  }

  return {
    async send(key, message) {
      if (!KEY.test(key)) throw new PlatformError(METHOD, '93000', 'never');
      const contents = isFile(message) ? [await fileContent(key, message)] : groupContents(message, 'robot');
      await sendInTurn(contents, (content) => say(key, content));
    },
  };
}
