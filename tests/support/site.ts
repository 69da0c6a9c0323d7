import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { type Allowed, parseAllowed } from "@/lib/sources/addresses";

type Answer = string | Buffer | ((req: IncomingMessage, res: ServerResponse) => void);

export type Site = {
  url: string;
  port: number;
  /** Only this site, of all that is private. */
  allowed: Allowed;
  /** What it answers at a path from now on: HTML, or whatever the function does. */
  at(path: string, answer: Answer): string;
  /** Every request so far. */
  asked: IncomingMessage[];
};

/** A real site on loopback, for as long as the test runs. */
export async function startSite(): Promise<Site> {
  const { close, ...site } = await openSite();
  onTestFinished(close);
  return site;
}

/** The same for a whole file of tests, and how to close it. */
export async function openSite(): Promise<Site & { close: () => Promise<void> }> {
  const answers = new Map<string, Answer>();
  const asked: IncomingMessage[] = [];
  const server = http.createServer((req, res) => {
    asked.push(req);
    const answer = answers.get((req.url ?? "/").split("?", 1)[0] ?? "/");
    if (answer === undefined) res.writeHead(404).end("There is nothing here.");
    else if (typeof answer === "function") answer(req, res);
    else
      res
        .writeHead(200, {
          "content-type": typeof answer === "string" ? "text/html; charset=utf-8" : "application/pdf",
        })
        .end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    allowed: parseAllowed(`127.0.0.1:${port}`),
    asked,
    at: (path, answer) => {
      answers.set(path, answer);
      return url + path;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page around some paragraphs. */
export const page = (text: string, head = "<title>A page</title>") =>
  `<!doctype html><html lang="en"><head>${head}</head><body><main>${text
    .split("\n")
    .map((line) => `<p>${line}</p>`)
    .join("")}</main></body></html>`;

/** A PDF with a line of text after the other, as simple as one can be. */
export function pdf(lines: string[], info: { title?: string; author?: string } = {}): Buffer {
  const text = lines.map((line) => `(${line.replace(/[\\()]/g, "\\$&")}) Tj T*`).join("\n");
  const stream = `BT /F1 12 Tf 14 TL 72 720 Td\n${text}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    `<< /Title (${info.title ?? ""}) /Author (${info.author ?? ""}) /CreationDate (D:20240315120000Z) >>`,
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) file += `${String(offset).padStart(10, "0")} 00000 n \n`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}
