/* The keys of hashes. */
#include "core/base/hash-key.h"

#include <string.h>

guint64 ink_hash_keys[2];

/* Before main(): later, each hash would have to ask whether they are there. */
static void __attribute__ ((constructor))
set_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ink_hash_keys); i++)
    ink_hash_keys[i]
        = (guint64) g_random_int () << 32 | g_random_int () | 1;
}

guint
ink_hash_string (gconstpointer string)
{
  gsize left = strlen (string);
  guint64 hash = ink_hash_keys[0] ^ left;

  for (const char *at = string; left > 0;)
    {
      gsize n = MIN (left, sizeof hash);
      guint64 chunk = 0;

      memcpy (&chunk, at, n);
      hash = ink_hash_fold (hash ^ chunk, ink_hash_keys[1]);
      at += n;
      left -= n;
    }
  return (guint) hash;
}
