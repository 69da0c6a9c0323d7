import type { Env } from "@/lib/env";
import type { LookOptions } from "./look";

/** How sources are looked at, as the environment says. */
export type SourceSettings = {
  look: LookOptions;
  /** Days between two looks at the same source. */
  recheckDays: number;
  /** The address of a service that knows archived copies, with `{url}` in it. */
  archiveLookup: string | undefined;
};

export const sourceSettings = (env: Env): SourceSettings => ({
  look: {
    allowed: env.SOURCE_CHECK_ALLOW,
    // Whom a site's owner can ask about it.
    userAgent: `Mozilla/5.0 (compatible; Moot/0.1; checks quotations${
      env.NEXTAUTH_URL === undefined ? "" : `; +${new URL(env.NEXTAUTH_URL).origin}/about`
    })`,
  },
  recheckDays: env.SOURCE_RECHECK_DAYS,
  archiveLookup: env.ARCHIVE_LOOKUP,
});
