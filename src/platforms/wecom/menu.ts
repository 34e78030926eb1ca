import { z } from 'zod';
import type { WecomApi } from './api.ts';

/** A click says the key, as if the person had typed it. */
function says(words: string) {
  return { type: 'click', name: words, key: words };
}

/** D90231: at most three buttons, and five below one of them; names of at most 16 and 40 bytes, keys of at most 128. */
const menu = { button: [says('待办'), says('请假'), { name: '更多', sub_button: [says('我的成绩'), says('帮助')] }] };

/**
 * Puts the app's menu below its conversation (D90231); the same menu again changes nothing.
 * @throws PlatformError, TransportError
 */
export async function setMenu(api: WecomApi, agentId: string): Promise<void> {
  await api.call('menu/create', z.object({}), { query: { agentid: agentId }, body: menu });
}
