/** Seconds or milliseconds since 1970, whichever the file has. */
export function timeOf(cells: Record<string, string>): number | undefined {
  const stamp = Number(cells.timestamp);
  if (cells.timestamp?.trim() && Number.isFinite(stamp) && stamp >= 0 && stamp <= 8.64e15)
    return Math.floor(stamp < 1e11 ? stamp * 1000 : stamp);
  const read = Date.parse(cells.datetime ?? "");
  return Number.isNaN(read) || read < 0 ? undefined : read;
}
