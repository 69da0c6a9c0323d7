import { getRequestListener } from "@hono/node-server";

type Fetch = (request: Request) => Response | Promise<Response>;

const alreadyAnswered = Symbol("answered while its body was still coming in");

/** The API as a handler of node:http. */
export const createApiListener = (fetch: Fetch) =>
  getRequestListener(
    async (request, { outgoing }) => {
      const response = await fetch(request);
      // A body that grew too large midway was refused there and then.
      if (outgoing.headersSent) throw alreadyAnswered;
      return response;
    },
    {
      // Next, in this process, goes on with the Request and Response it was written for.
      overrideGlobalObjects: false,
      errorHandler(error) {
        if (error !== alreadyAnswered) throw error;
      },
    },
  );
