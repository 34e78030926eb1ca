import type { Context as Request } from 'koa';
import type { ChatPlatform } from '../../chat/platform.ts';
import type { StaffPageDeps } from './visit.ts';

type Vendors = Pick<StaffPageDeps, 'platforms'>;

/** WeCom's login, which works in every browser. */
export function authorizeOf({ platforms }: Vendors): ChatPlatform['authorizeUrl'] {
  return platforms.find(({ name }) => name === 'wecom')?.authorizeUrl;
}

/** DingTalk's login, which works inside its client alone. */
export function clientLoginOf({ platforms }: Vendors): ChatPlatform['clientLogin'] {
  return platforms.find(({ name }) => name === 'dingtalk')?.clientLogin;
}

export const isInDingtalk = (request: Request) => /dingtalk/i.test(request.get('User-Agent'));

/** Where whoever is not signed in is led: in a vendor's own browser straight to its login. */
export function signInPath(request: Request, deps: StaffPageDeps): string {
  const isInWecom = /wxwork/i.test(request.get('User-Agent'));
  if (isInWecom && authorizeOf(deps) !== undefined) return '/staff/with/wecom';
  return isInDingtalk(request) && clientLoginOf(deps) !== undefined ? '/staff/with/dingtalk' : '/staff/sign-in';
}
