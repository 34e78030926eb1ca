import type { UnitKind } from '../county/cadre.ts';

/** The invented county of the demo. */
export const COUNTY_NAME = '云岭县';

const TOWN_NAMES = [
  '青石镇',
  '白沙镇',
  '河口镇',
  '龙潭镇',
  '石桥镇',
  '双溪镇',
  '大坪镇',
  '新圩镇',
  '东岸镇',
  '茶山镇',
  '古水镇',
  '枫林镇',
] as const;

export interface UnitPlan {
  name: string;
  kind: UnitKind;
  town?: string;
  /** The unit it belongs to, for one of the county's own. */
  under?: string;
  /** Its share of the staff, relative to the other units. */
  weight: number;
  /** 职务 of its head and of the deputies; the town's own are in `posts.ts`. */
  head: string;
  deputy: string;
  /** Its head is a county leader (县处级). */
  ledByCounty?: boolean;
}

type Row = readonly [name: string, weight: number, head: string, deputy: string];

const LED_BY_COUNTY: readonly Row[] = [
  ['县纪委监委机关', 60, '县委常委、县纪委书记、县监委主任', '县纪委副书记'],
  ['县委办公室', 40, '县委常委、县委办公室主任', '副主任'],
  ['县委组织部', 32, '县委常委、组织部部长', '副部长'],
  ['县委宣传部', 26, '县委常委、宣传部部长', '副部长'],
  ['县委统战部', 20, '县委常委、统战部部长', '副部长'],
  ['县委政法委员会', 22, '县委常委、政法委书记', '副书记'],
  ['县人大常委会机关', 30, '县人大常委会主任', '委员会主任'],
  ['县政协机关', 26, '县政协主席', '委员会主任'],
];

const PARTY_ORGANS: readonly Row[] = [
  ['县委社会工作部', 14, '部长', '副部长'],
  ['县委机构编制委员会办公室', 16, '主任', '副主任'],
  ['县委巡察工作领导小组办公室', 14, '主任', '副主任'],
  ['县直属机关工作委员会', 12, '书记', '副书记'],
  ['县委老干部局', 12, '局长', '副局长'],
  ['县委党校', 30, '常务副校长', '副校长'],
  ['县委党史研究室', 10, '主任', '副主任'],
  ['县档案馆', 14, '馆长', '副馆长'],
  ['县信访局', 16, '局长', '副局长'],
  ['县人民法院', 60, '院长', '副院长'],
  ['县人民检察院', 45, '检察长', '副检察长'],
  ['县总工会', 14, '常务副主席', '副主席'],
  ['共青团县委员会', 10, '书记', '副书记'],
  ['县妇女联合会', 10, '主席', '副主席'],
  ['县科学技术协会', 9, '主席', '副主席'],
  ['县工商业联合会', 9, '党组书记', '副主席'],
  ['县残疾人联合会', 12, '理事长', '副理事长'],
  ['县文学艺术界联合会', 8, '主席', '副主席'],
];

const GOVERNMENT: readonly Row[] = [
  ['县政府办公室', 45, '主任', '副主任'],
  ['县发展和改革局', 42, '局长', '副局长'],
  ['县教育局', 60, '局长', '副局长'],
  ['县科工商务局', 40, '局长', '副局长'],
  ['县民族宗教事务局', 12, '局长', '副局长'],
  ['县公安局', 190, '局长', '副局长'],
  ['县民政局', 34, '局长', '副局长'],
  ['县司法局', 40, '局长', '副局长'],
  ['县财政局', 62, '局长', '副局长'],
  ['县人力资源和社会保障局', 66, '局长', '副局长'],
  ['县自然资源局', 80, '局长', '副局长'],
  ['县住房和城乡建设局', 66, '局长', '副局长'],
  ['县交通运输局', 56, '局长', '副局长'],
  ['县水务局', 50, '局长', '副局长'],
  ['县农业农村局', 84, '局长', '副局长'],
  ['县文化广电旅游体育局', 44, '局长', '副局长'],
  ['县卫生健康局', 50, '局长', '副局长'],
  ['县退役军人事务局', 28, '局长', '副局长'],
  ['县应急管理局', 38, '局长', '副局长'],
  ['县审计局', 28, '局长', '副局长'],
  ['县市场监督管理局', 96, '局长', '副局长'],
  ['县统计局', 28, '局长', '副局长'],
  ['县医疗保障局', 24, '局长', '副局长'],
  ['县林业局', 44, '局长', '副局长'],
  ['县城市管理和综合执法局', 60, '局长', '副局长'],
  ['县政务服务和数据管理局', 30, '局长', '副局长'],
  ['县国有资产监督管理局', 16, '局长', '副局长'],
  ['县生态环境分局', 34, '局长', '副局长'],
  ['县税务局', 90, '局长', '副局长'],
  ['县气象局', 12, '局长', '副局长'],
  ['县金融工作局', 10, '局长', '副局长'],
  ['县机关事务管理局', 20, '局长', '副局长'],
];

