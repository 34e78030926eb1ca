import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const sharingRefusals: Refusals = {
  'sharing.not-graded': () => '优秀学员人选还没有公示，暂不能确定交流发言人。请在公示后办理。',
  'sharing.not-excellent': ({ name }) =>
    `${name}不是公示的优秀学员人选，结果公布后考核等次也不是优秀，不能确定为交流发言人。`,
  'sharing.none': () => '目前没有请您作交流发言。',
  'sharing.over': ({ dueOn }) => `发言提纲到${dueOn}截止，已不能修改或撤回。如有需要，请联系班主任。`,
  'sharing.not-given': () => '还没有收到您的发言提纲。',
  'sharing.length': ({ least, most }) => `发言提纲请写 ${least} 至 ${most} 字。`,
  'sharing.file': () => '未能识别文件中的文字。请发送 Word 文档或纯文本文件，或直接发文字、语音。',
  'sharing.date-past': () => '截止日期不能早于今天。',
  'sharing.not-speaker': ({ name }) => `${name}不在交流发言名单中。`,
  'sharing.not-shared': () => '没有找到这篇交流材料，或尚在准备中。',
};
