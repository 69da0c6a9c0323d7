import { describe, expect, test } from "vitest";
import { claims } from "@/db/schema";
import { type ResolutionOutcome, resolutionOutcomes } from "@/lib/claims/claims";
import { claimById } from "@/lib/claims/queries";
import { editClaim, resolveClaim } from "@/lib/curation/commands";
import { claimPage } from "@/lib/insight/claim-page";
import { claimData } from "@/lib/sharing/structured-data";
import { castVote } from "@/lib/votes/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";
import { faultsOf } from "./vocabulary";

const site = "https://moot.example";

async function setting() {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const resolve = async (outcome: ResolutionOutcome = "mostly-true") => {
    const replaces = (await claimById(await m.as(null), claim.id)).resolution?.decision;
    return resolveClaim(await m.as("carla", "curator"), claim.id, {
      ...{ version: 1, outcome, reasons: "Measured.", replaces },
    });
  };
  const data = async () => {
    const view = { sort: "convincing" as const, for: null, against: null, at: null };
    const { claim: read, sides } = await claimPage(await m.as(null), claim.id, view);
    const attached = [...sides.supports.items, ...sides.contradicts.items];
    // As it stands in the page.
    return JSON.parse(JSON.stringify(claimData(read, attached, (path) => site + path)));
  };
  const reviews = async () => (await data())["@graph"].filter((node: Node) => node["@type"] === "ClaimReview");
  return { ...m, claim, resolve, data, reviews };
}
type Node = Record<string, unknown>;

describe("what a claim's page says to search engines", () => {
  test("is in schema.org's vocabulary: classes, their properties, and what each takes", async () => {
    const { db, as, person, claim, resolve, data } = await setting();
    const ada = await person("ada");
    const source = { url: "https://example.org/water", title: "On water" };
    const it = await contributionOf(db, claim, ada, { source });
    await contributionOf(db, claim, await person("bob"), { kind: "rebuttal", parent: it });
    await castVote(await as("cleo"), claim.id, { value: "agree" });
    await resolve();
    const graph = await data();
    expect(graph["@graph"].map((node: Node) => node["@type"])).toEqual([
      "Claim",
      "ClaimReview",
      "DiscussionForumPosting",
    ]);
    expect(graph["@graph"][2].comment[0].comment).toHaveLength(1);
    expect(faultsOf(graph)).toEqual([]);
  });

  test("and the check knows other words, misplaced ones and wrong values", () => {
    const faults = (node: Node) => faultsOf({ "@graph": [node] });
    expect(faults({ "@type": "Proposition", text: "x" })).toContainEqual(expect.stringContaining("no class"));
    expect(faults({ "@type": "Claim", verdict: "x" })).toEqual([expect.stringContaining("no such property")]);
    expect(faults({ "@type": "Claim", reviewRating: { "@type": "Rating" } })).toEqual([
      expect.stringContaining("not of a"),
    ]);
    expect(faults({ "@type": "Claim", author: { "@type": "Rating" } })).toEqual([expect.stringContaining("none of")]);
    expect(faults({ "@type": "Claim", datePublished: "yesterday" })).toEqual([expect.stringContaining("none of")]);
    expect(faults({ "@type": "Claim", author: { "@id": "#nobody" } })).toEqual([
      expect.stringContaining("there is no"),
    ]);
  });
});

describe("a ClaimReview", () => {
  test("stands there only where a curator has resolved the claim, with the reasons and the day", async () => {
    const { claim, resolve, reviews, clock } = await setting();
    expect(await reviews()).toEqual([]);
    await resolve();
    expect(await reviews()).toMatchObject([
      {
        claimReviewed: "Water is wet",
        url: `${site}/c/${claim.id}/water-is-wet#resolution`,
        reviewBody: "Measured.",
        datePublished: clock.now.toISOString(),
        author: { "@type": "Organization", name: "Moot", url: `${site}/` },
        reviewRating: { alternateName: "Mostly true", ratingValue: 4, worstRating: 1, bestRating: 5 },
      },
    ]);
  });

  test("rates the whole scale from worst to best; what can't be told has a name and no number", async () => {
    const { resolve, reviews } = await setting();
    const given: unknown[] = [];
    for (const outcome of resolutionOutcomes) {
      await resolve(outcome);
      const [{ reviewRating }] = await reviews();
      given.push(reviewRating.ratingValue ?? reviewRating.alternateName);
    }
    expect(given).toEqual([5, 4, 3, 2, 1, "Cannot be told"]);
  });

  test.each(["cause", "prediction"] as const)("is made of no %s, resolved or not", async (kind) => {
    const { db, resolve, reviews } = await setting();
    await db.write((tx) => tx.update(claims).set({ kind }));
    await resolve();
    expect(await reviews()).toEqual([]);
  });

  test("goes once the claim reads otherwise than what was found out", async () => {
    const { as, claim, resolve, reviews } = await setting();
    await resolve();
    await editClaim(await as("max", "moderator"), claim.id, {
      statement: "Water wets",
      version: 1,
      reason: "Clearer.",
    });
    expect(await reviews()).toEqual([]);
  });
});
