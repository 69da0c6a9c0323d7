import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { claims, contributions, revisions, voteEvents, votes } from "@/db/schema";
import { contributionOf } from "../support/debate";
import { api, evidence, rebuttal } from "./support";

const fatima = { role: "moderator" } as const;

/** What Ada is told when she attaches this. */
async function attaching(body: unknown, path?: string) {
  const { send, claim, db } = await api();
  const answer = await send("ada", "POST", path ?? `/claims/${claim.id}/contributions`, body);
  if (answer.status >= 400) expect(await db.select().from(contributions)).toEqual([]);
  return answer;
}

const doc = (...content: unknown[]) => ({ type: "doc", content });
const paragraph = (...content: unknown[]) => ({ type: "paragraph", content });
const nested = (levels: number): unknown =>
  levels === 0 ? paragraph({ type: "text", text: "deep" }) : { type: "blockquote", content: [nested(levels - 1)] };
const linked = (href: string) =>
  doc(paragraph({ type: "text", text: "here", marks: [{ type: "link", attrs: { href } }] }));
const sourced = (source: Record<string, unknown>) => evidence({ source });

describe("what can't be attached is refused with a stable code, and the field at fault", () => {
  test.each<[string, unknown, number, string, string?]>([
    ["nothing at all", undefined, 400, "input.malformed"],
    ["something that is not JSON", '{"kind":', 400, "input.malformed"],
    ["a list", [], 400, "input.malformed"],
    ["a bare text", '"evidence"', 400, "input.malformed"],
    ["an unknown kind", { kind: "comment", body: { markdown: "x" } }, 422, "input.invalid", "kind"],
    ["evidence without a stance", evidence({ stance: undefined }), 422, "input.invalid", "stance"],
    ["evidence without a source", evidence({ source: undefined }), 422, "input.invalid", "source"],
    ["a source that says nothing", sourced({ title: "Somewhere" }), 422, "input.invalid", "source.url"],
    ["no body", evidence({ body: undefined }), 422, "body.missing", "body"],
    ["a body of white space", { kind: "rebuttal", body: { markdown: " \n\n " } }, 422, "body.missing", "body"],
    ["a body that is too long", rebuttal("x".repeat(8001)), 422, "body.too_long", "body"],
    ["a body that is too deep", { kind: "rebuttal", body: doc(nested(40)) }, 422, "body.too_deep", "body"],
    ["an unknown node", { kind: "rebuttal", body: doc({ type: "image" }) }, 422, "body.unknown_node", "body"],
    [
      "an unknown mark",
      { kind: "rebuttal", body: doc(paragraph({ type: "text", text: "x", marks: [{ type: "blink" }] })) },
      422,
      "body.unknown_mark",
      "body",
    ],
    [
      "a javascript: link",
      { kind: "rebuttal", body: linked("javascript:alert(1)") },
      422,
      "body.link_not_allowed",
      "body",
    ],
    ["a data: link", { kind: "rebuttal", body: linked("data:text/html,x") }, 422, "body.link_not_allowed", "body"],
    ["a vbscript: link", { kind: "rebuttal", body: linked("VBScript:x") }, 422, "body.link_not_allowed", "body"],
    ["a lone surrogate", '{"kind":"rebuttal","body":{"markdown":"a\\ud800b"}}', 422, "body.bad_characters", "body"],
    ["a NUL", rebuttal("a\u0000b"), 422, "body.bad_characters", "body"],
    [
      "a NUL in a title",
      sourced({ url: "https://a.example/", title: "a\u0000b" }),
      422,
      "input.invalid",
      "source.title",
    ],
    [
      "an address of 10 kB",
      sourced({ url: `https://a.example/${"x".repeat(10_000)}` }),
      422,
      "input.invalid",
      "source.url",
    ],
    ["a javascript: source", sourced({ url: "javascript:alert(1)" }), 422, "input.invalid", "source.url"],
    [
      "a date in the future",
      sourced({ url: "https://a.example/", date: "2027-01-01" }),
      422,
      "input.invalid",
      "source.date",
    ],
    [
      "a day that does not exist",
      sourced({ url: "https://a.example/", date: "2026-02-30" }),
      422,
      "input.invalid",
      "source.date",
    ],
    ["more than a megabyte", rebuttal("x".repeat(1024 * 1024)), 413, "request.too_large"],
  ])("%s", async (_, body, status, code, field) => {
    const answer = await attaching(body);
    expect(answer.body).toMatchObject({ status, code, detail: expect.any(String) });
    expect(answer.status).toBe(status);
    if (field) expect(Object.keys(answer.body.errors)).toEqual([field]);
  });
});

