import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml, readXml } from '../../../src/platforms/wecom/xml.ts';
import { scanFlatXml } from '../../../src/platforms/wecom/xml-scan.ts';
import { flatEvents, flatMessages, nested, oddlyWritten, textXml } from './callbacks.ts';
import { vectorA, vectorB2, vectorC } from './vectors.ts';

describe('the quick scanner against the real parser', () => {
  const flat = {
    ...flatMessages,
    ...flatEvents,
    A: vectorA.plain,
    B2: vectorB2.plain,
    C: vectorC.plain,
    none: '<xml></xml>',
  };

  it.each(Object.entries(flat))('reads %s like the parser', (_, xml) => {
    expect(scanFlatXml(xml)).toEqual(parseXml(xml));
  });

  it.each(Object.entries({ ...nested, ...oddlyWritten }))('leaves %s to the parser', (_, xml) => {
    expect(scanFlatXml(xml)).toBeUndefined();
    expect(readXml(xml)).toEqual(parseXml(xml));
  });

  it('reads whatever people type like the parser', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (typed) => {
        const xml = textXml(typed.replaceAll(']]>', ']]]]><![CDATA[>'));
        expect(readXml(xml)).toEqual(parseXml(xml));
        expect(readXml(xml).get('Content')).toBe(typed);
      }),
      { numRuns: 200 },
    );
  });

  it('never takes what the parser refuses, and reads the rest alike', () => {
    const piece = fc.constantFrom(
      ...['<A>', '</A>', '<A/>', '<B>', '</B>', '<a>', '</a>', 'x', ' ', '\n', '\r', '&', '&lt;', ']]>', '<![CDATA['],
      ...['<!DOCTYPE a>', '<!--', '-->', '<?p ?>', '<', '>', '</xml>', '<xml>', '\0', '<__proto__>'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const xml = `<xml>${pieces.join('')}</xml>`;
        const scanned = scanFlatXml(xml);
        if (scanned !== undefined) expect(parseXml(xml)).toEqual(scanned);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the real parser', () => {
  it('keeps every value as text and makes lists of what repeats', () => {
    expect(readXml('<xml><A>00123</A><B><C>1e5</C><C>0x1F</C><D>true</D></B></xml>')).toEqual(
      new Map<string, unknown>([
        ['A', '00123'],
        [
          'B',
          new Map<string, unknown>([
            ['C', ['1e5', '0x1F']],
            ['D', 'true'],
          ]),
        ],
      ]),
    );
  });

  it('decodes the five entities and numeric ones', () => {
    expect(readXml(oddlyWritten.entities!).get('Content')).toBe(`<a> & "b" 'c' 学 学`);
    expect(readXml('<xml><A>&#x1F600;</A></xml>').get('A')).toBe('😀');
  });

  it('decodes nothing twice and nothing inside CDATA', () => {
    expect(readXml('<xml><A>&amp;lt;</A><B><![CDATA[&lt;]]></B></xml>')).toEqual(
      new Map([
        ['A', '&lt;'],
        ['B', '&lt;'],
      ]),
    );
  });

  const deep = (depth: number) => `<xml>${'<a>'.repeat(depth - 1)}${'</a>'.repeat(depth - 1)}</xml>`;

  it('reads eight levels', () => {
    expect(readXml(deep(8)).has('a')).toBe(true);
  });

  it.each([
    ['nine levels', deep(9)],
    ['very many levels', deep(20_000)],
    ['a DOCTYPE', `<!DOCTYPE xml>${textXml('a')}`],
    ['an external entity', `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>`],
    ['an entity bomb', `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><xml><A>&b;</A></xml>`],
    ['an unknown entity', '<xml><A>&nbsp;</A></xml>'],
    ['an entity without an end', '<xml><A>&lt</A></xml>'],
    ['a numeric entity that is no character', '<xml><A>&#xD800;</A></xml>'],
    ['a numeric entity beyond all characters', '<xml><A>&#x110000;</A></xml>'],
    ['the character zero', '<xml><A>&#0;</A></xml>'],
    ['a comment', '<xml><!-- <![CDATA[ --><A>1</A><!-- ]]> --></xml>'],
    ['a repeated child', '<xml><A>1</A><A>2</A></xml>'],
    ['a child repeated by the text of a person', textXml(']]></Content><Content><![CDATA[boss')],
    ['two roots', '<xml><A>1</A></xml><xml></xml>'],
    ['another root', '<html><A>1</A></html>'],
    ['text beside elements', '<xml>stray<A>1</A></xml>'],
    ['text alone', '<xml>text</xml>'],
    ['tags that do not match', '<xml><A>1</B></xml>'],
    ['an open end', '<xml><A>1</A>'],
    ['an open CDATA section', '<xml><A><![CDATA[1</A></xml>'],
    ['a name that means something in JavaScript', '<xml><__proto__>1</__proto__></xml>'],
    ['something behind the root', '<xml><A>1</A></xml>x'],
    ['nothing', ''],
    ['JSON', '{"a":1}'],
  ])('refuses %s', (_, xml) => {
    expect(() => readXml(xml)).toThrow(expect.objectContaining({ name: 'CallbackRefused' }));
  });

  it('takes no longer for a hostile text than its length explains', () => {
    const hostile = ['<xml>', '<A>', '<![CDATA[', '<?a ', '<a b="1" ', '</a>', ' ', '<', '&amp;'];
    for (const piece of hostile) {
      const text = `<xml>${piece.repeat(Math.floor((128 * 1024) / piece.length))}`;
      // The processor's time, not the clock's: another program may be busy meanwhile.
      const before = process.cpuUsage();
      expect(scanFlatXml(text)).toBeUndefined();
      expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
    }
  });
});
