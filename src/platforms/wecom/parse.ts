import { CallbackRefused } from './callback-refused.ts';
import { parseEvent } from './parse-event.ts';
import { type Parsed, updated } from './parsed.ts';
import { readXml } from './xml.ts';
import { createdAt, optional, required, sender } from './xml-fields.ts';

const kindShape = /^.{1,64}$/;
const msgIdShape = /^\d{1,20}$/;
const anyText = /^/;
const mediaIdShape = /^[\w@./+=-]{1,512}$/;
/** For what comes without a name of its own. */
const pictureName = '图片.jpg';
const fileName = '文件';

/**
 * Reads the decrypted XML of one callback (D90239 for messages, D90240 for events).
 *
 * @param agentId - our app; anything meant for another one is refused
 * @throws CallbackRefused when the XML is not well-formed or lacks what its kind must have
 */
export function parseCallback(xml: string, agentId: string): Parsed {
  const fields = readXml(xml);
  const type = required(fields, 'MsgType', kindShape);
  const agent = optional(fields, 'AgentID');
  if (agent !== undefined && agent !== agentId) throw new CallbackRefused('agentid');
  if (type === 'event') return parseEvent(fields, agent);
  if (agent === undefined) throw new CallbackRefused('agentid');
  const id = `wecom:${required(fields, 'MsgId', msgIdShape)}`;
  const from = sender(fields, 'FromUserName');
  const at = createdAt(fields);
  // Nearly all are texts. Each field is named: to spread some of them into the update costs more than to decrypt it.
  if (type === 'text')
    return updated({ kind: 'said', id, from, at, text: required(fields, 'Content', anyText), where: 'single' });
  const common = { id, from, at };
  const mediaId = optional(fields, 'MediaId') ?? '';
  if ((type === 'image' || type === 'file') && mediaIdShape.test(mediaId)) {
    const picture = type === 'image';
    const name = picture ? pictureName : (optional(fields, 'FileName') ?? fileName);
    return updated({ ...common, kind: 'sent-file', what: picture ? 'picture' : 'file', name, source: { mediaId } });
  }
  const unsupported = updated({ ...common, kind: 'unsupported', what: type });
  return mediaKinds.has(type) ? unsupported : { ...unsupported, unknown: `message ${type}` };
}

/** D90239 and, though no page has it, `file`. */
const mediaKinds: ReadonlySet<string> = new Set(['image', 'voice', 'video', 'location', 'link', 'file']);
