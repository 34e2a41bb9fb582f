/** What a channel will not take beyond; the server holds the same limits, this only tells the writer early. */
export interface Limit {
  field: 'title' | 'digest' | 'body';
  used: number;
  most: number;
}

/** The WeChat account's limits on a piece, counted as the platform counts: by characters, not by bytes. */
export const wechat = { title: 32, digest: 128, body: 20_000 } as const;

/** The county may have set others, which the server tells while one writes; only it knows how long a text becomes with its format. */
export function wechatLimits(piece: { title: string; summary: string; body: string }, told: readonly { of: string; used: number; most: number }[] = []): Limit[] {
  const most = (of: string, otherwise: number) => told.find((count) => count.of === of)?.most ?? otherwise;
  return [
    { field: 'title', used: length(piece.title), most: most('title', wechat.title) },
    { field: 'digest', used: length(piece.summary), most: most('summary', wechat.digest) },
    { field: 'body', used: told.find((count) => count.of === 'body')?.used ?? length(piece.body), most: most('body', wechat.body - 1) },
  ];
}

export function over(limits: readonly Limit[]): Limit[] {
  return limits.filter((limit) => limit.used > limit.most);
}

/** The digest WeChat shows: the summary, or the first 54 characters of the text when there is none. */
export function wechatDigest(summary: string, body: string): string {
  return summary.trim() === '' ? Array.from(body.replace(/\s+/gu, ' ').trim()).slice(0, 54).join('') : summary.trim();
}

/** Characters as people count them; a surrogate pair is one. */
export function length(value: string): number {
  return Array.from(value.trim()).length;
}
