#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A counter-based generator: the n-th draw of a stream is a pure function of
 * (seed, stream, n), so results never depend on threads or on order.
 * SplitMix64's finaliser over a Weyl sequence (Steele, Lea & Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014). Values on the
 * stack. */
typedef struct
{
  guint64 key;
  guint64 counter;
} InkRng;

/* What a stream is for keeps streams of one seed apart. */
typedef enum
{
  INK_STREAM_SPLIT = 1,
  INK_STREAM_WEIGHTS,
  INK_STREAM_SHUFFLE,
  INK_STREAM_AUGMENT,
  INK_STREAM_FOLDS,
  INK_STREAM_BOOTSTRAP,
  INK_STREAM_TEST,
  INK_STREAM_NON_DIGIT,
  INK_STREAM_VARIATION,
  INK_STREAM_TEACH,
  INK_STREAM_PARTS,
} InkStream;

/* @a, @b: any two numbers that name the stream further (epoch, example). */
InkRng ink_rng (guint64 seed, InkStream stream, guint64 a, guint64 b);
guint64 ink_rng_u64 (InkRng *rng);
/* In [0, 1), 53 bits. */
double ink_rng_uniform (InkRng *rng);
/* Mean 0, variance 1 (Box-Muller; two draws). */
double ink_rng_normal (InkRng *rng);
/* In [0, n), without bias; @n > 0. */
guint64 ink_rng_below (InkRng *rng, guint64 n);
/* Fisher-Yates. */
void ink_rng_shuffle (InkRng *rng, guint32 *items, gsize n);

G_END_DECLS
