import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { freePort, root, scratch, serveProgram } from "./children";
import { type Bench, mootOn } from "./context";
import type { Figure } from "./figures";
import { besideBare } from "./pages";

/** nginx is no package of the registry: where the machine has none, there is nothing to try its configuration with. */
export const nginxIsThere = spawnSync("nginx", ["-v"]).status === 0 && spawnSync("openssl", ["version"]).status === 0;

type Site = {
  folder: string;
  /** Moot's port, nginx's own, and the one from which it sends readers there. */
  ports: { moot: number; site: number; plain: number };
  encrypted: boolean;
};

/**
 * The configuration that Moot comes with as a whole one of nginx's, with a certificate of its own, all of it in a folder.
 * Answers the file that `nginx -c` takes.
 */
export async function configureNginx({ folder, ports, encrypted }: Site): Promise<string> {
  const [key, certificate] = [path.join(folder, "key.pem"), path.join(folder, "certificate.pem")];
  const asked = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  execFileSync("openssl", [...asked, "-subj", "/CN=moot.example", "-keyout", key, "-out", certificate], {
    stdio: "ignore",
  });
  const given = await readFile(path.join(root, "docs/nginx.conf"), "utf8");
  const site = given
    .replaceAll("127.0.0.1:3000", `127.0.0.1:${ports.moot}`)
    .replaceAll("/var/cache/nginx/moot", path.join(folder, "cache"))
    .replaceAll("/etc/ssl/moot.example.pem", certificate)
    .replaceAll("/etc/ssl/moot.example.key", key)
    .replaceAll(/listen \[::\]:\d+[^;]*;/g, "")
    .replace("listen 80;", `listen 127.0.0.1:${ports.plain};`)
    .replace("listen 443 ssl http2", `listen 127.0.0.1:${ports.site}${encrypted ? " ssl http2" : ""}`);
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${path.join(folder, name)};`,
  );
  // Started by root, its workers would be somebody else, whom this folder doesn't let in.
  const asOneself = process.getuid?.() === 0 ? "user root;\n" : "";
  const file = path.join(folder, "nginx.conf");
  await writeFile(
    file,
    `${asOneself}pid ${folder}/pid;\nerror_log stderr warn;\nevents {}\nhttp { access_log off; ${folders.join(" ")}\n${site}\n}\n`,
  );
  return file;
}

/**
 * The claim's page through nginx, which keeps it for a second, beside a bare server that sends the same bytes. Without TLS,
 * since the bare server has none, and on the core that Moot has, too.
 */
export async function nginx(bench: Bench): Promise<Figure[]> {
  if (!nginxIsThere) {
    bench.say("There is no nginx here: passed over");
    return [];
  }
  const moot = await mootOn(bench, "nginx");
  const folder = scratch("nginx/front");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const ports = { moot: moot.port, site: await freePort(), plain: await freePort() };
  const file = await configureNginx({ folder, ports, encrypted: false });
  const args = ["-c", file, "-e", "stderr", "-g", "daemon off; error_log stderr notice;"];
  const front = await serveProgram("nginx", args, "start worker process", ports.site);
  const stop = async () => {
    await front.stop();
    await moot.stop();
  };
  return [
    await besideBare(bench, {
      part: "nginx",
      name: "claim page through nginx, compressed",
      path: bench.data.claim.path,
      port: front.port,
      stop,
    }),
  ];
}
