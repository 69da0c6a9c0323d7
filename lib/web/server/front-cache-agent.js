// Plain JavaScript, because next.config.js reads it.

/**
 * As whom the front cache asks Next. It is among `htmlLimitedBots` in Next's configuration: such a reader gets a page whole and
 * rendered for it, at half of what it takes Next to render one for its own cache (docs/decisions/0050).
 */
export const frontCacheAgent = "Moot-front-cache";
