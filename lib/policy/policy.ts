import { holds, type Role, type Viewer } from "@/lib/accounts/accounts";
import type { Lock } from "@/lib/claims/claims";
import type { Ctx } from "@/lib/ctx";
import { Refusal, signedOut } from "@/lib/errors";

/**
 * Who may do what: the whole of it. Each action names the role it takes and, after it, what must be true of the thing
 * it is done to. An action that is not here can't be authorized.
 */
export const policy = {
  "claim.vote": rule("member"),
  "claim.lock": rule("moderator"),
  "claim.edit": rule("moderator"),
  "claim.merge": rule("moderator"),
  "claim.split": rule("moderator"),
  "claim.resolve": rule("curator", noParty, withinEssay),
  "claim.undo-resolution": rule("curator", noParty, withinEssay, theirsToUndo),
  "claim.move": rule("moderator"),
  "claim.propose": rule("member"),
  "proposal.withdraw": rule("member", own),
  "proposal.read": rule("moderator", evenReading),
  "proposal.decide": rule("moderator", anothers),
  "claim.make": rule("moderator"),
  "essay.make": rule("moderator"),
  "essay.edit": rule("moderator"),
  "passage.place": rule("moderator"),
  "contribution.attach": rule("member", openForAttaching),
  "contribution.edit": rule("member", own, editable, openForEditing),
  "contribution.withdraw": rule("member", own, editable),
  "contribution.rate": rule("member", anothers, shown),
  "contribution.flag": rule("member", anothers, shown),
  "contribution.decide": rule("curator", impartial, withinEssay),
  "contribution.pin": rule("curator", impartial, withinEssay),
  "contribution.remove": rule("moderator", impartial),
  // Whoever slipped takes it back; what others decided, only a moderator takes back.
  "contribution.undo": rule("curator", impartial, withinEssay, theirsToUndo),
  "flag.take-back": rule("member"),
  // A banned author, too: the ban is no answer to whether a decision was right.
  "contribution.appeal": rule("member", own, turnedDown, inTime, evenBanned),
  "appeal.read": rule("moderator", evenReading),
  "appeal.answer": rule("moderator", impartial, notTheDecider),
  "contribution.check-quote": rule("curator", impartial, withinEssay),
  "contribution.attach-archive": rule("member", ownOrCurated),
  "source.look-up": rule("member"),
  "queue.read": rule("curator", evenReading, withinEssay),
  "curators.read": rule("admin", evenReading),
  "settings.read": rule("curator", evenReading),
  "settings.change": rule("admin"),
  "source.grade": rule("moderator"),
  "account.ban": rule("moderator", inPerson, outranked),
  "account.grant": rule("admin", inPerson, notOneself),
  "account.list": rule("moderator", evenReading),
  "account.own": rule("member", inPerson, evenBanned),
  "account.rename": rule("member", inPerson),
  "account.read": rule("member", evenBanned, evenReading),
  "webhook.read": rule("admin", evenReading),
  "webhook.change": rule("admin", inPerson),
  "essay.import": rule("admin"),
  "import.read": rule("admin", evenReading),
  "essay.export-all": rule("admin", evenReading),
} satisfies Record<string, Rule>;

export type Action = keyof typeof policy;

/** What a predicate may look at. A command hands over what its action is about. */
export type Target = {
  author?: { rowId: number };
  /** Who wrote what the contribution answers; null where it answers the claim. Needed for every decision about one. */
  answered?: { rowId: number } | null;
  /** The essay it belongs to, by row id. */
  essay?: number;
  account?: { rowId: number; role: Role };
  state?: string;
  /** Who made the decision that is about to be undone, and whether it was a moderator's kind of decision. */
  decidedBy?: { rowId: number; removed: boolean };
  /** The last moment for an appeal against the decision that it stands by. */
  appealUntil?: Date;
  claim?: { lock: Lock; lockedUntil: Date | null };
  /** How the viewer has taken sides about the claim; null where they have not. Needed for a resolution. */
  party?: Party | null;
};

export type Party = "voted" | "attached" | "proposed";

type Predicate = { (viewer: Viewer, target: Target, now: Date): Refusal | undefined; name: string };
type Rule = { role: Role; when: Predicate[] };

function rule(role: Role, ...when: Predicate[]): Rule {
  return { role, when };
}

/** Answers why the viewer may not do it, or undefined where they may. */
export function whyNot(ctx: Pick<Ctx, "viewer" | "now">, action: Action, target: Target = {}): Refusal | undefined {
  const { viewer, now } = ctx;
  const { role, when }: Rule = policy[action];
  if (viewer === null) return signedOut();
  if (viewer.scope === "read" && !when.includes(evenReading))
    return no("token.read_only", "This token may only read. Make one that may write in your settings.");
  if (viewer.banned && !when.includes(evenBanned)) return no("account.banned", bannedSentence(viewer));
  if (!holds(viewer.role, role)) return no("policy.role", `Only a ${role} may do this.`);
  for (const predicate of when) {
    const refusal = predicate(viewer, target, now);
    if (refusal) return refusal;
  }
  return undefined;
}

export const may = (ctx: Pick<Ctx, "viewer" | "now">, action: Action, target: Target = {}): boolean =>
  whyNot(ctx, action, target) === undefined;

/** Returns the viewer, or throws the refusal. */
export function authorize(ctx: Pick<Ctx, "viewer" | "now">, action: Action, target: Target = {}): Viewer {
  const refusal = whyNot(ctx, action, target);
  if (refusal) throw refusal;
  return ctx.viewer as Viewer;
}

function bannedSentence({ ban }: Viewer): string {
  const until = ban?.until ? ` until ${ban.until.toISOString().slice(0, 10)}` : "";
  return `Your account is banned from taking part${until}${ban?.reason ? `: ${ban.reason}` : "."}`;
}

