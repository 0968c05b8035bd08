#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Python's view of characters, which scikit-learn's analyzers build on. Any
 * thread. */

/* \w of a Unicode pattern: str.isalnum() or the underscore. Combining marks are
 * not in it. */
gboolean ink_unicode_is_word (gunichar c);
/* \s of a Unicode pattern: str.isspace(). */
gboolean ink_unicode_is_space (gunichar c);
/* Whether @c belongs to a script written without spaces between words in
 * Chinese and Japanese: Han, Hiragana, Katakana. */
gboolean ink_unicode_is_han (gunichar c);

/* Goes through a text character by character, lower-cased as Python's
 * str.lower() does: Unicode's full mapping without a locale, so that U+0130
 * gives two characters and U+03A3 looks at its neighbours. Invalid bytes read
 * as U+FFFD. Values on the stack; the text is borrowed. */
typedef struct
{
  const char *text;
  gsize length;
  gsize next;       /* byte of the text to read next */
  gsize start, end; /* source bytes of the character last given */
  gunichar pending; /* second character of a mapping, or 0 */
} InkLowerer;

/* @length: bytes of @text, at most G_MAXINT32 of which are read */
void ink_lowerer_init (InkLowerer *lowerer, const char *text, gsize length);
/* FALSE at the end of the text. */
gboolean ink_lowerer_next (InkLowerer *lowerer, gunichar *c);

G_END_DECLS
