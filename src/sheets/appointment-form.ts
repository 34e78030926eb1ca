import { RuleError } from '../errors.ts';
import type { CellValue, Sheet } from './sheet.ts';
import { readXml } from './xml.ts';

/** The boxes of 干部任免审批表 that a roster asks for, by their element in an .lrmx file (version 3 of the form's editor). */
const BOXES: readonly (readonly [element: string, header: string])[] = [
  ['XingMing', '姓名'],
  ['XingBie', '性别'],
  ['ChuShengNianYue', '出生年月'],
  ['RuDangShiJian', '入党时间'],
  ['CanJiaGongZuoShiJian', '参加工作时间'],
  ['XianRenZhiWu', '工作单位及职务'],
  ['ZhiJi', '职级'],
  ['JianLi', '简历'],
];

/** A grade rank (职级) that the form names beside the post. */
const GRADE_RANK = /[、，,；;\s]{0,3}([一二三四]级(?:巡视员|调研员|主任科员)|[一二]级科员)(?=$|[、，,；;\s])/;

/**
 * One filled-in 干部任免审批表 (.lrmx) as a table of one row. Both rows have number 0: the form has boxes and no rows.
 *
 * @throws RuleError `import.not-a-form`
 */
export async function readAppointmentForm(bytes: Buffer, sheetName: string): Promise<Sheet> {
  const boxes = new Map<string, string>();
  const path: string[] = [];
  const at = (depth: number) => path.length === depth && path[0] === 'Person';
  await readXml(single(bytes), {
    open: (name) => void path.push(name),
    text(text) {
      const [, box = ''] = path;
      if (at(2)) boxes.set(box, (boxes.get(box) ?? '') + text);
    },
    close: () => void path.pop(),
  }).catch(() => {
    throw new RuleError('import.not-a-form');
  });
  if (!boxes.has('XingMing')) throw new RuleError('import.not-a-form');
  takeGradeRank(boxes);
  const filled = BOXES.filter(([element]) => (boxes.get(element) ?? '').trim() !== '');
  const cells = (textOf: (box: (typeof BOXES)[number]) => string) =>
    new Map(filled.map((box, index): [number, CellValue] => [index + 1, { kind: 'text', text: textOf(box) }]));
  const header = { rowNumber: 0, cells: cells(([, name]) => name) };
  const values = { rowNumber: 0, cells: cells(([element]) => boxes.get(element) ?? '') };
  return { sheetName, format: 'form', rows: [header, values] };
}

function takeGradeRank(boxes: Map<string, string>): void {
  const post = boxes.get('XianRenZhiWu') ?? '';
  const [whole, rank] = GRADE_RANK.exec(post) ?? [];
  if (whole === undefined || rank === undefined) return;
  boxes.set('ZhiJi', rank);
  boxes.set('XianRenZhiWu', post.replace(whole, ''));
}

async function* single(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
