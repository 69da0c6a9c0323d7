import { answerLogFeed } from "@/lib/web/log-feeds";

export const GET = (request: Request): Promise<Response> => answerLogFeed(request);
