CREATE TABLE `resolution_grounds` (
	`decision` integer NOT NULL,
	`contribution` integer NOT NULL,
	`author` integer NOT NULL,
	PRIMARY KEY(`decision`, `contribution`),
	FOREIGN KEY (`decision`) REFERENCES `resolutions`(`decision`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `resolution_grounds_author` ON `resolution_grounds` (`author`,`decision`);--> statement-breakpoint
CREATE TABLE `resolutions` (
	`decision` integer PRIMARY KEY NOT NULL,
	`claim` integer NOT NULL,
	`revision` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`decision`) REFERENCES `decisions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `resolutions_standing` ON `resolutions` (`claim`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `resolutions_claim` ON `resolutions` (`claim`,`decision`);--> statement-breakpoint
CREATE INDEX `claims_resolves` ON `claims` (`resolves_on`) WHERE resolves_on is not null and merged_into is null;