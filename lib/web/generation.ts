import { once } from "@/lib/process";

/** Rises with every write in this process. The front cache looks a page up again when it has risen. */
const generation = once("generation", () => ({ number: 0 }));

export const touchPages = (): void => {
  generation.number += 1;
};

export const currentGeneration = (): number => generation.number;
