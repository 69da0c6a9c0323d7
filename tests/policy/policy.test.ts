import { describe, expect, test } from "vitest";
import { type Role, roles, type Viewer } from "@/lib/accounts/accounts";
import { type Action, authorize, may, policy, type Target, whyNot } from "@/lib/policy/policy";

const now = new Date("2026-11-01T12:00:00Z");

const somebody = (role: Role, more: Partial<Viewer> = {}): Viewer => ({
  rowId: 1,
  id: "viewer111",
  name: role,
  role,
  curates: null,
  banned: false,
  session: null,
  scope: "write",
  ...more,
});

/** Whom it is asked of: the roles, an admin who is banned, an admin by a token that may only read, by one that may write; a curator of essay 1. */
const viewers: Record<string, Viewer | null> = {
  stranger: null,
  ...Object.fromEntries(roles.map((role) => [role, somebody(role)])),
  banned: somebody("admin", { banned: true }),
  reader: somebody("admin", { scope: "read" }),
  program: somebody("admin", { byToken: true }),
  limited: somebody("curator", { curates: 1 }),
};

const own = { rowId: 1 };
const anothers = { rowId: 2 };
const open = { lock: "open", lockedUntil: null } as const;

const undone = { author: anothers, answered: null, essay: 1 };

type Row = [Action, Target, string];

