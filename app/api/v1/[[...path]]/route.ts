import { connection } from "next/server";
import { createApi } from "@/lib/api/app";
import { makeFresh } from "@/lib/web/fresh";

/** The way to the API through Next: while developing, where what was changed is reloaded. */
const api = createApi({ refresh: makeFresh });

async function answer(request: Request): Promise<Response> {
  await connection();
  return api.fetch(request);
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
