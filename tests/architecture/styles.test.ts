import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("every style sheet is in the one that a page loads", () => {
  const listed = [...readFileSync("app/styles.ts", "utf8").matchAll(/import "(?:@\/|\.\/)(.+?)"/g)].map(
    ([, path]) => path,
  );
  const there = ["app", "components"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".css"))
      .map((path) => (folder === "app" ? path : `${folder}/${path}`)),
  );
  expect(listed.toSorted()).toEqual(there.toSorted());
});
