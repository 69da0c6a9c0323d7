CREATE INDEX `jobs_taken` ON `jobs` (`taken_until`) WHERE "jobs"."taken_until" is not null;--> statement-breakpoint
CREATE INDEX `tries_expire` ON `tries` (`expire`);