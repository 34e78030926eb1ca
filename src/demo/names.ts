import type { Sex } from '../county/cadre.ts';
import type { RandomNumbers } from './random-numbers.ts';

/** Surname, pinyin, and how many of ten thousand people bear it, roughly. */
const SURNAMES: readonly (readonly [string, string, number])[] = [
  ['李', 'li', 740],
  ['王', 'wang', 720],
  ['张', 'zhang', 680],
  ['刘', 'liu', 540],
  ['陈', 'chen', 520],
  ['杨', 'yang', 310],
  ['黄', 'huang', 300],
  ['赵', 'zhao', 220],
  ['吴', 'wu', 220],
  ['周', 'zhou', 200],
  ['徐', 'xu', 150],
  ['孙', 'sun', 140],
  ['马', 'ma', 130],
  ['朱', 'zhu', 130],
  ['胡', 'hu', 120],
  ['林', 'lin', 120],
  ['郭', 'guo', 115],
  ['何', 'he', 110],
  ['高', 'gao', 105],
  ['罗', 'luo', 105],
  ['郑', 'zheng', 95],
  ['梁', 'liang', 95],
  ['谢', 'xie', 80],
  ['宋', 'song', 80],
  ['唐', 'tang', 75],
  ['许', 'xu', 72],
  ['邓', 'deng', 70],
  ['冯', 'feng', 65],
  ['韩', 'han', 65],
  ['曹', 'cao', 62],
  ['曾', 'zeng', 60],
  ['彭', 'peng', 58],
  ['萧', 'xiao', 56],
  ['蔡', 'cai', 54],
  ['潘', 'pan', 52],
  ['田', 'tian', 50],
  ['董', 'dong', 50],
  ['袁', 'yuan', 48],
  ['于', 'yu', 46],
  ['余', 'yu', 46],
  ['叶', 'ye', 44],
  ['蒋', 'jiang', 44],
  ['杜', 'du', 42],
  ['苏', 'su', 40],
  ['魏', 'wei', 40],
  ['程', 'cheng', 40],
  ['吕', 'lv', 38],
  ['丁', 'ding', 36],
  ['沈', 'shen', 36],
  ['姚', 'yao', 33],
  ['卢', 'lu', 33],
  ['傅', 'fu', 32],
  ['钟', 'zhong', 32],
  ['姜', 'jiang', 31],
  ['崔', 'cui', 30],
  ['谭', 'tan', 30],
  ['廖', 'liao', 30],
  ['范', 'fan', 29],
  ['汪', 'wang', 29],
  ['陆', 'lu', 28],
  ['金', 'jin', 28],
  ['石', 'shi', 26],
  ['戴', 'dai', 25],
  ['贾', 'jia', 25],
  ['韦', 'wei', 24],
  ['夏', 'xia', 24],
  ['邱', 'qiu', 24],
  ['方', 'fang', 23],
  ['侯', 'hou', 22],
  ['邹', 'zou', 22],
  ['熊', 'xiong', 21],
  ['孟', 'meng', 20],
  ['秦', 'qin', 20],
];
const TOTAL_WEIGHT = SURNAMES.reduce((sum, [, , weight]) => sum + weight, 0);

interface GivenNames {
  first: string;
  second: string;
}

/**
 * Characters of given names, by sex and year of birth (before 1978, before 1990, later), chosen so that no two of them form the name of a
 * public figure.
 */
const GIVEN: Readonly<Record<Sex, readonly [GivenNames, GivenNames, GivenNames]>> = {
  male: [
    { first: '建永文春世光兴福玉学启成树传', second: '军华强明生林辉全新波田' },
    { first: '志伟文海振晓少永向剑云宏耀', second: '强辉勇涛鹏峰斌兵雄坚锋彬超标添' },
    { first: '俊浩宇子嘉文振思睿铭冠伟健炜楚', second: '轩豪涛鹏飞航辰毅峰恒源森霖城' },
  ],
  female: [
    { first: '秀玉美春凤翠惠淑月雪瑞彩少', second: '英芳兰珍梅华霞萍娟琴莲香容珠娥' },
    { first: '丽晓海雪艳春燕美素婉少月', second: '芳霞娟敏静红莉燕梅琴芬珊华娜媚' },
    { first: '思雨欣佳嘉晓雅梦楚惠泳钰芷乐', second: '怡彤琪妍颖婷洁琳倩萱瑶敏莹珊韵' },
  ],
};

/** Given names of one character, chosen in the same way. */
const SINGLE: Readonly<Record<Sex, string>> = { male: '鑫锐晨霖炜', female: '琪妍彤倩莹' };

/** A person's name with the pinyin of its surname. */
export function personName(
  random: RandomNumbers,
  sex: Sex,
  birthYear: number,
): { name: string; surnamePinyin: string } {
  const [surname, surnamePinyin] = pickSurname(random);
  const { first, second } = GIVEN[sex][birthYear < 1978 ? 0 : birthYear < 1990 ? 1 : 2];
  const given = random.happens(0.08)
    ? pickCharacter(random, SINGLE[sex])
    : pickCharacter(random, first) + pickCharacter(random, second);
  return { name: surname + given, surnamePinyin };
}

function pickSurname(random: RandomNumbers): readonly [string, string, number] {
  let left = random.next() * TOTAL_WEIGHT;
  for (const surname of SURNAMES) {
    left -= surname[2];
    if (left < 0) return surname;
  }
  return ['李', 'li', 0];
}

function pickCharacter(random: RandomNumbers, characters: string): string {
  return characters.charAt(random.between(0, characters.length - 1));
}
