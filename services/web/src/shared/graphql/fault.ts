import type { CombinedError } from '@urql/core';

/** The closed set of codes the gateway answers with, and NETWORK for an answer that never came. */
export const faultCodes = [
  'NOT_FOUND',
  'FORBIDDEN',
  'CONFLICT',
  'INVALID',
  'UNAUTHENTICATED',
  'RATE_LIMITED',
  'INTERNAL',
  'NETWORK',
] as const;

export type FaultCode = (typeof faultCodes)[number];

/** One refused input, shown beside the input it belongs to. */
export interface FieldFault {
  field: string;
  code: string;
  message: string;
}

/** What went wrong, in a shape pages can act on. */
export interface Fault {
  code: FaultCode;
  /** The stable name of exactly this refusal, such as `STALE_VERSION`; empty when the answer had none. */
  reason: string;
  message: string;
  fields: FieldFault[];
  traceId: string | null;
}

/** For an answer that held neither data nor an error, and the ground of other faults made here. */
export const noAnswer: Fault = { code: 'INTERNAL', reason: '', message: '', fields: [], traceId: null };

/** Reads the first error of an answer: the gateway reports field faults all at once in one error. */
export function faultOf(error: CombinedError): Fault {
  if (error.networkError) return { ...noAnswer, code: 'NETWORK', message: error.networkError.message };
  const first = error.graphQLErrors[0];
  const extensions: Record<string, unknown> = first?.extensions ?? {};
  return {
    code: codeOf(extensions['code']),
    reason: typeof extensions['reason'] === 'string' ? extensions['reason'] : '',
    message: first?.message ?? '',
    fields: fieldsOf(extensions['fields']),
    traceId: typeof extensions['traceId'] === 'string' ? extensions['traceId'] : null,
  };
}

function codeOf(value: unknown): FaultCode {
  return faultCodes.find((code) => code === value) ?? 'INTERNAL';
}

function fieldsOf(value: unknown): FieldFault[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const { field, code, message } = item as Record<string, unknown>;
    if (typeof field !== 'string') return [];
    // The gateway names a field by its path from the arguments; pages know it by its name within the form.
    return [{ field: field.replace(/^input\./, ''), code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' }];
  });
}
