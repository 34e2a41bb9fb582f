import { CombinedError } from '@urql/core';
import { describe, expect, it } from 'vitest';
import { faultOf } from './fault';

const answer = (extensions: Record<string, unknown>) =>
  new CombinedError({ graphQLErrors: [{ message: 'refused', extensions }] });

describe('faultOf', () => {
  it('keeps every field fault of an INVALID answer', () => {
    const fault = faultOf(
      answer({
        code: 'INVALID',
        fields: [
          { field: 'title', code: 'TOO_LONG', message: 'at most 32' },
          { field: 'source', code: 'UNKNOWN_SOURCE', message: 'not on the list' },
        ],
      }),
    );
    expect(fault.code).toBe('INVALID');
    expect(fault.fields.map((f) => f.field)).toEqual(['title', 'source']);
  });

  it('takes a code it does not know for INTERNAL', () => {
    expect(faultOf(answer({ code: 'BOOM', fields: 'x' }))).toMatchObject({ code: 'INTERNAL', fields: [] });
  });

  it('tells a lost connection apart', () => {
    expect(faultOf(new CombinedError({ networkError: new Error('offline') })).code).toBe('NETWORK');
  });
});
