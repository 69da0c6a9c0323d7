import { describe, expect, test } from "vitest";
import { type Role, roles, type Viewer } from "@/lib/accounts/accounts";
import { type Action, authorize, may, policy, type Target, whyNot } from "@/lib/policy/policy";

const now = new Date("2026-11-01T12:00:00Z");

const somebody = (role: Role, more: Partial<Viewer> = {}): Viewer => ({
  rowId: 1,
  id: "viewer111",
  name: role,
  role,
  banned: false,
  session: null,
  scope: "write",
  ...more,
});

/** Whom it is asked of: the roles, an admin who is banned, an admin by a token that may only read, by one that may write. */
const viewers: Record<string, Viewer | null> = {
  stranger: null,
  ...Object.fromEntries(roles.map((role) => [role, somebody(role)])),
  banned: somebody("admin", { banned: true }),
  reader: somebody("admin", { scope: "read" }),
  program: somebody("admin", { byToken: true }),
};

const own = { rowId: 1 };
const anothers = { rowId: 2 };
const open = { lock: "open", lockedUntil: null } as const;

type Row = [Action, Target, string];

// y: may, -: may not. In this order: stranger, member, curator, moderator, admin, banned, reader, program.
const matrix: Row[] = [
  ["claim.vote", {}, "-yyyy--y"],
  ["claim.lock", {}, "---yy--y"],
  ["contribution.attach", { claim: open }, "-yyyy--y"],
  ["contribution.attach", { claim: { ...open, lock: "hold-new" } }, "-yyyy--y"],
  ["contribution.attach", { claim: { ...open, lock: "curators-only" } }, "--yyy--y"],
  [
    "contribution.attach",
    { claim: { lock: "curators-only", lockedUntil: new Date("2026-11-01T12:00:01Z") } },
    "--yyy--y",
  ],
  ["contribution.attach", { claim: { lock: "curators-only", lockedUntil: now } }, "-yyyy--y"],
  ["contribution.edit", { author: own, state: "unreviewed" }, "-yyyy--y"],
  ["contribution.edit", { author: own, state: "held" }, "-yyyy--y"],
  ["contribution.edit", { author: own, state: "rejected" }, "-yyyy--y"],
  ["contribution.edit", { author: own, state: "withdrawn" }, "--------"],
  ["contribution.edit", { author: own, state: "removed" }, "--------"],
  ["contribution.edit", { author: own, state: "merged" }, "--------"],
  ["contribution.edit", { author: anothers, state: "unreviewed" }, "--------"],
  ["contribution.withdraw", { author: own, state: "accepted" }, "-yyyy--y"],
  ["contribution.withdraw", { author: own, state: "removed" }, "--------"],
  ["contribution.withdraw", { author: anothers, state: "accepted" }, "--------"],
  ["contribution.rate", { author: anothers, state: "accepted" }, "-yyyy--y"],
  ["contribution.rate", { author: anothers, state: "held" }, "--------"],
  ["contribution.rate", { author: anothers, state: "withdrawn" }, "--------"],
  ["contribution.rate", { author: own, state: "accepted" }, "--------"],
  ["contribution.flag", { author: anothers, state: "unreviewed" }, "-yyyy--y"],
  ["contribution.flag", { author: anothers, state: "removed" }, "--------"],
  ["contribution.flag", { author: own, state: "unreviewed" }, "--------"],
  ["contribution.decide", { author: anothers }, "--yyy--y"],
  ["contribution.decide", { author: own }, "--------"],
  ["contribution.remove", { author: anothers }, "---yy--y"],
  ["contribution.remove", { author: own }, "--------"],
  ["contribution.undo", { author: anothers }, "---yy--y"],
  ["contribution.undo", { author: own }, "--------"],
  ["queue.read", {}, "--yyy-yy"],
  ["account.ban", { account: { rowId: 2, role: "member" } }, "---yy---"],
  ["account.ban", { account: { rowId: 2, role: "curator" } }, "---yy---"],
  ["account.ban", { account: { rowId: 2, role: "moderator" } }, "----y---"],
  ["account.ban", { account: { rowId: 2, role: "admin" } }, "--------"],
  ["account.ban", { account: { rowId: 1, role: "member" } }, "--------"],
  ["account.grant", { account: { rowId: 2, role: "admin" } }, "----y---"],
  ["account.grant", { account: { rowId: 1, role: "admin" } }, "--------"],
  ["account.list", {}, "---yy-yy"],
  ["account.own", {}, "-yyyyy--"],
  ["account.rename", {}, "-yyyy---"],
  ["account.read", {}, "-yyyyyyy"],
  ["essay.import", {}, "----y--y"],
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
    expect(why(somebody("curator"), "contribution.decide", { author: own })).toBe("contribution.own");
    expect(why(somebody("member"), "contribution.edit", { author: anothers })).toBe("contribution.not_own");
  });

  test("is thrown by authorize, which otherwise answers who it is", () => {
    const viewer = somebody("member");
    expect(authorize({ viewer, now }, "claim.vote")).toBe(viewer);
    expect(() => authorize({ viewer, now }, "claim.lock")).toThrow(expect.objectContaining({ status: 403 }));
  });
});
