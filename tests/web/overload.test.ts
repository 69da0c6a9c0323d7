import { expect, test } from "vitest";
import { oneEachTurn } from "@/lib/web/server/overload";

test("of what comes at once, one begins in each turn of the event loop, in order", async () => {
  const ownTurn = oneEachTurn();
  const happened: string[] = [];
  const all = ["a", "b", "c"].map((name) => ownTurn().then(() => happened.push(name)));
  const reader = () => setImmediate(() => happened.push("page") < 6 && reader());
  reader();
  await Promise.all(all);
  await ownTurn().then(() => happened.push("d"));
  expect(happened.filter((what) => what !== "page")).toEqual(["a", "b", "c", "d"]);
  expect(happened.join(" ")).toMatch(/a page b page c/);
});
