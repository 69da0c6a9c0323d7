import { expect, test } from "vitest";
import { saidSince, sayExpired, sayOutdated, staleCount } from "@/lib/web/staleness";

test("what was said of a tag counts for what was looked up before that, and not for what came after", () => {
  const before = staleCount();
  sayOutdated(["a"]);
  const between = staleCount();
  sayExpired(["a", "b"]);
  expect(saidSince(["a"], before)).toBe("expired");
  expect(saidSince(["b"], between)).toBe("expired");
  expect(saidSince(["c"], before)).toBe("nothing");
  const later = staleCount();
  expect(saidSince(["a"], later)).toBe("nothing");
  sayOutdated(["a"]);
  expect(saidSince(["a", "c"], later)).toBe("outdated");
});

test("where too much was said to remember all of it, everything from before counts as expired", () => {
  const before = staleCount();
  for (let i = 0; i < 11; i += 1) sayExpired(Array.from({ length: 10_000 }, (_, n) => `tag ${i} ${n}`));
  expect(saidSince(["of this nothing was said"], before)).toBe("expired");
  expect(saidSince(["of this nothing was said"], staleCount())).toBe("nothing");
});