const no = (code: string, message: string) => new Refusal(403, code, message);

function theirsToUndo(viewer: Viewer, { decidedBy }: Target) {
  if (!decidedBy || holds(viewer.role, "moderator")) return undefined;
  return decidedBy.rowId === viewer.rowId && !decidedBy.removed
    ? undefined
    : no("decision.anothers", "Only a moderator may undo what somebody else decided.");
}

function own(viewer: Viewer, { author }: Target) {
  return author?.rowId === viewer.rowId ? undefined : no("contribution.not_own", "Only its author may change it.");
}

function anothers(viewer: Viewer, { author }: Target) {
  return author?.rowId === viewer.rowId
    ? no("contribution.own", "You can't do this to what you wrote yourself.")
    : undefined;
}

/** Nobody is judge in their own cause: not of what they wrote, and not of what was said against it. */
function impartial(viewer: Viewer, { author, answered }: Target) {
  if (author && answered === undefined) throw new Error("a decision that doesn't say what its contribution answers");
  if (author?.rowId === viewer.rowId) {
    return no("contribution.own", "You wrote this yourself: somebody else decides about it.");
  }
  return answered?.rowId === viewer.rowId
    ? no("contribution.answers_own", "It answers what you wrote: somebody else decides about it.")
    : undefined;
}

/** Nobody finds out for all what they have taken a side in: by a vote, by what they attached, or as the claim's author. */
function noParty(_: Viewer, { party, essay }: Target) {
  if (essay !== undefined && party === undefined) throw new Error("a resolution that doesn't say who takes sides");
  return party ? no(`claim.${party}`, partySentences[party]) : undefined;
}

const partySentences: Record<Party, string> = {
  voted: "You voted for a side on this claim: somebody else resolves it, unless you take your vote back first.",
  attached: "You attached something to this claim: somebody else resolves it.",
  proposed: "You proposed this claim: somebody else resolves it.",
};

/** Some curators look after one essay only. Where it isn't said which one something belongs to, it is not theirs. */
function withinEssay(viewer: Viewer, { author, essay }: Target) {
  const asked = author !== undefined || essay !== undefined;
  return asked && viewer.curates !== null && essay !== viewer.curates
    ? no("policy.other_essay", "You curate another essay: its own curators decide about this.")
    : undefined;
}

function turnedDown(_: Viewer, { state }: Target) {
  return state === undefined || state === "rejected" || state === "removed"
    ? undefined
    : no("appeal.nothing", "Only what was rejected or removed can be appealed against.");
}

function inTime(_: Viewer, { appealUntil }: Target, now: Date) {
  return appealUntil && appealUntil < now ? no("appeal.late", "The time for an appeal is over.") : undefined;
}

function notTheDecider(viewer: Viewer, { decidedBy }: Target) {
  return decidedBy?.rowId === viewer.rowId
    ? no("appeal.own_decision", "You made this decision: another moderator answers the appeal.")
    : undefined;
}

/** An author adds to what is theirs; a curator, to what they may decide about. */
function ownOrCurated(viewer: Viewer, target: Target) {
  if (target.author?.rowId === viewer.rowId) return editable(viewer, target);
  if (!holds(viewer.role, "curator")) return no("contribution.not_own", "Only its author and curators may do this.");
  return impartial(viewer, target) ?? withinEssay(viewer, target);
}

function editable(_: Viewer, { state }: Target) {
  return state === "withdrawn" || state === "removed" || state === "merged"
    ? no("contribution.closed", "It was taken down and can't be changed any more.")
    : undefined;
}

function shown(_: Viewer, { state }: Target) {
  return state === "withdrawn" || state === "removed" || state === "merged" || state === "held"
    ? no("contribution.closed", "It is not open for this any more.")
    : undefined;
}

function openForAttaching(viewer: Viewer, { claim }: Target, now: Date) {
  return claim && lockInForce(claim, now) === "curators-only" && !holds(viewer.role, "curator")
    ? no("claim.locked", "This claim is locked: only curators can attach to it for now. Your vote still counts.")
    : undefined;
}

/** Else what is attached already would go on being argued by its edits. */
function openForEditing(viewer: Viewer, { claim }: Target, now: Date) {
  return claim && lockInForce(claim, now) === "curators-only" && !holds(viewer.role, "curator")
    ? no("claim.locked", "This claim is locked: what is attached to it can't be changed for now, only withdrawn.")
    : undefined;
}

function outranked(viewer: Viewer, { account }: Target) {
  return account && account.rowId !== viewer.rowId && !holds(account.role, viewer.role)
    ? undefined
    : no("account.outranks", "You can only do this to an account with a lesser role than yours.");
}

function notOneself(viewer: Viewer, { account }: Target) {
  return account?.rowId === viewer.rowId
    ? no("account.oneself", "Ask another admin: nobody changes their own role.")
    : undefined;
}

/** Whoever got hold of a token must not be able to make it more than a token, or to take the account. */
function inPerson(viewer: Viewer) {
  return viewer.byToken
    ? no("token.not_enough", "A token is not enough for this. Sign in and do it in Moot.")
    : undefined;
}

/** What concerns nobody but the person themself stays open to the banned: their data, their sessions, their leaving. */
function evenBanned() {
  return undefined;
}

/** It changes nothing, so that a token that may only read is enough. */
function evenReading() {
  return undefined;
}

/** The lock that holds at `now`: an expired one is open. */
export function lockInForce(claim: NonNullable<Target["claim"]>, now: Date): Lock {
  return claim.lockedUntil !== null && claim.lockedUntil <= now ? "open" : claim.lock;
}
