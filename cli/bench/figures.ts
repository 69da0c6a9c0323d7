/** What one measurement came to, over its runs. */
export type Spread = { min: number; median: number; max: number };

export type Figure = {
  part: string;
  name: string;
  unit: string;
  ours: Spread;
  floor?: Spread;
  floorName?: string;
  /** What was asked for: at least this share of the floor, or at most this value. */
  atLeastOfFloor?: number;
  atMost?: number;
  /** At most so many times the floor: where that is the same on a small debate. */
  atMostOfFloor?: number;
  /** Of the power by which it grows with what is said: 0 is flat, 1 is as much again for each. */
  exponent?: number;
  note?: string;
};

export function spread(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { min: sorted[0] ?? 0, median: middle, max: sorted.at(-1) ?? 0 };
}

export const ratio = ({ ours, floor }: Figure): number | undefined => floor && ours.median / floor.median;

/** Whether it is what was asked for; undefined where nothing was. */
export function holds(figure: Figure): boolean | undefined {
  if (figure.atMost !== undefined) return figure.ours.median <= figure.atMost;
  if (figure.atMostOfFloor !== undefined) return (ratio(figure) ?? 0) <= figure.atMostOfFloor;
  if (figure.atLeastOfFloor !== undefined) return (ratio(figure) ?? 0) >= figure.atLeastOfFloor;
  return undefined;
}

export const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 2);

const spreadText = ({ min, median, max }: Spread): string =>
  min === max ? number(median) : `${number(median)} (${number(min)}–${number(max)})`;

export function table(figures: Figure[]): string {
  const rows = [["", "Moot", "floor", "share", "exponent", "asked for", ""]];
  for (const figure of figures) {
    const share = ratio(figure);
    const asked =
      figure.atMost !== undefined
        ? `at most ${number(figure.atMost)}`
        : figure.atLeastOfFloor !== undefined
          ? `at least ${figure.atLeastOfFloor.toFixed(2)}`
          : figure.atMostOfFloor !== undefined && Number.isFinite(figure.atMostOfFloor)
            ? `at most ${figure.atMostOfFloor.toFixed(2)}`
            : "";
    const held = holds(figure);
    rows.push([
      `${figure.name}, ${figure.unit}`,
      spreadText(figure.ours),
      figure.floor ? `${spreadText(figure.floor)}${figure.floorName ? ` ${figure.floorName}` : ""}` : "",
      share === undefined ? "" : share.toFixed(2),
      figure.exponent === undefined ? "" : figure.exponent.toFixed(2),
      asked,
      held === undefined ? "" : held ? "yes" : "NO",
    ]);
  }
  return aligned(rows);
}

/** Rows of cells under each other. */
export function aligned(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