describe("where and by whom", () => {
  test("to a claim that isn't there", async () => {
    expect((await attaching(evidence(), "/claims/zzz/contributions")).body.code).toBe("claim.not_found");
  });

  test("to a parent on another claim", async () => {
    const { send, claim, other } = await api();
    const { body } = await send("ada", "POST", `/claims/${claim.id}/contributions`, evidence());
    const answer = await send("bob", "POST", `/claims/${other.id}/contributions`, { ...rebuttal(), parent: body.id });
    expect(answer.body).toMatchObject({
      status: 422,
      code: "parent.on_another_claim",
      errors: { parent: expect.any(String) },
    });
  });

  test("to a claim that only curators may attach to; votes still count there", async () => {
    const { send, claim } = await api();
    const lock = { lock: "curators-only", reason: "Calm", until: null };
    expect((await send("fatima", "PUT", `/claims/${claim.id}/lock`, lock, fatima)).status).toBe(200);
    const answer = await send("ada", "POST", `/claims/${claim.id}/contributions`, evidence());
    expect(answer.body).toMatchObject({ status: 403, code: "claim.locked" });
    expect((await send("ada", "PUT", `/claims/${claim.id}/vote`, { value: "agree" })).body.tally.total).toBe(1);
  });

  test("the same source again is told with what is there, and taken when it is meant", async () => {
    const { send, claim } = await api();
    const path = `/claims/${claim.id}/contributions`;
    const { body: first } = await send("ada", "POST", path, evidence());
    const again = sourced({ url: "http://www.water.example/study/?utm_source=x#top" });
    const answer = await send("bob", "POST", path, again);
    expect(answer.body).toMatchObject({ status: 409, code: "source.already_there", existing: { id: first.id } });
    expect((await send("bob", "POST", path, { ...again, despite: ["same-source"] })).status).toBe(201);
  });

  test("a rebuttal of one's own is asked about first", async () => {
    const { send, claim } = await api();
    const { body } = await send("ada", "POST", `/claims/${claim.id}/contributions`, evidence());
    const path = `/contributions/${body.id}/contributions`;
    expect((await send("ada", "POST", path, rebuttal())).body).toMatchObject({
      status: 409,
      code: "contribution.own_parent",
    });
    expect((await send("ada", "POST", path, { ...rebuttal(), despite: ["own-parent"] })).status).toBe(201);
  });

  test("a stranger, a token that doesn't hold, a token that only reads", async () => {
    const { send, claim } = await api();
    const vote = (who: string | null, options = {}) =>
      send(who, "PUT", `/claims/${claim.id}/vote`, { value: "agree" }, options);
    const stranger = await vote(null);
    expect(stranger.body).toMatchObject({ status: 401, code: "account.signed_out" });
    expect(stranger.headers.get("www-authenticate")).toContain("Bearer");
    const forged = await vote(null, { headers: { authorization: "Bearer moot_nobody" } });
    expect(forged.body).toMatchObject({ status: 401, code: "token.invalid" });
    const reading = await vote("ada", { scope: "read" });
    expect(reading.body).toMatchObject({ status: 403, code: "token.read_only" });
    expect((await send("ada", "GET", "/me", undefined, { scope: "read" })).body).toMatchObject({
      name: "ada",
      scope: "read",
    });
  });

  test("a revoked token", async () => {
    const { send } = await api();
    const inPerson = { inPerson: true };
    const { body } = await send("ada", "POST", "/me/tokens", { name: "script", scope: "read" }, inPerson);
    const headers = { authorization: `Bearer ${body.secret}` };
    expect((await send(null, "GET", "/me", undefined, { headers })).body.name).toBe("ada");
    await send("ada", "DELETE", `/me/tokens/${body.id}`, undefined, inPerson);
    expect((await send(null, "GET", "/me", undefined, { headers })).body.code).toBe("token.invalid");
    expect((await send("bob", "DELETE", `/me/tokens/${body.id}`, undefined, inPerson)).status).toBe(404);
  });

  test("a token that would make or revoke another", async () => {
    const { send } = await api();
    const made = await send("ada", "POST", "/me/tokens", { name: "second", scope: "write" });
    expect(made.body).toMatchObject({ status: 403, code: "token.not_enough" });
    expect((await send("ada", "DELETE", "/me/tokens/bcdfghjkm")).body.code).toBe("token.not_enough");
  });

  test("what is somebody else's", async () => {
    const { send, claim } = await api();
    const { body } = await send("ada", "POST", `/claims/${claim.id}/contributions`, evidence());
    const it = `/contributions/${body.id}`;
    expect((await send("bob", "DELETE", it)).body.code).toBe("contribution.not_own");
    expect((await send("bob", "PATCH", it, { ...evidence(), version: 1 })).body.code).toBe("contribution.not_own");
    expect((await send("ada", "PUT", `${it}/rating`, { value: "convincing" })).body.code).toBe("contribution.own");
    expect((await send("bob", "POST", `${it}/decisions`, { to: "accepted", version: 1 })).body.code).toBe(
      "policy.role",
    );
    expect((await send("bob", "GET", "/moderation/queue")).status).toBe(403);
  });

  test("more than a person can mean to send", async () => {
    const { send } = await api();
    const flags = "/contributions/bcdfghjkm/flags";
    let answer = await send("flo", "POST", flags, {});
    for (let i = 0; i < 300; i++) answer = await send("flo", "POST", flags, {});
    expect(answer.body).toMatchObject({ status: 429, code: "rate.limited" });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await send("gil", "POST", flags, {})).status).toBe(422);
  });
});

