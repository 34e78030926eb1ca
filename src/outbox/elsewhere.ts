/**
 * Refusals that are about the person on this one platform: not there, not in the app's visible range, without a licence, left, or silent
 * where only an answer may be sent. On another platform they may well be reached. Anything about the message itself would be refused there too.
 */
const aboutThePerson: ReadonlySet<string> = new Set([
  // Our own word for WeCom's AI robot, wecom.md 9
  'no-answer-address',
  // WeCom, wecom.md 3.2 and 4.1
  ...['bad-userid', 'invaliduser', 'unlicenseduser', '81013', '60021', '60111', '60011', '40003', '40031', '46004'],
  // DingTalk, dingtalk.md 4.3, 5.1, 5.4, 6.3
  ...['invalidStaffId', 'staffId.notExisted', 'illegal.receivers', '33012', '60121', '50002', '50004'],
  ...['param.userIdNotExist', 'param.openSpaceIdInvalid', 'card.not-delivered', 'invalidParameter.userId.empty'],
]);

/** Whether somebody whom a platform refused with this code may be reached on another. */
export function mayBeReachedElsewhere(code: string | undefined): boolean {
  return code !== undefined && aboutThePerson.has(code);
}
