/** Named periods up to a day, as `2026-11-24`. */
export function periods(today: string): Record<'thisMonth' | 'thisQuarter' | 'thisYear', [string, string]> {
  const year = today.slice(0, 4);
  const month = Number(today.slice(5, 7));
  const quarter = String(month - ((month - 1) % 3)).padStart(2, '0');
  return {
    thisMonth: [`${today.slice(0, 7)}-01`, today],
    thisQuarter: [`${year}-${quarter}-01`, today],
    thisYear: [`${year}-01-01`, today],
  };
}

/** Those of one score share a rank. */
export function rankOf(score: number, lines: readonly { score: number }[]): number {
  return lines.filter((line) => line.score > score).length + 1;
}
