import { createHash } from "node:crypto";
import type { Env } from "@/lib/env";

const script = /<script((?:\s[^>]*)?)>([\s\S]*?)<\/script>/gi;

/** Joins Next's consecutive inline scripts into one, so that a page needs a handful of hashes instead of dozens. */
export function joinInlineScripts(html: string): string {
  const pieces: string[] = [];
  let copied = 0;
  let inlineEndedAt = -1;
  for (const match of html.matchAll(script)) {
    const [whole, attributes, body = ""] = match;
    const end = match.index + whole.length;
    if (attributes === "" && match.index === inlineEndedAt && body.startsWith("self.__next_f.push(")) {
      pieces.push(html.slice(copied, match.index - "</script>".length), ";");
      copied = match.index + "<script>".length;
    }
    inlineEndedAt = attributes === "" ? end : -1;
  }
  pieces.push(html.slice(copied));
  return pieces.join("");
}

/** The scripts that stand in the page itself, as a Content-Security-Policy names them. */
export function inlineScriptHashes(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, attributes = "", body = ""] of html.matchAll(script)) {
    if (/\ssrc\s*=/i.test(attributes)) continue;
    hashes.add(`'sha256-${createHash("sha256").update(body).digest("base64")}'`);
  }
  return [...hashes];
}

/** What a page may load, run and send. `formTargets` are origins that a form's answer may redirect to (sign-in providers). */
export function contentSecurityPolicy(html: string, formTargets: string[] = []): string {
  return [
    "default-src 'none'",
    ["script-src 'self'", ...inlineScriptHashes(html)].join(" "),
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    ["form-action 'self'", ...formTargets].join(" "),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}

/** Where the form of a sign-in may lead on to: Chromium holds a form's redirects to `form-action` too. */
export function formTargets(env: Env): string[] {
  return [
    ...(env.GITHUB_ID ? ["https://github.com"] : []),
    ...(env.GOOGLE_ID ? ["https://accounts.google.com"] : []),
    ...(env.OIDC_ISSUER ? [new URL(env.OIDC_ISSUER).origin] : []),
  ];
}

/** In development the bundler evaluates code, injects styles and talks over a socket. */
export const developmentPolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

/** The headers that every answer carries. */
export function securityHeaders(site: URL | undefined): [string, string][] {
  return [
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), browsing-topics=()"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ...(site?.protocol === "https:" ? ([["Strict-Transport-Security", "max-age=31536000"]] as [string, string][]) : []),
  ];
}
