#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words and what they do, as text; (transfer full). */

/* "×4.95" of what is added to log odds, "÷1.20" where it is taken away. */
char *ink_odds_format (double nats);
/* A term as one can read it: spaces of a run of characters are made visible. */
char *ink_term_format (const char *term);

G_END_DECLS
