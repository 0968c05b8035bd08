#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

/* MurmurHash3, 32 bits for x86 (Austin Appleby, public domain; the same bits on
 * every machine). scikit-learn's HashingVectorizer takes it with seed 0. */
static inline guint32
ink_murmur3 (const char *bytes, gsize n, guint32 seed)
{
  guint32 hash = seed, k;
  gsize i;

  for (i = 0; i + 4 <= n; i += 4)
    {
      memcpy (&k, bytes + i, 4);
      k = GUINT32_FROM_LE (k) * 0xcc9e2d51u;
      hash ^= (k << 15 | k >> 17) * 0x1b873593u;
      hash = (hash << 13 | hash >> 19) * 5 + 0xe6546b64u;
    }
  k = 0;
  for (gsize j = n; j > i; j--)
    k = k << 8 | (guint8) bytes[j - 1];
  k *= 0xcc9e2d51u;
  hash ^= (k << 15 | k >> 17) * 0x1b873593u;
  hash ^= (guint32) n;
  hash = (hash ^ hash >> 16) * 0x85ebca6bu;
  hash = (hash ^ hash >> 13) * 0xc2b2ae35u;
  return hash ^ hash >> 16;
}

G_END_DECLS
