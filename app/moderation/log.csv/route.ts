import { answerLogTable } from "@/lib/web/log-feeds";

export const GET = (request: Request): Promise<Response> => answerLogTable(request);
