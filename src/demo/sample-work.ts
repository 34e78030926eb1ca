import type { SheetToWrite } from '../sheets/write-workbook.ts';
import { writeZip } from '../sheets/write-zip.ts';
import { exampleQuestions, testForm } from '../training/tests/test-form.ts';
import { purposeLabels } from '../training/tests/test-question.ts';

/** A test for the first class of the year, ready to be sent. */
export function sampleTest(opensOn: string, purpose: 'entry' | 'exit' = 'entry', closesOn = '3天'): SheetToWrite {
  const classId = `${opensOn.slice(0, 4)}-01`;
  return testForm({
    classId,
    name: purposeLabels[purpose],
    purpose,
    closesOn,
    minutes: 30,
    questions: exampleQuestions,
  });
}

const PARAGRAPHS = [
  '关于乡镇综合便民服务中心运行情况的调研报告',
  '为了解乡镇综合便民服务中心的运行情况，调研组走访了六个乡镇，与三十二名窗口人员和五十六名办事群众座谈。',
  '一、基本情况。六个中心共设窗口四十七个，可办事项一百二十三项，其中当场办结的占七成。群众最常办的是社会保险、户籍和低保三类。',
  '二、主要问题。一是事项下放后人员没有同步到位，两个中心各有一个窗口长期由他人兼管。二是系统之间不互通，同一份材料要在三处录入。三是村级代办员不清楚哪些材料可以代交。',
  '三、对策建议。一是按办件量核定窗口人数，每半年调整一次。二是先打通社会保险和户籍两类事项的数据，减少重复录入。三是把可以代办的事项列成一张清单，贴在每个村的公示栏。',
];

/** A report as a trainee hands it in: a Word document. */
export function sampleReport(): Buffer {
  const body = PARAGRAPHS.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
  return writeZip([
    ['[Content_Types].xml', xml(`<Types xmlns="${PACKAGE}/content-types">${TYPES}</Types>`)],
    ['_rels/.rels', xml(`<Relationships xmlns="${PACKAGE}/relationships">${MAIN}</Relationships>`)],
    ['word/document.xml', xml(`<w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`)],
  ]);
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const TYPES = [
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  '<Default Extension="xml" ContentType="application/xml"/>',
  '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>',
].join('');
const MAIN =
  '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>';

function xml(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${root}`;
}
