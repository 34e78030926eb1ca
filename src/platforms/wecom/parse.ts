import { parseEvent } from './parse-event.ts';
import { type Parsed, updated } from './parsed.ts';
import { Refusal } from './refusal.ts';
import { readXml } from './xml.ts';
import { createdAt, optional, required, sender } from './xml-fields.ts';

const KIND = /^.{1,64}$/;
const MSG_ID = /^\d{1,20}$/;
const ANY = /^/;

/**
 * Reads the decrypted XML of one callback (D90239 for messages, D90240 for events).
 *
 * @param agentId - our app; anything meant for another one is refused
 * @throws Refusal when the XML is not well-formed or lacks what its kind must have
 */
export function parseCallback(xml: string, agentId: string): Parsed {
  const fields = readXml(xml);
  const type = required(fields, 'MsgType', KIND);
  const agent = optional(fields, 'AgentID');
  if (agent !== undefined && agent !== agentId) throw new Refusal('agentid');
  if (type === 'event') return parseEvent(fields, agent);
  if (agent === undefined) throw new Refusal('agentid');
  const common = {
    id: `wecom:${required(fields, 'MsgId', MSG_ID)}`,
    from: sender(fields, 'FromUserName'),
    at: createdAt(fields),
  };
  if (type === 'text')
    return updated({ ...common, kind: 'said', text: required(fields, 'Content', ANY), where: 'single' });
  const unsupported = updated({ ...common, kind: 'unsupported', what: type });
  return MEDIA_KINDS.has(type) ? unsupported : { ...unsupported, unknown: `message ${type}` };
}

/** D90239 and, though no page has it, `file`. */
const MEDIA_KINDS: ReadonlySet<string> = new Set(['image', 'voice', 'video', 'location', 'link', 'file']);
