import { headers } from "next/headers";
import { connection } from "next/server";
import { type Ctx, createCtx } from "@/lib/ctx";
import { database } from "@/lib/database";
import { viewerOf } from "./viewer";

/** The ctx of whoever sent the request that is being answered: for actions, and for pages made for a viewer. */
export async function requestCtx(): Promise<Ctx> {
  await connection();
  const given = await headers();
  const db = await database();
  const now = new Date();
  return createCtx(
    db,
    await viewerOf({ cookie: given.get("cookie"), authorization: given.get("authorization") }, db, now),
    now,
  );
}

/** The ctx of a stranger: for reading pages, which are cached and know no viewer. Reads the nearest replica. */
export const strangerCtx = async (): Promise<Ctx> => createCtx((await database()).nearest());
