/** The most pieces a WeChat message holds. */
export const most = 8;

/** The list with one entry at another place. */
export function moved<Entry>(list: readonly Entry[], from: number, to: number): Entry[] {
  const rest = list.filter((_, at) => at !== from);
  const entry = list[from];
  if (entry === undefined || to < 0 || list.length <= to) return [...list];
  return [...rest.slice(0, to), entry, ...rest.slice(to)];
}
