import type { CheckArticleQuery, Channel } from '../gql/graphql';
import type { Master } from './variants';

/** What a channel said to the piece when the writer last paused. */
export type ChannelCheck = CheckArticleQuery['checkArticle']['channels'][number];

export interface Count {
  of: 'title' | 'summary' | 'body';
  used: number;
  /** `null` until the server has told the channel's limit. */
  most: number | null;
  over: boolean;
}

/** Characters as channels count them; a surrogate pair is one. */
export function length(value: string): number {
  return Array.from(value.trim()).length;
}

/** Counted as it is typed, against the limits the server last told; only the server knows how long the text becomes with its format. */
export function countsOf(shown: Master, check: ChannelCheck | undefined): Count[] {
  const told = (of: Count['of']) => check?.counts.find((count) => count.of === of);
  const count = (of: Count['of'], used: number): Count => {
    const most = told(of)?.most ?? null;
    return { of, used, most, over: most !== null && most < used };
  };
  const body = told('body');
  return [count('title', length(shown.title)), count('summary', length(shown.summary)), ...(body ? [count('body', body.used)] : [])];
}

export function checkOf(checks: readonly ChannelCheck[] | null, channel: Channel): ChannelCheck | undefined {
  return checks?.find((check) => check.channel === channel);
}

/** Whether a channel would refuse the piece as it stands: what it last said, and what is too long by now. */
export function refuses(shown: Master, check: ChannelCheck | undefined): boolean {
  const long = countsOf(shown, check).some((count) => count.over);
  return long || (check?.faults.some((fault) => !fault.code.startsWith('TOO_LONG_FOR_')) ?? false);
}
