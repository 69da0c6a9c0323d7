import net, { type AddressInfo, type Socket } from "node:net";

/** A cable between two programs, with pliers beside it. */
export type Wire = {
  /** What is at the other end, by this cable. */
  url: string;
  /** Nothing passes any more in either direction, and nobody is told: packets are lost. */
  cut(): void;
  /** Cuts as soon as so many more bytes have passed towards the other end. */
  cutAfter(bytes: number): void;
  /** Every connection is gone, as programs notice after a while; new ones pass. */
  mend(): void;
  /** How often something was sent towards the other end when all that was sent before had its answer, or began to have it. */
  trips(): number;
  close(): Promise<void>;
};

export async function layWire(to: string): Promise<Wire> {
  const { hostname, port } = new URL(to);
  const ends = new Set<Socket>();
  let isCut = false;
  let left = Number.POSITIVE_INFINITY;
  let trips = 0;
  let answered = true;
  const cut = () => {
    isCut = true;
    for (const end of ends) end.pause();
  };
  const server = net.createServer({ pauseOnConnect: true, noDelay: true }, (near) => {
    ends.add(near);
    near.on("error", () => {}).on("close", () => ends.delete(near));
    if (isCut) return;
    const far = net.connect({ host: hostname, port: Number(port), noDelay: true });
    ends.add(far);
    far.on("error", () => near.destroy()).on("close", () => ends.delete(far) && near.destroy());
    near.on("close", () => far.destroy());
    far.on("data", (chunk) => {
      answered = true;
      if (!isCut) near.write(chunk);
    });
    near.on("data", (chunk) => {
      if (isCut) return;
      trips += Number(answered);
      answered = false;
      left -= chunk.length;
      if (left < 0) cut();
      else far.write(chunk);
    });
    near.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    cutAfter(bytes) {
      left = bytes;
    },
    mend() {
      isCut = false;
      left = Number.POSITIVE_INFINITY;
      for (const end of ends) end.destroy();
    },
    trips: () => trips,
    async close() {
      for (const end of ends) end.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
