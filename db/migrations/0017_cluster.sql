CREATE TABLE `changes` (
	`row_id` integer PRIMARY KEY NOT NULL,
	`tags` text NOT NULL,
	`at` integer DEFAULT (unixepoch() * 1000) NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `tries` (
	`key` text PRIMARY KEY NOT NULL,
	`points` integer NOT NULL,
	`expire` integer
) STRICT;
--> statement-breakpoint
ALTER TABLE `jobs` ADD `taken_until` integer;