describe("what is stale or decided", () => {
  test("an edit of an older version loses nothing and changes nothing", async () => {
    const { send, claim } = await api();
    const { body } = await send("ada", "POST", `/claims/${claim.id}/contributions`, evidence());
    const it = `/contributions/${body.id}`;
    await send("ada", "PATCH", it, { ...evidence(), version: 1, body: { markdown: "Second." } });
    const late = await send("ada", "PATCH", it, { ...evidence(), version: 1, body: { markdown: "Third." } });
    expect(late.body).toMatchObject({ status: 409, code: "contribution.stale", version: 2 });
    const revisions = await send(null, "GET", `${it}/revisions`);
    expect(revisions.body.items.map(({ text }: { text: string }) => text)).toEqual([
      "Second.",
      "It is wet to the touch.",
    ]);
  });

  test("a decision about an older version, one that can't be, one without its reason", async () => {
    const { send, claim } = await api();
    const { body } = await send("ada", "POST", `/claims/${claim.id}/contributions`, evidence());
    const decide = (body: unknown, id: string) =>
      send("fatima", "POST", `/contributions/${id}/decisions`, body, fatima);
    expect((await decide({ to: "accepted", version: 7 }, body.id)).body).toMatchObject({
      status: 409,
      code: "contribution.stale",
    });
    expect((await decide({ to: "merged", version: 1, mergedInto: "x" }, body.id)).body).toMatchObject({
      status: 422,
      code: "merge.target_not_found",
      errors: { mergedInto: expect.any(String) },
    });
    expect((await decide({ to: "rejected", version: 1 }, body.id)).body).toMatchObject({
      status: 422,
      errors: { "reason.code": expect.any(String) },
    });
    expect((await decide({ to: "fabulous", version: 1 }, body.id)).body.errors).toHaveProperty("to");
    expect((await decide({ to: "undo", version: 1 }, body.id)).body.code).toBe("decision.nothing_to_undo");
  });
});

