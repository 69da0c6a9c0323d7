// The API teaches the schemas to describe themselves, before they are made.
import "@/lib/api/app";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { contributions } from "@/db/schema";
import { exportOwnData } from "@/lib/accounts/export";
import { profile } from "@/lib/accounts/queries";
import { edit } from "@/lib/contributions/commands";
import { decide } from "@/lib/curation/commands";
import { publicLog } from "@/lib/curation/queries";
import { claimPage } from "@/lib/insight/claim-page";
import { historyPage } from "@/lib/insight/history-page";
import { permalinkPage } from "@/lib/insight/permalink-page";
import { exportDebate } from "@/lib/interchange/moot/export";
import { createSharing } from "@/lib/sharing/routes";
import { api, evidence, rebuttal } from "../api/support";

/** In the first wording, in the present one, and in the source: nobody but its author may come upon one of these again. */
const secret = /Secretword|Laterword|Sourceword/;

async function whole(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}

test("what was removed is read nowhere again, in none of its wordings, and its source neither", async () => {
  const { send, db, as, claim, person } = await api();
  const said = (words: string) => ({
    ...evidence(),
    body: { markdown: words },
    source: { url: "https://example.org/Sourceword", title: "Sourceword", excerpt: "Sourceword" },
  });
  const { body } = await send("ada", "POST", `/claims/${claim.id}/contributions`, said("Secretword"));
  const { id } = body;
  await edit(await as("ada"), id, { version: 1, ...said("Laterword"), stance: "supports" });
  await send("bob", "POST", `/contributions/${id}/contributions`, rebuttal());
  const reading = async () => {
    const stranger = await as(null);
    const sharing = createSharing({ ctx: () => as(null), origin: () => "https://moot.example" });
    const texts: Record<string, string> = {};
    const keep = async (name: string, what: Promise<unknown>) => {
      texts[name] = JSON.stringify(await what.catch((error) => error.code)) ?? "";
    };
    for (const who of [null, "bob", "cora"]) {
      const options = who === "cora" ? ({ role: "curator" } as const) : {};
      for (const path of [
        `/contributions/${id}`,
        `/contributions/${id}/revisions`,
        `/claims/${claim.id}/contributions`,
        `/claims/${claim.id}/contributions?state=removed`,
        "/search?q=Laterword",
        "/search?q=Sourceword&kind=source",
        "/moderation/log",
      ]) {
        texts[`${who} ${path}`] = (await send(who, "GET", path, undefined, options)).text;
      }
    }
    const view = { sort: "newest", for: null, against: null, at: null } as const;
    await keep("the claim's page", claimPage(stranger, claim.id, view));
    await keep("its own page", permalinkPage(stranger, id, { sort: "newest", after: null }));
    await keep("its history", historyPage(stranger, id));
    await keep("the profile", profile(stranger, "ada"));
    await keep("the log", publicLog(stranger));
    await keep("somebody else's data", exportOwnData(await as("bob")));
    await keep("the debate", whole(exportDebate(stranger, { essay: "on-elements" })));
    for (const path of [`/embed/e/${id}`, "/feeds/site.atom", `/cite/e/${id}.bib`]) {
      texts[path] = await (await sharing.request(path)).text();
    }
    return texts;
  };
  const holding = async () =>
    Object.entries(await reading())
      .filter(([, text]) => secret.test(text))
      .map(([name]) => name);

  expect((await holding()).length).toBeGreaterThan(10);
  await decide(await as("max", "moderator"), id, { to: "removed", version: 2, reason: { code: "privacy" } });
  // Whoever asks for a word in an address has that word in the answer's own address at most.
  expect(await holding()).toEqual([]);
  expect((await db.select().from(contributions).where(eq(contributions.id, id)))[0]?.state).toBe("removed");
  expect(JSON.stringify(await exportOwnData(await as("ada")))).toMatch(secret);
  expect((await person("ada")).name).toBe("ada");
});
