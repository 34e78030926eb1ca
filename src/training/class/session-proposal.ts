import { comparable } from '../../chat/plain-text.ts';
import type { CourseType, TeachingMethod } from './session.ts';

/** What a lesson's title, place or unit says of its type; the first that fits. Somebody confirms each. */
const TYPE_SIGNS: readonly (readonly [RegExp, CourseType])[] = [
  [
    /党性|党章|党纪|党规|廉|警示|纪律|宗旨|初心|誓词|红色|故居|烈士|革命|长征|纪念馆|作风|入党|党史|优良传统|家风|延安|井冈山/,
    'partySpirit',
  ],
  [
    /思想|理论|马克思|共产党宣言|经典著作|党的|全会|二十大|主义|中国式现代化|总体国家安全观|意识形态|统一战线|全面从严|共同富裕|总书记|人民民主|新时代/,
    'partyTheory',
  ],
  [
    /业务|财政|预算|审计|税|规划|国土|用地|执法|法律|法治|民法|信访|统计|保密|招投标|环保|生态环境|安全生产|公文|档案|财务/,
    'professional',
  ],
  [
    /能力|应急|突发|调研|调查研究|治理|招商|项目|群众工作|沟通|领导|执行|百千万|乡村振兴|振兴|营商|矛盾|调解|舆情|写作|演讲|管理|模拟|实务/,
    'dutyCapability',
  ],
];

const METHOD_SIGNS: readonly (readonly [RegExp, TeachingMethod])[] = [
  [/开班/, 'opening'],
  [/结业|结班/, 'closing'],
  [/竞选|班委选举|选举班委/, 'committeeElection'],
  [/自学|自习|报到|入学/, 'selfStudy'],
  [/党性分析/, 'partySpiritAnalysis'],
  [/现场教学|现场|参观|研学|实地/, 'fieldTeaching'],
  [/论坛/, 'traineeForum'],
  [/读书|好书/, 'bookSharing'],
  [/分组讨论|小组讨论|讨论|交流/, 'groupDiscussion'],
  [/研讨/, 'seminar'],
  [/模拟|演练/, 'simulation'],
  [/案例/, 'caseTeaching'],
  [/宣讲/, 'advocacyTeaching'],
  [/调研/, 'socialResearch'],
  [/讲座|辅导/, 'guidedTalk'],
];

/** The type that the texts of a lesson suggest, its title first; `knowledge` where nothing does. */
export function proposedType(texts: readonly string[]): CourseType {
  for (const text of texts) {
    const found = TYPE_SIGNS.find(([sign]) => sign.test(comparable(text)));
    if (found !== undefined) return found[1];
  }
  return 'knowledge';
}

/** The method that the texts of a lesson suggest, its title first; absent where nothing does. */
export function proposedMethod(texts: readonly string[]): TeachingMethod | undefined {
  for (const text of texts) {
    const found = METHOD_SIGNS.find(([sign]) => sign.test(comparable(text)));
    if (found !== undefined) return found[1];
  }
  return undefined;
}
