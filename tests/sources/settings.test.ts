import { expect, test } from "vitest";
import { readEnv } from "@/lib/env";
import { sourceSettings } from "@/lib/sources/settings";

test("with nothing set, sources are looked at once a week, nothing private is, and no archive is asked", () => {
  const env = readEnv({});
  expect(env.SOURCE_CHECKS).toBe("on");
  const { look, recheckDays, archiveLookup } = sourceSettings(env);
  expect(look.allowed).toEqual({ hosts: [], networks: [] });
  expect({ recheckDays, archiveLookup }).toEqual({ recheckDays: 7, archiveLookup: undefined });
});

test("whoever is looked at can see which Moot it is", () => {
  expect(sourceSettings(readEnv({ NEXTAUTH_URL: "https://moot.example" })).look.userAgent).toContain(
    "+https://moot.example/about",
  );
});

test.each([
  ["SOURCE_CHECKS", "maybe"],
  ["SOURCE_CHECK_ALLOW", "10.0.0.0/99"],
  ["SOURCE_CHECK_ALLOW", "http://wiki.intern/"],
  ["SOURCE_RECHECK_DAYS", "often"],
  ["SOURCE_RECHECK_DAYS", "0"],
  ["ARCHIVE_LOOKUP", "https://archive.example/"],
])("%s=%s is refused at the start, by its name", (name, value) => {
  expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`${name}: `));
});
