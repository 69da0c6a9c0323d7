import { expect, test } from "vitest";
import { inPauses, pause } from "@/lib/web/pause";
import { betweenPages } from "../support/turns";

const threePauses = () =>
  betweenPages((happened) => Promise.all(["a", "b", "c"].map((name) => pause().then(() => happened.push(name)))));

test("as a page is rendered for the front cache, others go first at each pause", async () => {
  expect(await inPauses(threePauses)).toBe("|a|b|c");
});

test("as Next renders one for its own cache, there are none: it would not keep it", async () => {
  expect(await threePauses()).toBe("abc");
});
