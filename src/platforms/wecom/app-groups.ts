import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isFile, type Message } from '../../chat/message.ts';
import { PlatformError } from '../../errors.ts';
import { sendInTurn } from '../shared/send-in-turn.ts';
import { shortened } from '../shared/split-text.ts';
import type { WecomApi } from './api.ts';
import { groupContents } from './group-message.ts';
import { clean } from './literal.ts';
import type { Media } from './media.ts';
import { isUserId } from './xml-fields.ts';

const maxNameChars = 50;
/** D90245. */
const memberCount = { least: 2, most: 2000 };
const chatExists = '86215';

const createAnswer = z.object({ chatid: z.string().min(1).optional() });

/**
 * Makes a group of the app's own (D90245); needs an app that sees the whole company. WeCom shows it once something was sent into it.
 *
 * @param key - the same key is the same group: made twice, it is there once
 * @returns its chatid
 * @throws PlatformError, with code `group-size` for fewer than 2 or more than 2000 people; TransportError
 */
export async function createAppGroup(
  api: WecomApi,
  name: string,
  owner: string,
  members: readonly string[],
  key: string,
): Promise<string> {
  const userlist = [...new Set([owner, ...members].map((userId) => userId.toLowerCase()))].filter(isUserId);
  if (userlist.length < memberCount.least || userlist.length > memberCount.most)
    throw new PlatformError('appchat/create', 'group-size', 'never');
  // At most 32 letters and digits.
  const chatid = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const leader = isUserId(owner.toLowerCase()) ? { owner: owner.toLowerCase() } : {};
  try {
    const body = { name: shortened(clean(name), maxNameChars), ...leader, userlist, chatid };
    return (await api.call('appchat/create', createAnswer, { body })).chatid ?? chatid;
  } catch (error) {
    if (error instanceof PlatformError && error.code === chatExists) return chatid;
    throw error;
  }
}

/**
 * Sends into a group of the app's own (D90248). WeCom tells no repeat from a new message here.
 * @throws PlatformError, TransportError; a failure after the first of several parts counts as a silence
 */
export async function sendToAppGroup(
  deps: { api: WecomApi; media: Media },
  chatid: string,
  message: Message,
): Promise<void> {
  const send = async (content: object) => {
    await deps.api.call('appchat/send', z.object({}), { body: { chatid, ...content } });
  };
  if (isFile(message)) await deps.media.sendWith(message, send);
  else await sendInTurn(groupContents(message, 'app'), send);
}
