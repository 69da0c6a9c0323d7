import fc from "fast-check";
import { expect, test } from "vitest";
import { createNowAndThen } from "@/lib/web/server/now-and-then";

test("the first comes at once, and all that comes within the time after it together at its end", () => {
  let now = 0;
  const { note, take } = createNowAndThen<string>(5000, () => now);
  note(["a"]);
  expect(take()).toEqual(["a"]);
  now = 1000;
  note(["a", "b"]);
  expect(take()).toEqual(["b"]);
  now = 4999;
  note(["a"]);
  expect(take()).toEqual([]);
  now = 5000;
  expect(take()).toEqual(["a"]);
  now = 60_000;
  expect(take()).toEqual([]);
});

test("nothing that is noted is lost, and nothing comes twice within the time, whatever happens when", () => {
  const step = fc.record({ after: fc.nat(3000), noted: fc.array(fc.constantFrom("a", "b", "c")) });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let now = 0;
      const { note, take } = createNowAndThen<string>(5000, () => now);
      const last = new Map<string, number>();
      const open = new Set<string>();
      const look = () => {
        for (const one of take()) {
          expect(open.has(one)).toBe(true);
          expect(now - (last.get(one) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(5000);
          last.set(one, now);
          open.delete(one);
        }
      };
      for (const { after, noted } of steps) {
        now += after;
        note(noted);
        for (const one of noted) open.add(one);
        look();
      }
      now += 5000;
      look();
      expect([...open]).toEqual([]);
    }),
  );
});