// y: may, -: may not. In this order: stranger, member, curator, moderator, admin, banned, reader, program, limited.
const matrix: Row[] = [
  ["claim.vote", {}, "-yyyy--yy"],
  ["claim.lock", {}, "---yy--y-"],
  ["claim.edit", {}, "---yy--y-"],
  ["claim.merge", {}, "---yy--y-"],
  ["claim.split", {}, "---yy--y-"],
  ["claim.make", {}, "---yy--y-"],
  ["essay.make", {}, "---yy--y-"],
  ["essay.edit", {}, "---yy--y-"],
  ["passage.place", {}, "---yy--y-"],
  ["claim.resolve", { essay: 1, party: null }, "--yyy--yy"],
  ["claim.resolve", { essay: 2, party: null }, "--yyy--y-"],
  ["claim.resolve", { essay: 1, party: "voted" }, "---------"],
  ["claim.resolve", { essay: 1, party: "attached" }, "---------"],
  ["claim.resolve", { essay: 1, party: "proposed" }, "---------"],
  ["claim.undo-resolution", { essay: 1, party: null, decidedBy: { rowId: 2, removed: false } }, "---yy--y-"],
  ["claim.undo-resolution", { essay: 1, party: null, decidedBy: { rowId: 1, removed: false } }, "--yyy--yy"],
  ["claim.undo-resolution", { essay: 1, party: "voted", decidedBy: { rowId: 1, removed: false } }, "---------"],
  ["claim.move", {}, "---yy--y-"],
  ["claim.propose", {}, "-yyyy--yy"],
  ["proposal.withdraw", { author: own }, "-yyyy--yy"],
  ["proposal.withdraw", { author: anothers }, "---------"],
  ["proposal.read", {}, "---yy-yy-"],
  ["proposal.decide", { author: anothers }, "---yy--y-"],
  ["proposal.decide", { author: own }, "---------"],
  ["contribution.attach", { claim: open }, "-yyyy--yy"],
  ["contribution.attach", { claim: { ...open, lock: "hold-new" } }, "-yyyy--yy"],
  ["contribution.attach", { claim: { ...open, lock: "curators-only" } }, "--yyy--yy"],
  [
    "contribution.attach",
    { claim: { lock: "curators-only", lockedUntil: new Date("2026-11-01T12:00:01Z") } },
    "--yyy--yy",
  ],
  ["contribution.attach", { claim: { lock: "curators-only", lockedUntil: now } }, "-yyyy--yy"],
  ["contribution.edit", { author: own, state: "unreviewed" }, "-yyyy--yy"],
  ["contribution.edit", { author: own, state: "held" }, "-yyyy--yy"],
  ["contribution.edit", { author: own, state: "rejected" }, "-yyyy--yy"],
  ["contribution.edit", { author: own, state: "accepted", claim: { ...open, lock: "hold-new" } }, "-yyyy--yy"],
  ["contribution.edit", { author: own, state: "accepted", claim: { ...open, lock: "curators-only" } }, "--yyy--yy"],
  [
    "contribution.edit",
    { author: own, state: "accepted", claim: { lock: "curators-only", lockedUntil: now } },
    "-yyyy--yy",
  ],
  ["contribution.edit", { author: own, state: "withdrawn" }, "---------"],
  ["contribution.edit", { author: own, state: "removed" }, "---------"],
  ["contribution.edit", { author: own, state: "merged" }, "---------"],
  ["contribution.edit", { author: anothers, state: "unreviewed" }, "---------"],
  ["contribution.withdraw", { author: own, state: "accepted" }, "-yyyy--yy"],
  ["contribution.withdraw", { author: own, state: "removed" }, "---------"],
  ["contribution.withdraw", { author: anothers, state: "accepted" }, "---------"],
  ["contribution.rate", { author: anothers, state: "accepted" }, "-yyyy--yy"],
  ["contribution.rate", { author: anothers, state: "held" }, "---------"],
  ["contribution.rate", { author: anothers, state: "withdrawn" }, "---------"],
  ["contribution.rate", { author: own, state: "accepted" }, "---------"],
  ["contribution.flag", { author: anothers, state: "unreviewed" }, "-yyyy--yy"],
  ["contribution.flag", { author: anothers, state: "removed" }, "---------"],
  ["contribution.flag", { author: own, state: "unreviewed" }, "---------"],
  ["contribution.decide", { author: anothers, answered: null, essay: 1 }, "--yyy--yy"],
  ["contribution.decide", { author: anothers, answered: anothers, essay: 1 }, "--yyy--yy"],
  ["contribution.decide", { author: anothers, answered: null, essay: 2 }, "--yyy--y-"],
  ["contribution.decide", { author: anothers, answered: null }, "--yyy--y-"],
  ["contribution.decide", { author: own, answered: null, essay: 1 }, "---------"],
  ["contribution.decide", { author: anothers, answered: own, essay: 1 }, "---------"],
  ["contribution.pin", { author: anothers, answered: null, essay: 1 }, "--yyy--yy"],
  ["contribution.pin", { author: anothers, answered: null, essay: 2 }, "--yyy--y-"],
  ["contribution.pin", { author: own, answered: null, essay: 1 }, "---------"],
  ["contribution.remove", { author: anothers, answered: null, essay: 1 }, "---yy--y-"],
  ["contribution.remove", { author: own, answered: null, essay: 1 }, "---------"],
  ["contribution.remove", { author: anothers, answered: own, essay: 1 }, "---------"],
  ["contribution.undo", { ...undone, decidedBy: { rowId: 2, removed: false } }, "---yy--y-"],
  ["contribution.undo", { ...undone, decidedBy: { rowId: 1, removed: true } }, "---yy--y-"],
  ["contribution.undo", { ...undone, decidedBy: { rowId: 1, removed: false } }, "--yyy--yy"],
  ["contribution.undo", { ...undone, essay: 2, decidedBy: { rowId: 1, removed: false } }, "--yyy--y-"],
  ["contribution.undo", { author: own, answered: null, essay: 1 }, "---------"],
  ["contribution.undo", { author: anothers, answered: own, essay: 1 }, "---------"],
  ["flag.take-back", {}, "-yyyy--yy"],
  ["contribution.appeal", { author: own, state: "rejected", appealUntil: now }, "-yyyyy-yy"],
  ["contribution.appeal", { author: own, state: "removed", appealUntil: now }, "-yyyyy-yy"],
  ["contribution.appeal", { author: own, state: "needs-source", appealUntil: now }, "---------"],
  ["contribution.appeal", { author: anothers, state: "rejected", appealUntil: now }, "---------"],
  ["contribution.appeal", { author: own, state: "rejected", appealUntil: new Date(now.getTime() - 1) }, "---------"],
  ["appeal.read", {}, "---yy-yy-"],
  ["appeal.answer", { ...undone, decidedBy: { rowId: 2, removed: false } }, "---yy--y-"],
  ["appeal.answer", { ...undone, decidedBy: { rowId: 1, removed: false } }, "---------"],
  ["appeal.answer", { ...undone, author: own, decidedBy: { rowId: 2, removed: true } }, "---------"],
  ["appeal.answer", { ...undone, answered: own, decidedBy: { rowId: 2, removed: true } }, "---------"],
  ["contribution.check-quote", { author: anothers, answered: null, essay: 1 }, "--yyy--yy"],
  ["contribution.check-quote", { author: anothers, answered: null, essay: 2 }, "--yyy--y-"],
  ["contribution.check-quote", { author: own, answered: null, essay: 1 }, "---------"],
  ["contribution.attach-archive", { author: own, answered: null, essay: 2 }, "-yyyy--yy"],
  ["contribution.attach-archive", { author: own, answered: null, state: "removed" }, "---------"],
  ["contribution.attach-archive", { author: anothers, answered: null, essay: 1 }, "--yyy--yy"],
  ["contribution.attach-archive", { author: anothers, answered: own, essay: 1 }, "---------"],
  ["source.look-up", {}, "-yyyy--yy"],
  ["queue.read", {}, "--yyy-yyy"],
  ["queue.read", { essay: 1 }, "--yyy-yyy"],
  ["queue.read", { essay: 2 }, "--yyy-yy-"],
  ["settings.read", {}, "--yyy-yyy"],
  ["settings.change", {}, "----y--y-"],
  ["source.grade", {}, "---yy--y-"],
  ["account.ban", { account: { rowId: 2, role: "member" } }, "---yy----"],
  ["account.ban", { account: { rowId: 2, role: "curator" } }, "---yy----"],
  ["account.ban", { account: { rowId: 2, role: "moderator" } }, "----y----"],
  ["account.ban", { account: { rowId: 2, role: "admin" } }, "---------"],
  ["account.ban", { account: { rowId: 1, role: "member" } }, "---------"],
  ["account.grant", { account: { rowId: 2, role: "admin" } }, "----y----"],
  ["account.grant", { account: { rowId: 1, role: "admin" } }, "---------"],
  ["account.list", {}, "---yy-yy-"],
  ["curators.read", {}, "----y-yy-"],
  ["account.own", {}, "-yyyyy--y"],
  ["account.rename", {}, "-yyyy---y"],
  ["account.read", {}, "-yyyyyyyy"],
  ["webhook.read", {}, "----y-yy-"],
  ["webhook.change", {}, "----y----"],
  ["essay.import", {}, "----y--y-"],
  ["import.read", {}, "----y-yy-"],
  ["webhook.read", {}, "----y-yy-"],
  ["webhook.change", {}, "----y----"],
  ["essay.export-all", {}, "----y-yy-"],
];

