import { expect, test } from "vitest";
import { paths, safeNext } from "@/lib/paths";
import { castVote } from "@/lib/votes/commands";
import { afterSignIn, readIntent } from "@/lib/web/intent";
import { readPlan, writePlan } from "@/lib/web/plan";
import { essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

test("an intention is a vote on a claim, or nothing", () => {
  expect(readIntent("vote:abc123:agree")).toEqual({ do: "vote", claim: "abc123", value: "agree" });
  for (const other of ["", "vote", "vote:abc123", "vote:abc123:maybe", "vote:../x:agree", "ban:abc:agree", null, 7]) {
    expect(readIntent(other)).toBeNull();
  }
});

test("it is done once somebody is signed in, and left where it can't be done", async () => {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["The sky is blue"]);
  const intent = `vote:${claim?.id}:agree`;
  await afterSignIn(await m.as(null), intent);
  await afterSignIn(await m.as("Ada"), "vote:zzzzzzzzz:agree");
  const ada = await m.as("Ada");
  await afterSignIn(ada, intent);
  expect((await castVote(await m.as("Bob"), claim?.id ?? "", { value: "unsure" })).tally).toEqual({
    ...{ agree: 1, disagree: 0, unsure: 1, total: 2 },
  });
});

test("what waits in the cookie leads to this site only, whatever was put into it", () => {
  const kept = (value: string) => readPlan({ get: () => ({ name: "moot.plan", value }) } as never);
  expect(kept(writePlan({ next: "/c/abc", intent: "vote:abc:agree" }))).toEqual({
    ...{ next: "/c/abc", intent: "vote:abc:agree" },
  });
  for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
    expect(kept(writePlan({ next, intent: "" })).next).toBe("/");
    expect(kept(Buffer.from(JSON.stringify({ next })).toString("base64url")).next).toBe("/");
  }
  expect(kept("rubbish")).toEqual({ next: "/", intent: "" });
});

test("where it leads to stands in a header as it is, in any script, and half a character leads nowhere", () => {
  const claim = paths.claim({ id: "bcdfghjkm", slug: "вода-мокрая" });
  expect(() => new Headers({ Location: claim })).not.toThrow();
  expect(decodeURIComponent(claim)).toBe("/c/bcdfghjkm/вода-мокрая");
  expect(safeNext("/c/x/вода?q=é ü#%20")).toBe(`/c/x/${encodeURIComponent("вода")}?q=%C3%A9%20%C3%BC#%20`);
  expect(safeNext(claim)).toBe(claim);
  expect(safeNext("/c/\ud800")).toBe("/");
  expect(safeNext("/x\r\nSet-Cookie: a=b")).toBe("/");
});