describe("what is held is known to its author and to curators only", () => {
  test("by every way to it", async () => {
    const { send, claim, db, person } = await api();
    const held = await contributionOf(db, claim, await person("ada"), { state: "held", text: "A secret." });
    const list = `/claims/${claim.id}/contributions?state=held`;
    const seen = async (who: string | null, options = {}) => ({
      it: (await send(who, "GET", `/contributions/${held.id}`, undefined, options)).status,
      revisions: (await send(who, "GET", `/contributions/${held.id}/revisions`, undefined, options)).status,
      log: (await send(who, "GET", `/moderation/log?contribution=${held.id}`, undefined, options)).status,
      listed: (await send(who, "GET", list, undefined, options)).body.items.length,
      below: (await send(who, "GET", `/claims/${claim.id}/contributions?parent=${held.id}`, undefined, options)).status,
    });
    const nothing = { it: 404, revisions: 404, log: 404, listed: 0, below: 404 };
    const all = { it: 200, revisions: 200, log: 200, listed: 1, below: 200 };
    expect(await seen(null)).toEqual(nothing);
    expect(await seen("bob")).toEqual(nothing);
    expect(await seen("ada")).toEqual(all);
    expect(await seen("fatima", fatima)).toEqual(all);
    for (const [method, path, body] of [
      ["PUT", "/rating", { value: "convincing" }],
      ["POST", "/flags", { reason: "spam" }],
      ["POST", "/contributions", rebuttal()],
      ["DELETE", "", undefined],
    ] as const) {
      const answer = await send("bob", method, `/contributions/${held.id}${path}`, body);
      expect(answer.body, `${method} ${path}`).toMatchObject({ status: 404, code: "contribution.not_found" });
    }
    expect((await send(null, "GET", `/claims/${claim.id}/contributions`)).text).not.toContain(held.id);
    expect((await send(null, "GET", "/search?q=secret")).body.items).toEqual([]);
  });
});

describe("a vote is one a person, whatever comes at once", () => {
  test("twenty in the same instant leave one vote and a history that leads to it", async () => {
    const { send, claim, db } = await api();
    const values = ["agree", "disagree", "unsure", "agree"];
    await send("ada", "GET", "/me");
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        send("ada", "PUT", `/claims/${claim.id}/vote`, { value: values[i % values.length] }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.every(({ body }) => body.tally.total === 1)).toBe(true);
    const [vote, ...more] = await db.select().from(votes);
    expect(more).toEqual([]);
    const history = await db.select().from(voteEvents).orderBy(voteEvents.rowId);
    for (const [i, event] of history.entries()) expect(event.from).toBe(history[i - 1]?.to ?? null);
    expect(history.at(-1)?.to).toBe(vote?.value);
    const [row] = await db.select().from(claims).where(eq(claims.rowId, claim.rowId));
    expect([row?.agree, row?.disagree, row?.unsure].sort()).toEqual([0, 0, 1]);
  });

  test("the same twice changes nothing, withdrawing takes it out of the tally", async () => {
    const { send, claim, db } = await api();
    const path = `/claims/${claim.id}/vote`;
    await send("ada", "PUT", path, { value: "agree" });
    expect((await send("ada", "PUT", path, { value: "agree" })).body).toEqual({
      value: "agree",
      tally: { agree: 1, disagree: 0, unsure: 0, total: 1 },
    });
    const none = { value: null, tally: { agree: 0, disagree: 0, unsure: 0, total: 0 } };
    expect((await send("ada", "DELETE", path)).body).toEqual(none);
    expect((await send("ada", "DELETE", path)).body).toEqual(none);
    expect(await db.select().from(voteEvents)).toHaveLength(2);
  });

  test.each([undefined, "{}", '{"value":null}', '{"value":"yes"}', "[]", "3"])("%s is no vote", async (body) => {
    const { send, claim, db } = await api();
    const { status } = await send("ada", "PUT", `/claims/${claim.id}/vote`, body);
    expect([400, 422]).toContain(status);
    expect(await db.select().from(votes)).toEqual([]);
  });
});

