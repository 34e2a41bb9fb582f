/** No form comes near it; a larger file need not be read at all. */
const most = 20 * 1024 * 1024;

export type Fingerprint = { sha256: string } | { fault: 'fileTooLarge' | 'fileFailed' | 'noCrypto' };

/** SHA-256 of a file, computed here: the file goes nowhere. */
export async function fingerprint(file: Blob): Promise<Fingerprint> {
  if (file.size > most) return { fault: 'fileTooLarge' };
  // Browsers offer it over https and on one's own machine alone, whatever the types say.
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (!subtle) return { fault: 'noCrypto' };
  try {
    const digest = await subtle.digest('SHA-256', await file.arrayBuffer());
    return { sha256: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
  } catch {
    return { fault: 'fileFailed' };
  }
}

/** The code as it is asked for: without what people put between its groups. */
export function plainCode(text: string): string {
  return text.replace(/[\s\-－—–]/gu, '').toUpperCase();
}
