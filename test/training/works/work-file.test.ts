import { describe, expect, it } from 'vitest';
import { workTypeOf } from '../../../src/training/works/work-file.ts';
import { textOfWork } from '../../../src/training/works/work-text.ts';
import { docx } from '../../helpers/work-files.ts';

const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(64)]);

describe('a work', () => {
  it('is a Word document, PDF or text by what it holds, whatever its name', () => {
    expect(workTypeOf(docx(['一']), '报告.doc')).toBe('docx');
    expect(workTypeOf(Buffer.from('%PDF-1.7'), '报告')).toBe('pdf');
    expect(workTypeOf(Buffer.concat([compound, Buffer.from('WordDocument', 'utf16le')]), '报告.wps')).toBe('doc');
    expect(workTypeOf(Buffer.from('心得体会'), '心得.TXT')).toBe('txt');
  });

  it('is nothing that runs, no document with macros, no other archive, no damaged file', () => {
    expect(workTypeOf(Buffer.from('MZ\x90\0\x03'), '报告.exe')).toBeUndefined();
    expect(workTypeOf(Buffer.from('MZ\x90\0\x03'), '报告.txt')).toBeUndefined();
    expect(workTypeOf(compound, '安装包.doc')).toBeUndefined();
    expect(workTypeOf(docx(['一'], [['word/vbaProject.bin', 'x']]), '报告.docx')).toBeUndefined();
    expect(workTypeOf(docx(['一']).subarray(0, 60), '报告.docx')).toBeUndefined();
    expect(workTypeOf(Buffer.from('#!/bin/sh'), '报告.sh')).toBeUndefined();
  });
});

describe('the text of a work', () => {
  it('is that of the runs of a Word document, a line for each paragraph, entities read', async () => {
    expect(await textOfWork('docx', docx(['甲 & 乙 < 丙', '丁']))).toBe('甲 & 乙 < 丙\n丁\n');
  });

  it('is read in the encodings that Chinese editors write', async () => {
    expect(await textOfWork('txt', Buffer.from('心得'))).toBe('心得');
    expect(await textOfWork('txt', Buffer.from('d0c4b5c3', 'hex'))).toBe('心得');
    expect(await textOfWork('txt', Buffer.from('\ufeff心得', 'utf16le'))).toBe('心得');
  });

  it('is not there where it cannot be read', async () => {
    expect(await textOfWork('pdf', Buffer.from('%PDF-1.7'))).toBeUndefined();
    expect(await textOfWork('docx', Buffer.from('PK'))).toBeUndefined();
  });
});
