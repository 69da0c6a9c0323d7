import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type ReaderOptions, readApart } from "@/lib/sources/reader/reader";
import { page, pdf } from "../support/site";

const toRead = { url: "https://a.example/", contentType: "text/html", excerpt: "a gap of four months" };
const patient: ReaderOptions = { patience: 60_000 };
const read = (body: string | Buffer, options = patient, more: Partial<typeof toRead> = {}) =>
  readApart(Buffer.from(body), { ...toRead, ...more }, options);

describe("in a process of its own", { timeout: 60_000 }, () => {
  test("a page is read, and the excerpt found in it", async () => {
    const found = await read(page("There was a gap of four months, they say."));
    expect(found).toMatchObject({ facts: { title: "A page", language: "en" }, match: { found: "exact" } });
    expect(found?.textHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("so is a PDF", async () => {
    const found = await read(pdf(["There was a gap of", "four months."]), patient, { contentType: "application/pdf" });
    expect(found?.match).toMatchObject({ found: "folded" });
  });

  test("what is broken, or of no kind that has text, is told", async () => {
    await expect(read("%PDF-1.4 nothing of it", patient, { contentType: "application/pdf" })).rejects.toThrow();
    expect(await read(Buffer.from([0, 1, 2, 0]), patient, { contentType: "application/octet-stream" })).toBeNull();
  });

  test("what is nested a hundred thousand deep is as flat as the rest", async () => {
    const deep = `${"<div><b>".repeat(100_000)}a gap of four months`;
    expect((await read(deep))?.match?.found).toBe("exact");
  });

  test("what is stopped ends at once", async () => {
    const stopping = new AbortController();
    const reading = read(page("Nothing."), { patience: 60_000, signal: stopping.signal });
    stopping.abort();
    await expect(reading).rejects.toThrow("stopped");
    await expect(read(page("Nothing."), { signal: stopping.signal })).rejects.toThrow();
  });

  test("what takes too long is given up", async () => {
    await expect(read(page("Nothing."), { patience: 1 })).rejects.toThrow("too long");
  });

  test.runIf(process.platform === "linux")("what takes too much memory is given up", async () => {
    const bomb = bombPdf();
    expect(bomb.length).toBeLessThan(5 * 1024 * 1024);
    await expect(read(bomb, { patience: 60_000, memory: 256 }, { contentType: "application/pdf" })).rejects.toThrow(
      /too much memory|ended with/,
    );
  });
});

/** A PDF whose one page's content is packed a thousandfold. */
function bombPdf(): Buffer {
  const stream = deflateSync(Buffer.alloc(512 * 1024 * 1024, " "));
  const head = Buffer.from(
    "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n" +
      "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>\nendobj\n" +
      `4 0 obj\n<< /Filter /FlateDecode /Length ${stream.length} >>\nstream\n`,
  );
  return Buffer.concat([head, stream, Buffer.from("\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")]);
}
