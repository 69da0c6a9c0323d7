import { spawn } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { root, scratch, serve } from "./children";

// With the quotation marks that every claim's page has: Node writes a string that isn't plain ASCII at half the speed.
const sentence = "“This sentence stands here to take up as many bytes as a page of arguments would take.”";

/** A Next app with one static page of about that many bytes: the most that Next itself can do with such a page. */
export async function buildStaticPage(bytes: number): Promise<string> {
  const folder = scratch("quoted-page");
  const builtFor = await readFile(path.join(folder, "bytes"), "utf8").catch(() => "");
  if (Math.abs(Number(builtFor) - bytes) < bytes * 0.05) return folder;
  let sentences = Math.max(1, Math.round((bytes - 7000) / 230));
  for (let attempt = 0; attempt < 3; attempt++) {
    await build(folder, sentences);
    const got = await sizeOf(folder);
    if (Math.abs(got - bytes) < bytes * 0.05) break;
    sentences = Math.max(1, Math.round((sentences * bytes) / got));
  }
  await writeFile(path.join(folder, "bytes"), String(bytes));
  return folder;
}

async function build(folder: string, sentences: number): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.join(folder, "app"), { recursive: true });
  await writeFile(path.join(folder, "package.json"), '{ "type": "module", "private": true }');
  await writeFile(
    path.join(folder, "next.config.js"),
    `export default { compress: false, generateEtags: false, poweredByHeader: false, turbopack: { root: ${JSON.stringify(root)} } };`,
  );
  await writeFile(
    path.join(folder, "app/layout.js"),
    "export default function Layout({ children }) { return <html lang='en'><body>{children}</body></html>; }",
  );
  await writeFile(
    path.join(folder, "app/page.js"),
    `export default function Page() { return <main>{Array.from({ length: ${sentences} }, (_, i) => <p key={i}>{i} ${sentence}</p>)}</main>; }`,
  );
  const child = spawn(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise((resolve) => child.on("exit", resolve));
  if (code !== 0) throw new Error("the static page could not be built");
}

async function sizeOf(folder: string): Promise<number> {
  const server = await serve(["cli/bench/next-alone.js", folder], {}, "Next is open");
  const answer = await fetch(`http://127.0.0.1:${server.port}/`);
  const { length } = await answer.text();
  await server.stop();
  return length;
}
