import type { JsonObject } from '../json.ts';
import type { DingtalkAccount } from './account.ts';

/** `GET /v1.0/microApp/allInnerApps`: the company's own apps, which the Satori adapter reads when it logs in; here ours alone. */
export function innerApps(account: DingtalkAccount): JsonObject {
  const { agentId = 0, appKey } = account;
  const app = { agentId, appId: agentId, name: APP_NAME, desc: '', icon: '', appStatus: 1, homepageLink: '' };
  return { appList: [{ ...app, unifiedAppId: appKey, developType: 0 }] };
}

/** `POST /microapp/list` of the old API: the same. */
export function microApps({ agentId = 0 }: DingtalkAccount): JsonObject {
  const links = { homepageLink: '', pcHomepageLink: '', ompLink: '' };
  return { appList: [{ agentId, name: APP_NAME, appIcon: '', appDesc: '', isSelf: true, appStatus: 1, ...links }] };
}

const APP_NAME = '自建应用';
