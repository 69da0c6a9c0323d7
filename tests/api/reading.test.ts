import { describe, expect, test } from "vitest";
import { contributionOf } from "../support/debate";
import { api, evidence, rebuttal } from "./support";

type Item = { id: string; parent: string | null; state: string };
const ids = (answer: { body: { items: Item[] } }) => answer.body.items.map(({ id }) => id);

describe("what is attached to a claim", () => {
  test("reads as the contract says", async () => {
    const { send, claim, refreshed } = await api();
    const answer = await send("ada", "POST", `/claims/${claim.id}/contributions`, evidence());
    const { id } = answer.body;
    expect(answer.headers.get("location")).toBe(`http://moot.test/e/${id}`);
    expect(refreshed).toContain(`claim:${claim.id}`);
    expect((await send(null, "GET", `/contributions/${id}`)).body).toEqual({
      id,
      url: `http://moot.test/e/${id}`,
      kind: "evidence",
      stance: "supports",
      claim: claim.id,
      parent: null,
      depth: 0,
      state: "unreviewed",
      stateReason: null,
      appealOpen: false,
      body: {
        type: "doc",
        content: [{ type: "paragraph", content: [{ type: "text", text: "It is wet to the touch." }] }],
      },
      source: {
        url: "https://water.example/study",
        citation: null,
        title: "On water",
        author: null,
        publisher: null,
        date: null,
        type: "other",
        excerpt: "It was wet.",
        domain: "water.example",
        grade: null,
        deadSince: null,
        changedAt: null,
      },
      quoteCheck: "unchecked",
      archiveUrl: null,
      mergedInto: null,
      pinned: false,
      rating: { convincing: 0, unconvincing: 0 },
      answers: 0,
      author: { id: expect.any(String), name: "ada", url: "http://moot.test/u/ada" },
      createdAt: "2026-11-01T12:00:00.000Z",
      editedAt: null,
      revision: 1,
      version: 1,
    });
    const { body } = await send(null, "GET", `/claims/${claim.id}`);
    expect(body).toMatchObject({
      slug: "water-is-wet",
      url: `http://moot.test/c/${claim.id}/water-is-wet`,
      essay: "on-elements",
      counts: { supporting: 1, contradicting: 0, rebuttals: 0 },
      tally: { agree: 0, disagree: 0, unsure: 0, total: 0 },
      locked: "open",
    });
  });

  test("is filtered by what it answers, its kind, stance and state", async () => {
    const { send, claim, db, person } = await api();
    const ada = await person("ada");
    const first = await contributionOf(db, claim, ada);
    const second = await contributionOf(db, claim, ada, { stance: "contradicts" });
    const below = await contributionOf(db, claim, ada, { kind: "rebuttal", parent: first });
    const rejected = await contributionOf(db, claim, ada, { state: "rejected", stateReasonCode: "spam" });
    const list = async (query: string) =>
      ids(await send(null, "GET", `/claims/${claim.id}/contributions?sort=newest&${query}`));
    expect(await list("")).toEqual([below.id, second.id, first.id]);
    expect(await list("parent=none")).toEqual([second.id, first.id]);
    expect(await list(`parent=${first.id}`)).toEqual([below.id]);
    expect(await list("kind=rebuttal")).toEqual([below.id]);
    expect(await list("stance=supports")).toEqual([first.id]);
    expect(await list("state=rejected")).toEqual([rejected.id]);
    expect(await list("state=accepted")).toEqual([]);
  });

  test.each(["newest", "convincing", "least-reviewed"])(
    "comes in pages that leave nothing out, %s first",
    async (sort) => {
      const { send, claim, db, person } = await api();
      const ada = await person("ada");
      for (let i = 0; i < 103; i++) await contributionOf(db, claim, ada);
      const [one] = ids(await send(null, "GET", `/claims/${claim.id}/contributions?sort=newest`));
      await send("bob", "PUT", `/contributions/${one}/rating`, { value: "convincing" });
      const seen: string[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const answer = await send(
          null,
          "GET",
          `/claims/${claim.id}/contributions?sort=${sort}${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...ids(answer));
        cursor = answer.body.nextCursor;
      }
      expect(seen).toHaveLength(103);
      expect(new Set(seen).size).toBe(103);
      if (sort !== "least-reviewed") expect(seen[0]).toBe(one);
    },
  );

  test("says where it went when it was merged, at the end of the chain, and is counted no more", async () => {
    const { send, claim } = await api();
    const attached = async (who: string, url: string) =>
      (await send(who, "POST", `/claims/${claim.id}/contributions`, { ...evidence(), source: { url } })).body.id;
    const [a, b, c] = [
      await attached("ada", "https://example.org/a"),
      await attached("bob", "https://example.org/b"),
      await attached("cleo", "https://example.org/c"),
    ];
    const merge = (from: string, into: string) =>
      send(
        "fatima",
        "POST",
        `/contributions/${from}/decisions`,
        { to: "merged", version: 1, mergedInto: into },
        { role: "moderator" },
      );
    expect((await merge(a, b)).status).toBe(200);
    expect((await merge(b, c)).status).toBe(200);
    expect((await send(null, "GET", `/contributions/${a}`)).body).toMatchObject({
      state: "merged",
      mergedInto: expect.stringMatching(new RegExp(`/e/${c}$`)),
    });
    expect((await send(null, "GET", `/claims/${claim.id}`)).body.counts.supporting).toBe(1);
    const list = await send(null, "GET", `/claims/${claim.id}/contributions`);
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([c]);
    const merged = await send(null, "GET", `/claims/${claim.id}/contributions?state=merged`);
    expect(merged.body.items.map(({ id }: { id: string }) => id).sort()).toEqual([a, b].sort());
  });

  test("without its text once it was taken back", async () => {
    const { send, claim } = await api();
    const { body } = await send("ada", "POST", `/claims/${claim.id}/contributions`, evidence());
    await send("bob", "POST", `/contributions/${body.id}/contributions`, rebuttal());
    expect((await send("ada", "DELETE", `/contributions/${body.id}`)).status).toBe(204);
    expect((await send(null, "GET", `/contributions/${body.id}`)).body).toMatchObject({
      state: "withdrawn",
      body: null,
      source: null,
    });
    expect((await send(null, "GET", `/contributions/${body.id}/revisions`)).body.items).toEqual([]);
    expect((await send(null, "GET", `/claims/${claim.id}/contributions`)).text).not.toContain("wet to the touch");
  });
});

describe("the viewer's layer", () => {
  const layer = async ({ send }: Awaited<ReturnType<typeof api>>, who: string | null, path: string, options = {}) =>
    (await send(who, "GET", `/viewer?path=${encodeURIComponent(path)}`, undefined, options)).body;

  test("a stranger has none", async () => {
    const m = await api();
    expect(await layer(m, null, "/")).toEqual({ viewer: null });
    const headers = { cookie: "theme=dark; next-auth.session-token=forged" };
    expect(await layer(m, null, "/", { headers })).toEqual({ viewer: null });
  });

  test("on an essay, and at home while there is one essay: one's votes on its claims", async () => {
    const m = await api();
    await m.send("ada", "PUT", `/claims/${m.claim.id}/vote`, { value: "agree" });
    const votes = { [m.claim.id]: "agree" };
    for (const path of ["/", "/essays/on-elements", "/essays/on-elements?sort=argued"]) {
      expect(await layer(m, "ada", path)).toMatchObject({
        viewer: { name: "ada", role: "member", banned: null },
        votes,
        tally: null,
      });
    }
    expect(await layer(m, "ada", "/essays/another")).toMatchObject({ votes: {} });
    expect(await layer(m, "ada", "/about")).toMatchObject({ votes: {}, waiting: null });
  });

  test("on a claim and below it: vote, exact tally, ratings, what is one's own and what is held", async () => {
    const m = await api();
    const { send, claim, db, person } = m;
    await send("ada", "PUT", `/claims/${claim.id}/vote`, { value: "unsure" });
    await send("bob", "PUT", `/claims/${claim.id}/vote`, { value: "agree" });
    const bobs = await contributionOf(db, claim, await person("bob"));
    await send("ada", "PUT", `/contributions/${bobs.id}/rating`, { value: "unconvincing" });
    const own = await contributionOf(db, claim, await person("ada"), { kind: "rebuttal", parent: bobs });
    const held = await contributionOf(db, claim, await person("ada"), { state: "held", text: "A secret." });
    for (const path of [`/c/${claim.id}/water-is-wet`, `/c/${claim.id}`, `/e/${bobs.id}`, `/r/${own.id}/history`]) {
      expect(await layer(m, "ada", path), path).toEqual({
        viewer: { id: expect.any(String), name: "ada", role: "member", banned: null },
        unread: 0,
        waiting: null,
        reasons: null,
        votes: { [claim.id]: "unsure" },
        tally: { agree: 1, disagree: 0, unsure: 1, total: 2 },
        askedAgain: null,
        ratings: { [bobs.id]: { rating: "unconvincing", counts: { convincing: 0, unconvincing: 1 } } },
        own: [held.id, own.id],
        appeal: null,
        held: [
          {
            id: held.id,
            kind: "evidence",
            stance: "supports",
            text: "A secret.",
            reason: null,
            url: `/e/${held.id}`,
          },
        ],
      });
    }
    expect(await layer(m, "bob", `/c/${claim.id}/x`)).toMatchObject({ held: [], own: [bobs.id], ratings: {} });
    expect(await layer(m, "cy", "/c/zzz/x", { role: "curator" })).toMatchObject({ tally: null, waiting: 3 });
  });
});
