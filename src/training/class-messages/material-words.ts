import type { Link } from '../../chat/link.ts';
import { hostOf } from '../../chat/link.ts';
import type { Card } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { MaterialRow } from './materials.ts';
import { dropMaterial, sendMaterial } from './presses.ts';
import { leadsTo, type Receivers, receiverLines, sendButtons } from './preview-words.ts';

function linkTo({ url, pictureUrl }: MaterialRow): Link {
  return { label: '查看资料', url, ...(pictureUrl === undefined ? {} : { pictureUrl }) };
}

export const materialWords = {
  preview: (trainingClass: ClassRow, material: MaterialRow, receivers: Receivers, groups: number): Card => {
    const { _id, title, url, pictureUrl, words } = material;
    const about = { material: _id };
    return {
      kind: 'card',
      id: `material-preview:${_id}`,
      title: '学习资料预览',
      lines: [
        ...receiverLines(`“${trainingClass.name}”全体学员`, receivers),
        `《${title}》`,
        ...(words === undefined ? [] : [words]),
        '请先打开链接，核对内容后再发出。',
      ],
      fields: [
        { label: '编号', value: _id },
        leadsTo(hostOf(url)),
        ...(pictureUrl === undefined ? [] : [{ label: '图片来源', value: hostOf(pictureUrl) }]),
      ],
      link: linkTo(material),
      buttons: sendButtons(
        {
          send: sendMaterial.with(about),
          alsoToGroup: sendMaterial.with({ ...about, group: 'yes' }),
          drop: dropMaterial.with(about),
        },
        groups,
      ),
    };
  },
  /** For each trainee, and for the class's group. */
  card: (className: string, material: MaterialRow): Card => ({
    kind: 'card',
    id: `material:${material._id}`,
    title: `学习资料：${material.title}`,
    lines: material.words === undefined ? [] : [material.words],
    fields: [{ label: '班次', value: className }],
    link: linkTo(material),
    buttons: [],
  }),
  sent: '已确认发出',
  /** @param forMorning - it is night, and messages wait for the end of the quiet hours */
  sentReply: (material: MaterialRow, count: number, forMorning: boolean) =>
    `${forMorning ? `现在是免打扰时段，学习资料将于早晨送达 ${count} 名学员。` : `学习资料已发给 ${count} 名学员。`}如有误发，回复“/撤回 ${material._id}”撤回。`,
  dropped: '已取消，未发出',
  nobody: '该班还没有学员，学习资料未发出。',
} as const;
