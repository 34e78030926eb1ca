import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type FileMessage, isFile, type Message } from '../../chat/message.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError } from '../../errors.ts';
import { SlidingWindows } from '../../sliding-window.ts';
import type { FormBody } from '../shared/form-body.ts';
import { sendInTurn } from '../shared/send-in-turn.ts';
import type { WecomAddressApi } from './api.ts';
import { groupContents } from './group-message.ts';
import { fileName, isPicture, type LoadFile, uploadAnswer, uploadNamed } from './media.ts';

const method = 'webhook/send';
const maxImageBytes = 2 * 1024 * 1024;
/** D99110: 20 messages a minute. */
const mostPerMinute = 20;
const minuteMs = 60_000;
const keyShape = /^[0-9A-Za-z_-]{8,128}$/;
const prefix = 'webhook:';

/** The key of a group robot, if that is how the group is named: `webhook:<key>`. */
export function robotKey(group: string): string | undefined {
  return group.startsWith(prefix) ? group.slice(prefix.length) : undefined;
}

/** Robots that people put into groups of their own (D99110). They hear nothing, and WeCom tells no repeat from a new message. */
export class GroupRobots {
  readonly #api: WecomAddressApi;
  readonly #loadFile: LoadFile;
  /** Our own count, since a robot that went over says 45009, which otherwise means that the whole company did. */
  readonly #minute = new SlidingWindows(minuteMs);
  readonly #clock: Clock;

  constructor(api: WecomAddressApi, clock: Clock, loadFile: LoadFile) {
    this.#api = api;
    this.#loadFile = loadFile;
    this.#clock = clock;
  }

  /**
   * Sends through one robot.
   * @param key - the robot's secret, from its address
   * @throws PlatformError, `robot-limit` where this robot has said enough for the minute; TransportError
   */
  async send(key: string, message: Message): Promise<void> {
    if (!keyShape.test(key)) throw new PlatformError(method, '93000', 'never');
    const contents = isFile(message) ? [await this.#fileContent(key, message)] : groupContents(message, 'robot');
    await sendInTurn(contents, (content) => this.#say(key, content));
  }

  async #say(key: string, content: object): Promise<void> {
    this.#count(key);
    try {
      await this.#api.call(method, z.object({}), { query: { key }, body: content }, [key]);
    } catch (error) {
      if (error instanceof PlatformError && error.code === '45009')
        throw new PlatformError(method, 'robot-limit', 'later');
      throw error;
    }
  }

  #count(key: string): void {
    const nowMs = this.#clock.now().getTime();
    this.#minute.forget(nowMs);
    const said = this.#minute.of(key);
    if (said.count(nowMs) >= mostPerMinute) throw new PlatformError(method, 'robot-limit', 'later');
    said.add(nowMs);
  }

  async #fileContent(key: string, file: FileMessage): Promise<object> {
    const bytes = await this.#loadFile(file.sha256);
    if (file.kind === 'picture' && isPicture(bytes) && bytes.length <= maxImageBytes) {
      const md5 = createHash('md5').update(bytes).digest('hex');
      return { msgtype: 'image', image: { base64: bytes.toString('base64'), md5 } };
    }
    const upload = async (body: FormBody) => {
      const request = { query: { key, type: 'file' }, body };
      return (await this.#api.call('webhook/upload_media', uploadAnswer, request, [key])).media_id;
    };
    return { msgtype: 'file', file: { media_id: await uploadNamed(upload, fileName(file.name), bytes) } };
  }
}
