import { expect, test } from 'vitest';
import { codeLike } from './CodeField';

test('six digits or a recovery code may be sent, and nothing else', () => {
  for (const code of ['123456', '123 456', 'ABCDE-FGHJK', 'abcde fghjk']) expect(codeLike(code), code).toBe(true);
  for (const code of ['', '12345', 'ABCDE', '1234567']) expect(codeLike(code), code).toBe(false);
});
