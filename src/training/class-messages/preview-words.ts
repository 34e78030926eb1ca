import type { Button, Field, Press } from '../../chat/message.ts';

/** The text below the preview of a message to a class. @param groups - to how many groups of the class it could also be sent */
export function sendButtons(presses: { send: Press; alsoToGroup: Press; drop: Press }, groups: number): Button[] {
  const { send, alsoToGroup, drop } = presses;
  return [
    { label: '确认发出', style: 'primary', press: send },
    ...(groups > 0 ? [{ label: '发出并同步到班级群', press: alsoToGroup }] : []),
    { label: '取消', press: drop },
  ];
}

/** The hosts of the addresses in a preview, for the sender to check before a class opens them. */
export function leadsTo(host: string): Field {
  return { label: '链接去向', value: host };
}
