import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { contentSecurityPolicy, inlineScriptHashes, joinInlineScripts } from "@/lib/web/server/csp";

const hash = (code: string) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`;

describe("the Content-Security-Policy", () => {
  test("names each inline script of the page and no other", () => {
    const html = `<script>a()</script><script src="/x.js" async=""></script><script id="s">b()</script>`;
    expect(inlineScriptHashes(html)).toEqual([hash("a()"), hash("b()")]);
    expect(contentSecurityPolicy(html)).toContain(`script-src 'self' ${hash("a()")} ${hash("b()")};`);
  });

  test("allows nothing inline besides", () => {
    expect(contentSecurityPolicy("<p>none</p>")).not.toContain("unsafe");
  });

  test("lets a sign-in's form lead on to its provider", () => {
    expect(contentSecurityPolicy("", ["https://github.com"])).toContain("form-action 'self' https://github.com;");
  });
});

describe("consecutive inline scripts", () => {
  const push = (n: number) => `self.__next_f.push([1,"${n}"])`;

  test("become one", () => {
    expect(
      joinInlineScripts(`<p></p><script>start()</script><script>${push(1)}</script><script>${push(2)}</script>`),
    ).toBe(`<p></p><script>start();${push(1)};${push(2)}</script>`);
  });

  test("stay apart where something stands between them", () => {
    for (const html of [
      `<script src="/a.js"></script><script>${push(1)}</script>`,
      `<script>${push(1)}</script><p></p><script>${push(2)}</script>`,
      `<script>${push(1)}</script><script src="/a.js"></script><script>${push(2)}</script>`,
      `<script type="application/ld+json">{}</script><script>${push(2)}</script>`,
    ]) {
      expect(joinInlineScripts(html)).toBe(html);
    }
  });
});
