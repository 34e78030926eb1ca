import { ControlError } from './control-error.ts';
import { dingtalkAct } from './dingtalk/control.ts';
import type { Emulator } from './driver.ts';
import type { JsonObject } from './json.ts';
import { streamActOf } from './requests.ts';
import { wecomAct } from './wecom/control.ts';

/** Where the paths of acts begin that only WeCom has. */
const WECOM = 'wecom/';

/**
 * `POST /control/<path>` for what only one vendor has; the transcript keeps these requests as they are.
 * @returns the answer's JSON value, or `undefined` for an unknown path
 * @throws ControlError
 */
export async function vendorAct(emulator: Emulator, path: string, body: JsonObject): Promise<unknown> {
  if (path.startsWith(WECOM)) return await wecomAct(emulator.wecom, path.slice(WECOM.length), body);
  if (path === 'dingtalk-stream') return { connections: emulator.dingtalkStream(streamActOf(body.act)) };
  return emulator.dingtalk === undefined ? undefined : await dingtalkAct(emulator.dingtalk, path, body);
}

/** The same for what must be known. @throws ControlError */
export async function knownVendorAct(emulator: Emulator, path: string, body: JsonObject): Promise<void> {
  if ((await vendorAct(emulator, path, body)) === undefined) throw new ControlError(`没有这种操作：${path}`);
}
