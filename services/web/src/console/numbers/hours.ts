/** Minutes as hours to a tenth; none stays none. */
export function hours(minutes: number | null | undefined): number | null {
  return minutes === null || minutes === undefined ? null : Math.round(minutes / 6) / 10;
}
