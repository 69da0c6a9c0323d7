import { type HoldRule, hold } from "./rule";

/** An edit that adds none may keep those that a curator has let through. */
export const tooManyLinks: HoldRule = {
  code: "too-many-links",
  judge: (_, { links, before }, threshold) =>
    links > Math.max(threshold, before?.links ?? 0)
      ? hold(`That makes ${links} links; an edit can bring it to ${threshold}. Leave out what it stands without.`)
      : undefined,
};
