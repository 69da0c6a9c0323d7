import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { type ReactNode, Suspense } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { placeStreamed } from "@/lib/web/server/streamed-html";

/** Something that is there `ms` later, as what a query brings. */
async function Later({ ms, children }: { ms: number; children: ReactNode }) {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return children;
}

const page = (content: ReactNode) => (
  <html lang="en">
    <body>
      <title>t</title>
      <div id="first">before</div>
      {content}
      <div id="last">after</div>
    </body>
  </html>
);

/** As React sends it: at once, and each piece when it is ready. */
function streamed(content: ReactNode): Promise<string> {
  const through = new PassThrough();
  const { pipe } = renderToPipeableStream(page(content), { onShellReady: () => pipe(through) });
  return text(through);
}

/** As React sends it to somebody who waits for the whole. */
function whole(content: ReactNode): Promise<string> {
  const through = new PassThrough();
  const { pipe } = renderToPipeableStream(page(content), {
    progressiveChunkSize: Number.POSITIVE_INFINITY,
    onAllReady: () => pipe(through),
  });
  return text(through);
}

/** What a browser without JavaScript reads, without React's own scripts and marks of place. */
const read = (html: string) =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<link rel="(?:preload|expect)[^>]*>/g, "")
    .replace(/ id="_R_"/g, "");

const cases: Record<string, ReactNode> = {
  "one piece": (
    <Suspense fallback={<p>wait</p>}>
      <Later ms={5}>
        <div>
          deep <div>deeper &lt;/div&gt; {"</div><!--/$-->"}</div>
        </div>
      </Later>
    </Suspense>
  ),
  "pieces side by side, the last one first": (
    <>
      <Suspense fallback="wait">
        <Later ms={20}>
          <p>slow</p>
        </Later>
      </Suspense>
      <Suspense fallback="wait">
        <Later ms={5}>
          <p title={'"$RC("B:0","S:0")'}>{'$RC("B:0","S:0")'}</p>
        </Later>
      </Suspense>
    </>
  ),
  "a piece within a piece": (
    <Suspense fallback={<div>wait</div>}>
      <Later ms={5}>
        <section>
          outer
          <Suspense fallback={<Suspense fallback="x">wait within</Suspense>}>
            <Later ms={15}>
              <div>inner</div>
            </Later>
          </Suspense>
          end
        </section>
      </Later>
    </Suspense>
  ),
  "long pieces, which React moves behind the page even when they are ready": (
    <>
      {[1, 2, 3].map((n) => (
        <Suspense key={n} fallback="wait">
          <p>{`${n} `.repeat(8000)}</p>
        </Suspense>
      ))}
    </>
  ),
};

describe("a page that was streamed", () => {
  test.each(Object.entries(cases))("reads like one that was waited for: %s", async (_name, content) => {
    const asStreamed = await streamed(content);
    expect(asStreamed).toContain("<div hidden id=");
    expect(read(placeStreamed(asStreamed))).toBe(read(await whole(content)));
  });

  test("brings the style sheets that its pieces need", async () => {
    const html = await streamed(
      <Suspense fallback="wait">
        <Later ms={5}>
          <link rel="stylesheet" href="/a.css?x=1&y=2" precedence="next" />
          <p>styled</p>
        </Later>
      </Suspense>,
    );
    const placed = placeStreamed(html);
    expect(placed).toMatch(/<link rel="stylesheet" href="\/a\.css\?x=1&amp;y=2" data-precedence="next"\/><\/head>/);
    expect(placed).not.toContain("<div hidden");
  });

  test("stays as it is where nothing was streamed", () => {
    expect(placeStreamed("<p>plain $RC(</p>")).toBe("<p>plain $RC(</p>");
  });
});
