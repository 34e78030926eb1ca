import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const workRefusals: Refusals = {
  'work.type': () => '作业只收Word（不含宏）、PDF和文本文件，这份文件未保存。请另存后重新发送。',
  'work.too-large': ({ megabytes }) => `文件不能超过 ${megabytes} MB，未保存。可压缩其中的图片后再发送。`,
  'work.too-late': ({ title, day }) => `“${title}”${day}以后不再接收，本次未提交。确有原因的，请联系班主任。`,
  'work.being-read': ({ title }) => `“${title}”已开始评阅，不能替换或撤回。需要修改的，请联系班主任退回。`,
  'work.gone': () => '没有可以提交的文件，可能已经取消或过期。请重新发送文件。',
  'work.not-open': ({ number }) => `作业 ${number} 已取消，不能再办理。仍需要的，请用“/布置作业”重新布置。`,
  'work.over': ({ number }) => `作业 ${number} 已不再接收，无需催交。需要补交的，请用“/改作业”更改截止日期。`,
  'work.markers-few': ({ least }) => `评阅人至少 ${least} 人，请把姓名写全。`,
  'work.marker-unfit': ({ names }) =>
    `${names}不能评阅本班作业：评阅人应为县委党校、县委组织部、考评工作小组或班主任，且不是本班学员。`,
  'work.not-marker': ({ number }) =>
    `您不是作业 ${number} 的评阅人。需要由您评阅的，请班主任或县委党校用“/评阅人”指定。`,
  'work.not-yet': ({ day }) => `${day}截止后开始评阅，届时收到告知。`,
  'work.marked-enough': ({ work }) => `作品 ${work} 已有足够的人评阅，无需再评。`,
  'work.no-own-mark': ({ work }) => `作品 ${work} 目前没有您的评分，或已撤回，无需再撤回。`,
  'work.not-there': ({ work }) => `作品 ${work} 已退回修改或撤回，暂不能评阅。`,
  'work.returned-already': ({ work }) => `作品 ${work} 已退回修改或撤回，无需重复办理。`,
};
