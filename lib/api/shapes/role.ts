import { z } from "@hono/zod-openapi";
import { roles } from "@/lib/accounts/accounts";

export const Role = z.enum(roles);
