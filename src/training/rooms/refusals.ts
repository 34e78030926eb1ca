import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const roomRefusals: Refusals = {
  'room.bad-code': () => '签到码是教室屏幕上的四位数字，请重新输入。',
  'room.wrong-code': ({ left }) => `签到码不对或已更换。请看教室屏幕，输入现在显示的四位数字，还可以输入 ${left} 次。`,
  'room.no-tries-left': () => '签到码已多次输入不对，不能再输入。已到课的，请向班主任或班长报到。',
  'room.other-room': ({ shown, own }) =>
    `这是${shown}的签到码，您的座位在${own}。请输入${own}屏幕上的签到码；换了课堂的，请告诉班主任。`,
  'room.press-only': () => '本班用卡片签到，请点当天课程与签到卡上的“签到”。',
  'room.no-codes': () => '现在不能使用签到码，请用卡片签到或由班主任点到。',
  'room.no-lesson': ({ day }) => `本班${day}没有课程，不需要签到码。`,
  'room.press-only-class': ({ classId }) => `本班只用卡片签到。要用签到码，请先用“/改班 ${classId} 签到方式 均可”。`,
  'room.unknown': ({ name, rooms }) => `本班没有“${name}”。可写：${rooms}。`,
  'room.not-yours': ({ name }) => `${name}由其他同志负责，您不能办理。`,
  'room.too-many': ({ most }) => `一个班最多 ${most} 个分课堂。请先撤去不用的分课堂。`,
  'room.seats-given-meanwhile': () => '核对期间，表中学员的座位有变动，本表没有登记。请重新发送座位表核对。',
  'room.sheet-gone': () => '这份座位表已取消或已登记，请重新发送。',
  'room.same': ({ name }) => `“${name}”已经是这样，无需变更。`,
  'room.nobody-on-duty': ({ day }) => `${day}还没有值日学员。请先用“/值日”指定。`,
};
