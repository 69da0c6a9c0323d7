import { expect, test } from "vitest";
import { against } from "@/cli/bench/against";
import { type Figure, holds, spread, table } from "@/cli/bench/figures";
import { readOptions } from "@/cli/bench/options";

const figure = (name: string, values: number[], asked: Partial<Figure> = {}): Figure => ({
  ...{ part: "pages", name, unit: "ms", ours: spread(values) },
  ...asked,
});
const machine = { cpu: "fast", cores: 2 };

test("a change is told with its size, and as chance where the runs differ by as much", () => {
  const before = { at: "yesterday", machine, figures: [figure("one", [10, 11]), figure("two", [10, 20, 30])] };
  const text = against([figure("one", [20, 22]), figure("two", [15, 25]), figure("new", [1])], before, machine);
  expect(text).toContain("one, ms: 11.0 → 22.0, +100.0 %\n");
  expect(text).toMatch(/two, .*\(within the spread of the runs\)/);
  expect(text).not.toContain("new");
});

test("figures of another machine are compared with a warning", () => {
  const before = { at: "yesterday", machine: { ...machine, cpu: "slow" }, figures: [] };
  expect(against([], before, machine)).toContain("cpu was slow, is fast");
  expect(against([], { ...before, machine }, machine)).not.toContain("Not the same machine");
});

test("a figure holds by its own value, or by its share of the floor", () => {
  const floor = spread([10]);
  expect(holds(figure("a", [14], { atMost: 15 }))).toBe(true);
  expect(holds(figure("a", [16], { atMost: 15 }))).toBe(false);
  expect(holds(figure("a", [14], { floor, atMostOfFloor: 1.5 }))).toBe(true);
  expect(holds(figure("a", [16], { floor, atMostOfFloor: 1.5 }))).toBe(false);
  expect(holds(figure("a", [4], { floor, atLeastOfFloor: 0.5 }))).toBe(false);
  expect(holds(figure("a", [4]))).toBeUndefined();
});

test("the table says what was asked for and whether it is so", () => {
  const text = table([figure("page", [16, 17, 18], { atMost: 15, floor: spread([4]), floorName: "bare" })]);
  expect(text).toMatch(/page, ms +17\.0 \(16\.0–18\.0\) +4\.00 bare +4\.25 +at most 15\.0 +NO/);
});

test("without sizes the large debate is one that fits into a short bench; wrong ones are refused in words", () => {
  expect(readOptions([]).large).toEqual({ claims: 10_000, contributions: 100_000, votes: 1_000_000, seed: 1 });
  expect(readOptions(["scale", "--from", "a.json", "--from", "b.json"]).from).toEqual(["a.json", "b.json"]);
  expect(() => readOptions(["--claims", "many"])).toThrow("--claims is a whole number from 1 on.");
});
