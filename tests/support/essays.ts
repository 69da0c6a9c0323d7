import type { Ctx } from "@/lib/ctx";
import { bringInEssay } from "@/lib/essays/commands";

/** A text of three sections, one sentence of which stands in it twice. */
export const ownText = `We used to share what we wrote. Now we rent it.

## What it costs

Training a model takes a power station. It costs too much. Nobody but the largest can pay for it.

## Who owns it

Those who paid keep the weights. A licence is a lease. It costs too much.

## What comes

By 2030 nobody will call it open.`;

export const bringIn = (ctx: Ctx, title = "On owning", markdown = ownText) =>
  bringInEssay(ctx, { title, author: "A. Nonymous", body: { markdown } });
