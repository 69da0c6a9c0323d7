import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import { once } from "@/lib/process";

/** Tells `next-cache.cjs`, which is loaded by Next and knows no request, that it is asked for a form's answer. */
const plainForm = once("plain-form", () => new AsyncLocalStorage<true>());

/** Runs `work` as the answer to a form that was sent without JavaScript, where `req` is one. */
export const asPlainForm = (req: IncomingMessage, work: () => unknown): unknown =>
  req.method === "POST" && req.headers["next-action"] === undefined ? plainForm.run(true, work) : work();
