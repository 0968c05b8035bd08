#pragma once

#include <gtk/gtk.h>

#include "ui/text/text-reading.h"

G_BEGIN_DECLS

/* What a model knows of one word of a text, and what the word adds to the
 * leading classes and the one looked at. Main thread. */

/* @token: its number in the text; (transfer floating) */
GtkWidget *ink_word_card_new (const InkTextReading *reading, guint token);
/* The same in words; (transfer full). */
char *ink_word_card_describe (const InkTextReading *reading, guint token);

G_END_DECLS
