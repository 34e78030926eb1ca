import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const proofRefusals: Refusals = {
  'proof.type': () => '证明材料只收图片（JPG、PNG、WebP）和PDF文件，这份文件未保存。可拍照后发送图片。',
  'proof.too-large': ({ megabytes }) => `图片或文件不能超过 ${megabytes} MB，未保存。请压缩后再发送。`,
  'proof.too-many': ({ most }) => `每项最多保存 ${most} 份，本次未保存。可先撤回，再重新发送。`,
  'proof.gone': () => '没有可以办理的图片或文件，可能已经取消或过期。需要的，请重新发送。',
  'proof.unknown': () => '没有找到这项材料，请核对。',
  'proof.no-key': () => '暂时不能保存证明材料，未作任何改动。请稍后再试，或联系县委组织部。',
};
