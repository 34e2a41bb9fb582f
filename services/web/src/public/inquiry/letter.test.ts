import { describe, expect, it } from 'vitest';
import { blank, check, codeDigits, count, groups, inputOf } from './letter';

const good = { ...blank, kind: 'CONSULTATION', title: '东关小学几号开学', body: '想问一下开学的日期。' } as const;

describe('check', () => {
  it('tells every fault at once', () => {
    const faults = check({ ...blank, title: '灯', body: '坏', phone: '不告诉你' });
    expect(faults.map(({ field, code }) => `${field}:${code}`)).toEqual(['kind:KIND', 'title:TOO_SHORT', 'body:TOO_SHORT', 'phone:NOT_A_PHONE']);
  });

  it('asks neither for a name nor for a telephone', () => {
    expect(check(good)).toEqual([]);
  });

  it('takes telephones as people write them', () => {
    for (const phone of ['13812345678', '0377-65312345', '+86 138 1234 5678']) expect(check({ ...good, phone })).toEqual([]);
    for (const phone of ['12345', '138123456789012']) expect(check({ ...good, phone })).toHaveLength(1);
  });
});

describe('letter', () => {
  it('counts characters, not their bytes or halves', () => {
    expect(count(' 路灯💡 ')).toBe(3);
  });

  it('sends an empty contact as none', () => {
    expect(inputOf({ ...good, name: '  ' })).toMatchObject({ name: null, phone: null });
    expect(inputOf(blank)).toBeNull();
  });
});

describe('query code', () => {
  it('is read as people type it', () => {
    expect(codeDigits(' 123 456-7890')).toBe('1234567890');
    expect(codeDigits('１２３４５６７８９０')).toBe('1234567890');
  });

  it('is shown in groups', () => {
    expect(groups('1234567890')).toEqual(['123', '456', '7890']);
  });
});
