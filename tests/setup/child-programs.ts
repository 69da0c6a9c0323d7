import { inject } from "vitest";
import { childPrograms } from "@/lib/child-programs";

childPrograms.folder = inject("childPrograms");
