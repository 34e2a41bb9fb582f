import type { FieldFault } from '../../shared/graphql/fault';
import type { InquiryInput, InquiryKind } from '../gql/graphql';

export const kinds = ['CONSULTATION', 'COMPLAINT', 'SUGGESTION'] as const satisfies readonly InquiryKind[];
export const fields = ['kind', 'title', 'body', 'name', 'phone'] as const;
export type Field = (typeof fields)[number];

/** What stands in the form. */
export interface Letter {
  kind: InquiryKind | '';
  title: string;
  body: string;
  name: string;
  phone: string;
}

export const blank: Letter = { kind: '', title: '', body: '', name: '', phone: '' };

/** The server's own limits, so that what it would refuse is told before anything is sent. */
export const limits = {
  title: { least: 2, most: 50 },
  body: { least: 5, most: 2000 },
  name: { least: 0, most: 30 },
} as const;

/** Characters as the server counts them: an emoji is one. */
export function count(text: string): number {
  return Array.from(text.trim()).length;
}

export function limitsOf(field: string): { least: number; most: number } | undefined {
  return field in limits ? limits[field as keyof typeof limits] : undefined;
}

/** Every fault of the letter at once. */
export function check(letter: Letter): FieldFault[] {
  const faults: FieldFault[] = [];
  const add = (field: Field, code: string) => faults.push({ field, code, message: '' });
  if (letter.kind === '') add('kind', 'KIND');
  for (const field of ['title', 'body', 'name'] as const) {
    const { least, most } = limits[field];
    const length = count(letter[field]);
    if (length < least) add(field, 'TOO_SHORT');
    if (most < length) add(field, 'TOO_LONG');
  }
  if (letter.phone.trim() !== '' && !isPhone(letter.phone)) add('phone', 'NOT_A_PHONE');
  return faults;
}

function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return /^[\d +-]*$/.test(text.trim()) && 7 <= digits && digits <= 13;
}

/** The letter as it is sent; none while its kind is not chosen. */
export function inputOf(letter: Letter): InquiryInput | null {
  if (letter.kind === '') return null;
  const given = (text: string) => text.trim() || null;
  return { kind: letter.kind, title: letter.title.trim(), body: letter.body.trim(), name: given(letter.name), phone: given(letter.phone) };
}

/** The ten digits of a query code as people type them: spaced, or in full width. */
export function codeDigits(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}

/** A code in groups that can be read out over the telephone. */
export function groups(code: string): string[] {
  return [code.slice(0, 3), code.slice(3, 6), code.slice(6)].filter(Boolean);
}