describe("who may do what", () => {
  test.each(matrix)("%s %o: %s", (action, target, wanted) => {
    const given = Object.values(viewers)
      .map((viewer) => (may({ viewer, now }, action, target) ? "y" : "-"))
      .join("");
    expect(given).toBe(wanted);
  });

  test("every action of the policy stands in the table above", () => {
    expect([...new Set(matrix.map(([action]) => action))].sort()).toEqual(Object.keys(policy).sort());
  });

  test("a greater role holds all that a lesser one does", () => {
    for (const [action, target] of matrix.filter(([action]) => action !== "account.ban")) {
      const allowed = roles.map((role) => may({ viewer: somebody(role), now }, action, target));
      expect(allowed, action).toEqual([...allowed].sort());
    }
  });
});

test("nobody decides about their own, or about what answers it: the one rule is in every decision about a contribution", () => {
  const deciding = Object.keys(policy).filter((action) =>
    /^contribution\.(?!attach|edit|withdraw|rate|flag|appeal)/.test(action),
  );
  expect(deciding).toEqual(expect.arrayContaining(["contribution.decide", "contribution.remove", "contribution.undo"]));
  for (const action of deciding as Action[]) {
    const why = (target: Target) => whyNot({ viewer: somebody("admin"), now }, action, { essay: 1, ...target })?.code;
    expect(why({ author: own, answered: null }), action).toBe("contribution.own");
    expect(why({ author: anothers, answered: own }), action).toBe("contribution.answers_own");
    // Whoever forgets to say what is answered is not let through.
    expect(() => why({ author: anothers }), action).toThrow(/what its contribution answers/);
  }
});

describe("a refusal", () => {
  test("tells a stranger to sign in, before all else", () => {
    for (const [action, target] of matrix) {
      expect(whyNot({ viewer: null, now }, action, target)).toMatchObject({ status: 401, code: "account.signed_out" });
    }
  });

  test("says what is in the way", () => {
    const why = (viewer: Viewer, action: Action, target: Target = {}) => whyNot({ viewer, now }, action, target)?.code;
    expect(why(somebody("admin", { scope: "read" }), "claim.vote")).toBe("token.read_only");
    expect(why(somebody("admin", { byToken: true }), "account.own")).toBe("token.not_enough");
    expect(why(somebody("admin", { banned: true }), "claim.vote")).toBe("account.banned");
    expect(why(somebody("member"), "queue.read")).toBe("policy.role");
    const decided = { author: anothers, answered: null, essay: 1 };
    expect(why(somebody("curator"), "contribution.decide", { ...decided, author: own })).toBe("contribution.own");
    expect(why(somebody("curator"), "contribution.decide", { ...decided, answered: own })).toBe(
      "contribution.answers_own",
    );
    expect(why(somebody("curator", { curates: 2 }), "contribution.decide", decided)).toBe("policy.other_essay");
    expect(why(somebody("member"), "contribution.edit", { author: anothers })).toBe("contribution.not_own");
  });

  test("is thrown by authorize, which otherwise answers who it is", () => {
    const viewer = somebody("member");
    expect(authorize({ viewer, now }, "claim.vote")).toBe(viewer);
    expect(() => authorize({ viewer, now }, "claim.lock")).toThrow(expect.objectContaining({ status: 403 }));
  });
});
