/** What a proof may be: pictures and PDF, nothing that runs. */
export type ProofType = 'jpg' | 'png' | 'webp' | 'pdf';
/** What may lie sealed: proofs, and the texts that people hand in. */
export type SealedType = ProofType | 'docx' | 'doc' | 'txt';

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
export function proofTypeName(type: SealedType): '图片' | 'PDF文件' {
  return isPicture(type) ? '图片' : 'PDF文件';
}

function isPicture(type: SealedType): boolean {
  return type === 'jpg' || type === 'png' || type === 'webp';
}

/** How it goes out: DingTalk shows no WebP and takes none, so that one travels packed, on both platforms. */
export function sentAs(type: SealedType): { kind: 'picture' | 'file'; extension: string } {
  if (type === 'webp') return { kind: 'file', extension: 'zip' };
  return { kind: isPicture(type) ? 'picture' : 'file', extension: type };
}
