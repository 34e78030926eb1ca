/** What a proof may be: pictures and PDF, nothing that runs. */
export type ProofType = 'jpg' | 'png' | 'webp' | 'pdf';

const png = Buffer.from('89504e470d0a1a0a', 'hex');
const jpg = Buffer.from('ffd8ff', 'hex');

/** The type of a proof by its first bytes, whatever its name says; `undefined` for everything else. */
export function proofTypeOf(bytes: Buffer): ProofType | undefined {
  if (bytes.subarray(0, jpg.length).equals(jpg)) return 'jpg';
  if (bytes.subarray(0, png.length).equals(png)) return 'png';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return 'webp';
  return bytes.toString('latin1', 0, 5) === '%PDF-' ? 'pdf' : undefined;
}

/** How it is called before people. */
export function proofTypeName(type: ProofType): '图片' | 'PDF文件' {
  return type === 'pdf' ? 'PDF文件' : '图片';
}

/** How it goes out: DingTalk shows no WebP and takes none, so that one travels packed, on both platforms. */
export function sentAs(type: ProofType): { kind: 'picture' | 'file'; extension: string } {
  if (type === 'webp') return { kind: 'file', extension: 'zip' };
  return { kind: type === 'pdf' ? 'file' : 'picture', extension: type };
}
