/* The keys of hashes. */
#include "core/base/hash-key.h"

guint64 ink_hash_keys[2];

/* Before main(): later, each hash would have to ask whether they are there. */
static void __attribute__ ((constructor))
set_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ink_hash_keys); i++)
    ink_hash_keys[i]
        = (guint64) g_random_int () << 32 | g_random_int () | 1;
}
