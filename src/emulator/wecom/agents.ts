import { type JsonObject, textOf } from '../json.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import type { TokenCall } from './call.ts';
import { WecomRefusal } from './codes.ts';
import { visiblePeople } from './range.ts';
import { checkAgent } from './send.ts';

/**
 * `agent/get?agentid=`: the app and its visible range, as clients read it when they log in.
 * @throws WecomRefusal 41011, 40056, 301002
 */
export function getAgent(world: World, account: WecomAccount, call: TokenCall): JsonObject {
  const agentid = call.http.query.get('agentid') ?? undefined;
  const agentId = checkAgent(account, { ...call, body: { agentid } });
  const names = world.state.wecom.visible ?? account.visibleDepartments ?? [''];
  const partyid = names.map((name) => world.directory.departmentNamed('wecom', name)).filter((id) => id !== undefined);
  return {
    ...agentFields(account, agentId),
    description: '',
    allow_userinfos: { user: [] },
    allow_partys: { partyid },
    allow_tags: { tagid: [] },
    close: 0,
    redirect_domain: account.trustedDomains?.[0] ?? '',
    report_location_flag: 0,
    isreportenter: 1,
    home_url: '',
  };
}

/** `agent/list`: the calling app alone. @throws WecomRefusal 48002 */
export function listAgents(account: WecomAccount, { caller }: TokenCall): JsonObject {
  if (caller === 'contact-sync') throw new WecomRefusal(48002);
  return { agentlist: [agentFields(account, caller)] };
}

/** `user/getuserid` by mobile. @throws WecomRefusal 40058 † without one, 46004 for a number of nobody the app sees */
export function userIdByMobile(world: World, account: WecomAccount, { body }: TokenCall): JsonObject {
  const wanted = textOf(body.mobile);
  if (wanted === '') throw new WecomRefusal(40058, { userid: '' });
  const person = visiblePeople(world, account).find(({ mobile }) => mobile === wanted);
  if (person === undefined) throw new WecomRefusal(46004, { userid: '' });
  return { userid: person.userId };
}

function agentFields(account: WecomAccount, agentId: number): JsonObject {
  const name = agentId === account.agentId ? '自建应用' : `应用 ${agentId}`;
  return { agentid: agentId, name, square_logo_url: '' };
}
