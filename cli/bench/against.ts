import { type Figure, number } from "./figures";

export type Results = { at: string; machine: Record<string, unknown>; figures: Figure[] };

/** How these figures differ from earlier ones, a line each that both have; the spread says what of it may be chance. */
export function against(now: Figure[], before: Results, machine: Record<string, unknown>): string {
  const earlier = new Map(before.figures.map((figure) => [`${figure.part} ${figure.name}`, figure]));
  const lines = now.flatMap((figure) => {
    const was = earlier.get(`${figure.part} ${figure.name}`);
    if (!was || was.ours.median === 0) return [];
    const change = (figure.ours.median / was.ours.median - 1) * 100;
    const apart = figure.ours.min > was.ours.max || figure.ours.max < was.ours.min;
    const sign = change < 0 ? "−" : "+";
    const words = apart ? "" : " (within the spread of the runs)";
    return [
      `${figure.name}, ${figure.unit}: ${number(was.ours.median)} → ${number(figure.ours.median)}, ${sign}${Math.abs(change).toFixed(1)} %${words}`,
    ];
  });
  const differs = Object.keys(machine).filter((key) => machine[key] !== before.machine[key]);
  const other = differs.map((key) => `${key} was ${before.machine[key]}, is ${machine[key]}`);
  return [
    `Against ${before.at}:`,
    ...(other.length > 0 ? [`Not the same machine: ${other.join("; ")}`] : []),
    ...lines,
  ].join("\n");
}
