import type { Button, Field, Press } from '../../chat/message.ts';

/** Below the preview of what is about to go to a class. @param groups - how many groups of the class it could go to as well */
export function sendButtons(presses: { send: Press; alsoToGroup: Press; drop: Press }, groups: number): Button[] {
  const { send, alsoToGroup, drop } = presses;
  return [
    { label: '确认发出', style: 'primary', press: send },
    ...(groups > 0 ? [{ label: '发出并同步到班级群', press: alsoToGroup }] : []),
    { label: '取消', press: drop },
  ];
}

/** Whom the addresses in a preview lead to: who sends them should look before a class opens them. */
export function leadsTo(host: string): Field {
  return { label: '链接去向', value: host };
}
