import { expect, test } from "vitest";
import { logged } from "@/lib/log";

/** An error as Drizzle makes it, of no class that is known here: of another copy of the package. */
const failedQuery = () =>
  Object.assign(
    new Error("Failed query: insert into accounts …\nparams: ada@example.org", { cause: new Error("disk full") }),
    {
      query: "insert into accounts …",
      params: ["ada@example.org"],
    },
  );

test("the log says which query failed and why, and nothing of what somebody wrote", () => {
  const line = JSON.stringify(logged(failedQuery()));
  expect(line).toContain("insert into accounts");
  expect(line).toContain("disk full");
  expect(line).not.toContain("ada@example.org");
});
