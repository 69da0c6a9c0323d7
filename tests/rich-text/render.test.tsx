import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Body } from "@/lib/rich-text/document";
import { RichText } from "@/lib/rich-text/render";
import { parseBody } from "@/lib/rich-text/validate";
import { documents, saying } from "./bodies";

const html = (body: unknown) => renderToStaticMarkup(<RichText body={body as Body} />);

test("a text is shown with its formatting", () => {
  const { body } = parseBody({
    markdown: "A **bold *word***, `code` and [a link](https://example.org).\\\nNext.\n\n- one\n\n3. three\n\n> said",
  });
  expect(html(body)).toBe(
    '<p dir="auto">A <strong>bold </strong><em><strong>word</strong></em>, <code>code</code> and ' +
      '<a href="https://example.org" rel="ugc nofollow noopener">a link</a>.<br/>Next.</p>' +
      '<ul dir="auto"><li dir="auto"><p dir="auto">one</p></li></ul>' +
      '<ol dir="auto" start="3"><li dir="auto"><p dir="auto">three</p></li></ol>' +
      '<blockquote dir="auto"><p dir="auto">said</p></blockquote>',
  );
});

test("what is stored and should not be there is shown as its text alone", () => {
  expect(html(saying("here", [{ type: "link", attrs: { href: "javascript:alert(1)" } }, { type: "blink" }]))).toBe(
    '<p dir="auto">here</p>',
  );
  expect(html({ type: "doc", content: [{ type: "video", content: saying("a").content }] })).toBe('<p dir="auto">a</p>');
});

test("every text that is taken is shown without a tag, an attribute or an address that is not allowed", () => {
  fc.assert(
    fc.property(documents, (document) => {
      const shown = html(parseBody(document).body);
      const tags = shown.match(/<[^>]*>/g) ?? [];
      for (const tag of tags) {
        expect(tag).toMatch(
          /^<(?:\/?(?:strong|em|code)|br\/|\/(?:p|ul|ol|li|blockquote|a)|(?:p|ul|li|blockquote) dir="auto"|ol dir="auto"(?: start="\d+")?|a href="(?:https?:\/\/|mailto:)[^"\s]*" rel="ugc nofollow noopener")>$/,
        );
      }
    }),
  );
}, 60_000);
