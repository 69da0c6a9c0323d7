import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import type { Followed, LiveClaim } from "./live";
import { liveClaims, liveClaimsIn } from "./queries";

/** Takes the claims that changed, and the mark of the state that they lead to. */
export type Follower = (changed: LiveClaim[], mark: string) => void;

type Channel = { about: Followed; followers: Set<Follower>; state: Map<string, string>; mark: string };

type Options = {
  /** A stranger's, of this moment: what is told is the same for everybody. */
  ctx: () => Promise<Ctx>;
  /** How often it is looked what changed, in ms. */
  every?: number;
  onFault: (error: unknown) => void;
};

/**
 * Tells followers what changed of the claims that they follow. Once in a while, and only while there is somebody to tell, the
 * database is asked for the claims that are followed: a write of another node is seen just as one of this node's, a
 * thousand votes at once are told once, and writing costs nothing more.
 */
export function createFollowing({ ctx, every = 1000, onFault }: Options) {
  const channels = new Map<string, Promise<Channel>>();
  let timer: NodeJS.Timeout | undefined;

  async function open(about: Followed): Promise<Channel> {
    const state = stateOf(await ask(await ctx(), about));
    if ("claim" in about && state.size === 0) throw notFound("claim");
    return { about, followers: new Set(), state, mark: markOf(state) };
  }

  async function look(): Promise<void> {
    const open = await Promise.all(channels.values());
    const now = await ctx();
    const ofClaims = open.flatMap((channel) => ("claim" in channel.about ? [channel.about.claim] : []));
    const found = new Map((await liveClaims(now, ofClaims)).map((claim) => [claim.id, claim]));
    for (const channel of open) {
      const { about } = channel;
      const claim = "claim" in about ? found.get(about.claim) : undefined;
      tell(channel, "claim" in about ? (claim ? [claim] : []) : await ask(now, about));
    }
  }

  function goOn(): void {
    timer ??= setTimeout(async () => {
      await look().catch(onFault);
      timer = undefined;
      if (channels.size > 0) goOn();
    }, every).unref();
  }

  return {
    /**
     * Follows a channel until what it returns is called. Says at once how things stand, where `seen` is not the mark of
     * just that. Rejects with a refusal where there is no such claim or essay.
     */
    async follow(about: Followed, seen: string | null, follower: Follower): Promise<() => void> {
      const key = JSON.stringify(about);
      const opening = channels.get(key) ?? open(about);
      channels.set(key, opening);
      const channel = await opening.catch((error) => {
        channels.delete(key);
        throw error;
      });
      // The last who followed it may have left meanwhile: it is looked after no more.
      if (channels.get(key) !== opening) return this.follow(about, seen, follower);
      channel.followers.add(follower);
      goOn();
      if (seen !== channel.mark)
        follower(
          [...channel.state.values()].map((claim) => JSON.parse(claim)),
          channel.mark,
        );
      return () => {
        channel.followers.delete(follower);
        if (channel.followers.size === 0 && channels.get(key) === opening) channels.delete(key);
      };
    },
    stop(): void {
      clearTimeout(timer);
      channels.clear();
    },
  };
}

const ask = (ctx: Ctx, about: Followed): Promise<LiveClaim[]> =>
  "claim" in about ? liveClaims(ctx, [about.claim]) : liveClaimsIn(ctx, about.essay);

const stateOf = (claims: LiveClaim[]) => new Map(claims.map((claim) => [claim.id, JSON.stringify(claim)]));

/** The same state has the same mark, on whichever node. */
const markOf = (state: Map<string, string>): string =>
  createHash("sha256")
    .update([...state.values()].join())
    .digest("base64url")
    .slice(0, 16);

function tell(channel: Channel, claims: LiveClaim[]): void {
  const state = stateOf(claims);
  const changed = claims.filter(({ id }) => channel.state.get(id) !== state.get(id));
  channel.state = state;
  if (changed.length === 0) return;
  channel.mark = markOf(state);
  for (const follower of channel.followers) follower(changed, channel.mark);
}
