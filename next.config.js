import { HTML_LIMITED_BOT_UA_RE } from "next/dist/shared/lib/router/utils/html-bots.js";
import { frontCacheAgent } from "./lib/web/server/front-cache-agent.js";

/** @type {import("next").NextConfig} */
export default {
  cacheComponents: true,
  reactStrictMode: true,
  poweredByHeader: false,
  htmlLimitedBots: new RegExp(`${frontCacheAgent}|${HTML_LIMITED_BOT_UA_RE.source}`, HTML_LIMITED_BOT_UA_RE.flags),
  // The server in front compresses each version of a page once.
  compress: false,
  // It also gives each version its ETag.
  generateEtags: false,
  partialPrefetching: false,
  devIndicators: false,
  // `npm run check` does the types.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@libsql/client",
    "libsql",
    "@node-rs/argon2",
    "nodemailer",
    "pino",
    "prom-client",
    "rate-limiter-flexible",
  ],
  // Rendered pages stay in memory: on disk, a server started on another database would show the pages of the last one.
  cacheMaxMemorySize: 64 * 1024 * 1024,
  experimental: {
    // Each page's code is read at its first visit: a start is sooner over, and 70 MB smaller.
    preloadEntriesOnStart: false,
    isrFlushToDisk: false,
    serverActions: { bodySizeLimit: "1mb" },
    // One style sheet a page: all of it is smaller than what a second request would cost a reader.
    cssChunking: { type: "graph", requestCost: 10_000_000 },
  },
};
