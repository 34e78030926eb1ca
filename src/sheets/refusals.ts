import type { Refusals } from '../errors.ts';

/** What people read when a sheet cannot be read, by the code of its `RuleError`. */
export const sheetsRefusals: Refusals = {
  'sheet.too-large': (facts) => `表格超过 ${facts.limitMb} MB，不能发送。请缩小范围（如分单位、分年度），分次导出。`,
  'import.empty-file': () => '文件是空的，请重新选择文件。',
  'import.file-too-large': (facts) => `文件超过 ${facts.limitMb} MB，请拆分后再导入。`,
  'import.inflates-too-much': () => '文件解压后过大，请删去多余的空行、格式和工作表后再导入。',
  'import.too-many-cells': (facts) => `表格中有内容的单元格超过 ${facts.limit} 个，请删去不需要的列，或拆分后再导入。`,
  'import.too-many-columns': (facts) => `表格超过 ${facts.limit} 列，请删去多余的列后再导入。`,
  'import.too-many-merges': () => '合并单元格过多，请取消合并后再导入。',
  'import.too-much-memory': () => '文件内容过于复杂，无法读取。请只保留需要的工作表，另存为新的 .xlsx 文件后再导入。',
  'import.too-slow': () => '读取文件用时过长，已停止。请只保留需要的工作表，另存为新的 .xlsx 文件后再导入。',
  'import.old-or-encrypted': () => '这是旧版 .xls 文件或加密文件，请另存为不加密的 .xlsx 文件后再导入。',
  'import.wrong-extension': (facts) =>
    `文件内容与扩展名 .${facts.extension} 不符，请用 WPS 或 Excel 另存为 .xlsx 文件后再导入。`,
  'import.unknown-extension': () => '只能导入 .xlsx、.csv 或 .lrmx 文件。',
  'import.not-a-form': () => '无法读取该文件，它可能已损坏，或者不是干部任免审批表（.lrmx）。',
  'import.not-a-workbook': () =>
    '无法读取该文件，它可能已损坏，或者不是电子表格。请用 WPS 或 Excel 另存为 .xlsx 文件后再导入。',
  'import.unreadable-text': () => '无法识别文件的文字编码，请另存为 .xlsx 文件后再导入。',
  'import.csv-bad-quote': (facts) => `第 ${facts.row} 行的引号不成对，请检查后再导入。`,
  'import.no-table': (facts) =>
    `未能识别表头${facts.found === '' ? '' : `（首行为：${facts.found}）`}，未作任何改动。${facts.known}`,
  'import.several-tables': (facts) => `有多个工作表可以导入（${facts.sheets}），请只保留一个后再导入。`,
  'import.no-rows': () => '表头下面没有内容。',
  'import.has-problems': (facts) => `表中还有 ${facts.count} 处问题，未作任何改动。请改正后重新导入。`,
};
