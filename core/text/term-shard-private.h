#pragma once

#include <pthread.h>

#include "core/base/parallel.h"
#include "core/text/vocabulary.h"

G_BEGIN_DECLS

#define TERM_SHARD_BITS 4
#define TERM_SHARDS (1u << TERM_SHARD_BITS)

/* What is known of a term. */
typedef struct
{
  guint64 total;     /* occurrences */
  guint64 mask;      /* labels modulo 64, a bit each */
  guint32 frequency; /* documents */
} TermFacts;

/* The terms of a part of all hashes, with one writer at a time. */
typedef struct
{
  pthread_mutex_t mutex; /* held while terms are added */
  InkVocabulary *vocabulary;
  TermFacts *facts; /* [count of vocabulary] */
  gsize max_facts;
  guint32 *finals; /* the terms' numbers in all, or G_MAXUINT32 */
} TermShard;

static inline guint
term_shard_of (guint32 hash)
{
  return hash >> (32 - TERM_SHARD_BITS);
}

/* All terms in code point order. */
typedef struct
{
  guint32 n;
  InkVocabularyTerm *terms; /* [n]; bytes belong to the shards */
  guint8 *shards;           /* [n]: where each is */
  guint32 *numbers;         /* [n]: its number there */
} TermOrder;

/* term_order_init: @shards: [TERM_SHARDS], which nobody writes to any more.
 * Returns: FALSE with INK_ERROR_LIMIT where all together are too many. */
gboolean term_order_init (TermOrder *order, const TermShard *shards,
                          InkPool *pool, GError **error);
void term_order_clear (TermOrder *order);

G_END_DECLS
