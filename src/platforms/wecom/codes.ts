import type { Retry } from '../../errors.ts';

/** Codes that are worth another try (wecom.md 3.2, after D90313: only system failures are). */
const afterToken = [40014, 42001];
const later = [-1, 6000, 45009, 45033, 45035, 45036, 846607];

const never = [
  // identity of company, app and secret; 40001 on anything but gettoken is read in `retryOf`
  ...[40001, 40013, 40056, 41001, 41002, 41004, 41011, 48002, 48006, 48009, 50001, 50003, 60020, 301002, 301007],
  // people, departments, tags
  ...[40003, 40031, 40032, 41009, 43004, 46004, 50002, 50100, 60003, 60011, 60021, 60111, 60123, 60268],
  // receivers of a message
  ...[81012, 81013, 82001, 82002, 82003, 82101, 82102],
  // content of a message
  ...[40008, 40033, 40035, 40050, 40058, 40063, 40201, 41016, 41033, 40074, 44004, 45002, 45008, 45029, 45034, 82004],
  // the app's menu (D90231, by the names its error page gives them)
  ...[...span(40016, 40020), 40023, 46003],
  // media
  ...[40004, 40005, 40006, 40007, 40009, 40011, 40123, 40145, 40146, 41006, 44001, 45001, 45007, 830002],
  // login codes
  ...[40029, 42022, 84014, 84025],
  // template cards and their updates
  ...[42014, 42015, 42016, ...span(42017, 42020), ...span(42027, 42051), 42052, 43012, 60140],
  // group chats and group robots
  ...[...span(86001, 86008), ...span(86201, 86220), 93000, 93001, 93004, 93008, 93017, 93018, 93019],
  // AI robot; 846607, its send limit, is the one that passes
  ...span(846601, 846606),
  ...span(846608, 846625),
];

const classes: ReadonlyMap<number, Retry> = new Map<number, Retry>([
  ...never.map((code) => [code, 'never'] as const),
  ...later.map((code) => [code, 'later'] as const),
  ...afterToken.map((code) => [code, 'after-token'] as const),
]);

/** Whether `wecom.md` 3.2 lists this code; others deserve a look in the log. */
export function isKnownCode(errcode: number): boolean {
  return errcode === 0 || classes.has(errcode);
}

/**
 * When a refused call may be tried again. Unknown codes are final: they end where an operator sees them.
 * @param method - the call, e.g. `message/send`; a bad secret is final for `gettoken` and an old token anywhere else
 */
export function retryOf(method: string, errcode: number): Retry {
  if (errcode === 40001 && method !== 'gettoken') return 'after-token';
  return classes.get(errcode) ?? 'never';
}

function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
