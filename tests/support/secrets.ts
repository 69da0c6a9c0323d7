import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { accounts, proposals } from "@/db/schema";
import { type Role, roles, type Viewer } from "@/lib/accounts/accounts";
import { ban } from "@/lib/accounts/commands";
import { type Ctx, createCtx } from "@/lib/ctx";
import { decide, flag } from "@/lib/curation/commands";
import { recordDecision } from "@/lib/curation/record";
import { decideProposal } from "@/lib/proposals/commands";
import { contributionOf, essayWithClaims } from "./debate";

/** A word that stands in all that is said in something which not everybody may see. */
export const secrets = {
  held: "zanderheld",
  removed: "zanderremoved",
  banned: "zanderbanned",
  flag: "zanderflag",
  proposed: "zanderproposed",
} as const;
export type Secret = keyof typeof secrets;

/** Who looks, and what they may see. Lim curates another essay. */
export const readers: Record<string, Secret[]> = {
  stranger: [],
  bob: ["flag"],
  ada: ["held", "proposed"],
  lim: [],
  cara: ["held", "banned", "flag"],
  max: ["held", "banned", "flag", "proposed"],
};

const roleOf = (name: string): Role =>
  name === "lim" || name === "cara" ? "curator" : name === "max" ? "moderator" : (roles[0] as Role);

/** The secrets a text tells to a reader who may not see them. */
export const leaksIn = (text: string, reader: string): Secret[] =>
  (Object.keys(secrets) as Secret[]).filter(
    (secret) => text.includes(secrets[secret]) && !readers[reader]?.includes(secret),
  );

/**
 * A debate with things in it that not everybody may see: held, removed, and held by a ban, each answered and each with
 * rows in the log, a flag with its text, and claims that were proposed: one that waits, one that was declined.
 */
export async function secretDebate(db: Database, person: (name: string, role: Role) => Promise<Viewer>) {
  const ctxs = new Map<string, Ctx>();
  for (const name of [...Object.keys(readers).slice(1), "sam"]) {
    ctxs.set(name, createCtx(db, await person(name, roleOf(name))));
  }
  const ctx = (name: string): Ctx => ctxs.get(name) ?? createCtx(db);
  const viewer = (name: string): Viewer => ctx(name).viewer as Viewer;
  const [claim] = await essayWithClaims(db, ["Water is wet"], "On secrets");
  const [elsewhere] = await essayWithClaims(db, ["The moon is near"], "On bodies");
  if (!claim || !elsewhere) throw new Error("no claims");
  await db.write((tx) =>
    tx
      .update(accounts)
      .set({ curates: elsewhere.essay })
      .where(eq(accounts.rowId, viewer("lim").rowId)),
  );

  const about = (secret: Secret) => {
    const word = secrets[secret];
    const source = {
      url: `https://${word}.example/${word}`,
      title: word,
      author: word,
      publisher: word,
      excerpt: word,
    };
    return { text: `This says ${word} aloud.`, source };
  };
  const answer = (parent: Awaited<ReturnType<typeof contributionOf>>) =>
    contributionOf(db, claim, viewer("bob"), { kind: "rebuttal", parent, text: "It isn't so." });
  const max = ctx("max");

  const shown = await contributionOf(db, claim, viewer("ada"), { text: "Everybody reads this." });
  await flag(ctx("bob"), shown.id, { reason: "other", text: secrets.flag });

  const held = await contributionOf(db, claim, viewer("ada"), { ...about("held"), state: "held" });
  await decide(max, held.id, { to: "accepted", version: 1 });
  await answer({ ...held, state: "accepted" });
  await decide(max, held.id, { to: "undo", version: 2 });

  const removed = await contributionOf(db, claim, viewer("ada"), about("removed"));
  const below = await answer(removed);
  await db.write((tx) =>
    recordDecision({ ...max, db: tx }, viewer("max"), {
      ...{ action: "archive", contribution: removed.rowId, claim: removed.claim },
      ...{ from: null, to: `https://archive.example/${secrets.removed}` },
    }),
  );
  await decide(max, removed.id, { to: "removed", version: 1, reason: { code: "privacy" } });

  const banned = await contributionOf(db, claim, viewer("sam"), about("banned"));
  await answer(banned);
  await ban(max, viewer("sam").id, { reason: "It sells watches", hides: true });

  const [proposed, declined] = await db.write((tx) =>
    tx
      .insert(proposals)
      .values(
        ["proposed1", "proposed2"].map((id) => ({
          ...{ id, essay: claim.essay, by: viewer("ada").rowId, at: new Date(), kind: "fact" as const },
          statement: `This says ${secrets.proposed} aloud.`,
          quoteExact: "The passage of claim 1",
        })),
      )
      .returning(),
  );
  if (!proposed || !declined) throw new Error("no proposals");
  await decideProposal(max, declined.id, { to: "declined", version: 1, reason: { code: "spam" } });

  return { proposed, declined, claim, elsewhere, shown, held, removed, banned, below, viewer };
}
