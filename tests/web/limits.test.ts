import { expect, test } from "vitest";
import { countTry, countTryFrom, forgetTries, mailTried, nameTried } from "@/lib/web/limits";

async function tries(times: number, attempt: () => Promise<unknown>) {
  const codes: string[] = [];
  for (let i = 0; i < times; i++) {
    codes.push(
      await attempt().then(
        () => "let in",
        (error: { code: string }) => error.code,
      ),
    );
  }
  return codes;
}
const letIn = (codes: string[]) => codes.filter((code) => code === "let in").length;

test("somebody who guesses passwords is told to wait, and for how long", async () => {
  const guess = () => countTry("sign-in by name and address", "ada 203.0.113.1");
  expect(letIn(await tries(20, guess))).toBe(8);
  await expect(guess()).rejects.toMatchObject({ status: 429, code: "rate.limited", retryAfter: expect.any(Number) });
});

test("the guesser locks nobody out who comes from elsewhere, and a right password begins the count anew", async () => {
  await tries(20, () => countTry("sign-in by name and address", "bob 203.0.113.1"));
  await countTry("sign-in by name and address", "bob 198.51.100.7");
  await forgetTries("sign-in by name and address", "bob 203.0.113.1");
  await countTry("sign-in by name and address", "bob 203.0.113.1");
});

test("another spelling of a name or an address is no new begin for a guesser", async () => {
  for (const spelling of ["dora", " DORA ", "dоrа", "Dora\t"]) expect(nameTried(spelling)).toBe(nameTried("Dora"));
  expect(nameTried("ian")).toBe(nameTried("lan"));
  expect(nameTried("eve")).not.toBe(nameTried("eva"));
  for (const spelling of ["DORA@example.org", "ｄora@example.org ", "dora@ｅxample.org"]) {
    expect(mailTried(spelling)).toBe("dora@example.org");
  }
});

test("all the addresses of one IPv6 network count as one", async () => {
  let host = 0;
  const from = () => countTryFrom("sign-up by address", `2001:db8:1:2::${(host++).toString(16)}`);
  expect(letIn(await tries(30, from))).toBe(20);
  let other = 0;
  const full = () => countTryFrom("sign-up by address", `2001:db8:1:3:0:0:0:${(other++).toString(16)}`);
  expect(letIn(await tries(30, full))).toBe(20);
});

test("this machine itself is let by", async () => {
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1", null]) {
    expect(letIn(await tries(40, () => countTryFrom("sign-up by address", address)))).toBe(40);
  }
});

test("a limit refuses in the same way whichever copy of the package its limiter came from", async () => {
  const foreign = { consume: () => Promise.reject({ msBeforeNext: 60_000 }) };
  const limiters = (globalThis as unknown as Record<symbol, Map<string, unknown>>)[Symbol.for("moot.limits")];
  const own = limiters?.get("sign-in by name");
  limiters?.set("sign-in by name", foreign);
  await expect(countTry("sign-in by name", "ada")).rejects.toMatchObject({ status: 429, retryAfter: 60 });
  limiters?.set("sign-in by name", own);
});
