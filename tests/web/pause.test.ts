import { expect, test } from "vitest";
import { inPauses, pause } from "@/lib/web/pause";

/** What happens as three wait for a pause at once and pages go out meanwhile. */
async function threePauses(): Promise<string> {
  const happened: string[] = [];
  let over = false;
  const reader = () =>
    setImmediate(() => {
      happened.push("|");
      if (!over) reader();
    });
  reader();
  await Promise.all(["a", "b", "c"].map((name) => pause().then(() => happened.push(name))));
  over = true;
  return happened.join("").replace(/\|+/g, "|");
}

test("as a page is rendered for the front cache, others go first at each pause", async () => {
  expect(await inPauses(threePauses)).toBe("|a|b|c");
});

test("as Next renders one for its own cache, there are none: it would not keep it", async () => {
  expect(await threePauses()).toBe("abc");
});