const INSTITUTIONS: readonly Row[] = [
  ['县人民医院', 90, '院长', '副院长'],
  ['县中医院', 60, '院长', '副院长'],
  ['县妇幼保健院', 40, '院长', '副院长'],
  ['县疾病预防控制中心', 34, '主任', '副主任'],
  ['县第一中学', 60, '校长', '副校长'],
  ['县第二中学', 50, '校长', '副校长'],
  ['县职业技术学校', 46, '校长', '副校长'],
  ['县实验小学', 36, '校长', '副校长'],
  ['县教师发展中心', 24, '主任', '副主任'],
  ['县融媒体中心', 36, '主任', '副主任'],
  ['县文化馆', 14, '馆长', '副馆长'],
  ['县图书馆', 12, '馆长', '副馆长'],
  ['县博物馆', 12, '馆长', '副馆长'],
  ['县供销合作联社', 24, '主任', '副主任'],
  ['县住房公积金管理部', 12, '主任', '副主任'],
  ['县不动产登记中心', 20, '主任', '副主任'],
  ['县公路事务中心', 40, '主任', '副主任'],
  ['县农业技术推广中心', 30, '主任', '副主任'],
];

const ENTERPRISES: readonly Row[] = [
  ['县城市建设投资集团', 40, '董事长', '副总经理'],
  ['县水务集团', 36, '董事长', '副总经理'],
  ['县文化旅游集团', 24, '董事长', '副总经理'],
  ['县农业发展集团', 24, '董事长', '副总经理'],
  ['县交通投资集团', 28, '董事长', '副总经理'],
  ['县粮食储备公司', 20, '董事长', '副总经理'],
  ['县国有林场', 24, '场长', '副场长'],
  ['县市政工程公司', 20, '董事长', '副总经理'],
];

/** Which department an institution of the county belongs to. */
const UNDER: Readonly<Record<string, string>> = {
  县人民医院: '县卫生健康局',
  县中医院: '县卫生健康局',
  县妇幼保健院: '县卫生健康局',
  县疾病预防控制中心: '县卫生健康局',
  县第一中学: '县教育局',
  县第二中学: '县教育局',
  县职业技术学校: '县教育局',
  县实验小学: '县教育局',
  县教师发展中心: '县教育局',
  县不动产登记中心: '县自然资源局',
  县公路事务中心: '县交通运输局',
  县农业技术推广中心: '县农业农村局',
  县文化馆: '县文化广电旅游体育局',
  县图书馆: '县文化广电旅游体育局',
  县博物馆: '县文化广电旅游体育局',
};

function underOf(name: string): Pick<UnitPlan, 'under'> {
  const under = UNDER[name];
  return under === undefined ? {} : { under };
}

/** All units: the county's first, then each town with its school and its health centre. */
export function unitPlans(): UnitPlan[] {
  const plans = (rows: readonly Row[], kind: UnitKind, ledByCounty = false): UnitPlan[] =>
    rows.map(([name, weight, head, deputy]) => ({ name, kind, weight, head, deputy, ledByCounty }));
  return [
    ...plans(LED_BY_COUNTY, 'partyOrgan', true),
    ...plans(PARTY_ORGANS, 'partyOrgan'),
    ...plans(GOVERNMENT, 'government'),
    ...plans(INSTITUTIONS, 'institution').map((plan) => ({ ...plan, ...underOf(plan.name) })),
    ...plans(ENTERPRISES, 'enterprise'),
    ...TOWN_NAMES.flatMap((town): UnitPlan[] => [
      { name: town, kind: 'town', town, weight: 105, head: '镇党委书记', deputy: '副镇长' },
      { name: `${town}中心学校`, kind: 'institution', town, weight: 40, head: '校长', deputy: '副校长' },
      { name: `${town}卫生院`, kind: 'institution', town, weight: 26, head: '院长', deputy: '副院长' },
    ]),
  ];
}

/** Distributes `total` people over the units by weight, at least `least` to each; the rounding remainder goes to the largest. */
export function staffSizes(units: readonly UnitPlan[], total: number, least: number): number[] {
  const weights = units.reduce((sum, unit) => sum + unit.weight, 0);
  const sizes = units.map((unit) => Math.max(least, Math.floor((total * unit.weight) / weights)));
  const rest = total - sizes.reduce((sum, size) => sum + size, 0);
  const largest = sizes.indexOf(Math.max(...sizes));
  return sizes.map((size, index) => (index === largest ? size + rest : size));
}