describe("addresses", () => {
  test("an unknown one, and a method that isn't there", async () => {
    const { send, claim } = await api();
    expect((await send(null, "GET", "/claim")).body).toMatchObject({ status: 404, code: "route.not_found" });
    const answer = await send("ada", "PATCH", `/claims/${claim.id}/vote`, { value: "agree" });
    expect(answer.body).toMatchObject({ status: 405, code: "method.not_allowed" });
    expect(answer.headers.get("allow")).toBe("PUT, DELETE");
  });

  test("query values that mean nothing", async () => {
    const { send, claim } = await api();
    expect((await send(null, "GET", "/claims?kind=wrong")).body.errors).toHaveProperty("kind");
    expect((await send(null, "GET", "/claims?sort=best")).body.errors).toHaveProperty("sort");
    const list = `/claims/${claim.id}/contributions`;
    expect((await send(null, "GET", `${list}?state=lost`)).body.errors).toHaveProperty("state");
    expect((await send(null, "GET", `${list}?cursor=..`)).body).toMatchObject({
      status: 400,
      code: "cursor.malformed",
    });
    expect((await send(null, "GET", `${list}?parent=zzz`)).status).toBe(404);
    expect((await send(null, "GET", "/claims?cursor=1")).body.code).toBe("cursor.malformed");
    expect((await send(null, "GET", "/moderation/log?cursor=zzz")).body.code).toBe("cursor.malformed");
    expect((await send(null, "GET", "/search?kind=wrong")).body.errors).toHaveProperty("kind");
  });

  test("a fault of ours says nothing of itself", async () => {
    const { app, db, claim } = await api();
    db.close();
    const response = await app.request(`http://moot.test/api/v1/claims/${claim.id}`);
    expect(response.status).toBeGreaterThanOrEqual(500);
    const body = await response.json();
    expect(["server.fault", "store.unavailable"]).toContain(body.code);
    expect(JSON.stringify(body)).not.toMatch(/closed|select|libsql|node_modules/i);
  });
});

describe("a store that can't be written", () => {
  test.each([
    ["read-only", ["PRAGMA query_only=ON"], ["PRAGMA query_only=OFF"]],
    ["full", ["PRAGMA max_page_count=1"], ["PRAGMA max_page_count=100000"]],
  ])("%s: told so, nothing half done, and taken up again when it is mended", async (_, breaks, mends) => {
    const { send, claim, db } = await api();
    await send("ada", "GET", "/me");
    const run = async (pragmas: string[]) => {
      for (const pragma of pragmas) await db.clients.writer.execute(pragma);
    };
    const long = { ...rebuttal(), body: { markdown: "words ".repeat(1200) } };
    await run(breaks);
    const answers = [];
    for (let i = 0; i < 12; i++) {
      answers.push(
        await send("ada", "POST", `/claims/${claim.id}/contributions`, {
          ...long,
          body: { markdown: `${i} ${long.body.markdown}` },
        }),
      );
    }
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.length).toBeGreaterThan(0);
    for (const { body, headers } of refused) {
      expect(body).toMatchObject({ status: 503, code: "store.unavailable" });
      expect(headers.get("retry-after")).toBe("10");
    }
    const kept = answers.length - refused.length;
    expect(await db.select().from(contributions)).toHaveLength(kept);
    expect(await db.select().from(revisions)).toHaveLength(kept);
    await run(mends);
    expect((await send("ada", "PUT", `/claims/${claim.id}/vote`, { value: "agree" })).body.tally.total).toBe(1);
  });
});
