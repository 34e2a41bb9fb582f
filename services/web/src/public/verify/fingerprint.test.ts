import { describe, expect, it } from 'vitest';
import { fingerprint, plainCode } from './fingerprint';

describe('a file in hand', () => {
  it('has the fingerprint that everyone computes, and one changed byte makes another', async () => {
    expect(await fingerprint(new Blob(['abc']))).toEqual({ sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' });
    expect(await fingerprint(new Blob(['abd']))).not.toEqual(await fingerprint(new Blob(['abc'])));
  });

  it('is not read where it is far too large', async () => {
    expect(await fingerprint(new Blob([new Uint8Array(20 * 1024 * 1024 + 1)]))).toEqual({ fault: 'fileTooLarge' });
  });
});

describe('a code', () => {
  it('is asked for without its dashes and spaces', () => {
    expect(plainCode(' 0abc-DEFG h\n')).toBe('0ABCDEFGH');
  });
});
