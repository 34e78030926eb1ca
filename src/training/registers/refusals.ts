import type { Refusals } from '../../errors.ts';

export const registerRefusals: Refusals = {
  'paper.unknown': ({ number }) => `没有编号“${number}”的证书或证明。请核对后再写。`,
  'paper.voided': ({ number }) => `${number} 已经作废，无需更改。需要恢复的，请回复“/恢复证书 ${number} 理由”。`,
  'paper.holds': ({ number }) => `${number} 现为有效，无需更改。需要作废的，请回复“/作废证书 ${number} 理由”。`,
};
