#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Random numbers of this process, which hashes of what was read are keyed with:
 * nobody can write a file whose words all fall into one place of a table. Set
 * before main(), then constant. No result may depend on them. */
extern guint64 ink_hash_keys[2]; /* odd */

/* ink_hash_fold: the high and the low half of the product, folded. */
static inline guint64
ink_hash_fold (guint64 a, guint64 b)
{
  unsigned __int128 product = (unsigned __int128) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
}

/* ink_hash_string: a GHashFunc in place of g_str_hash(), for strings from
 * files. */
guint ink_hash_string (gconstpointer string);

G_END_DECLS
