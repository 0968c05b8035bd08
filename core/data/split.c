/* Stratified splits. Each class c gets floor (n_c x fraction) places in the
 * validation part; what is missing to round (n x fraction) goes to the classes
 * with the largest remainders, the lower class first where they tie. Which
 * examples of a class are held out is the head of a shuffle whose stream is
 * (seed, class), so one class never disturbs another. */
#include "core/data/split.h"

#include <math.h>

#include "core/base/rng.h"

typedef struct
{
  gsize count;      /* examples of the class */
  gsize held_out;   /* of them, for validation */
  double remainder; /* what flooring took away */
} Share;

static gboolean
can_give (const Share *share)
{
  return share->held_out + 1 < share->count;
}

/* Gives one more place to the class with the largest remainder. */
static gboolean
give_one (Share *shares, guint n_classes)
{
  Share *best = NULL;

  for (guint c = 0; c < n_classes; c++)
    if (can_give (&shares[c])
        && (best == NULL || shares[c].remainder > best->remainder))
      best = &shares[c];
  if (best == NULL || best->remainder <= 0)
    return FALSE;
  best->held_out++;
  best->remainder = 0;
  return TRUE;
}

static void
share_out (Share *shares, guint n_classes, gsize n, double fraction)
{
  gsize wanted = (gsize) floor ((double) n * fraction + 0.5);
  gsize given = 0;

  for (guint c = 0; c < n_classes; c++)
    {
      double quota = (double) shares[c].count * fraction;

      shares[c].held_out = (gsize) floor (quota);
      shares[c].remainder = quota - floor (quota);
      if (shares[c].count > 0 && shares[c].held_out >= shares[c].count)
        shares[c].held_out = shares[c].count - 1; /* quota was rounded up */
      given += shares[c].held_out;
    }
  while (given < wanted && give_one (shares, n_classes))
    given++;
}

/* Marks in @held the examples of class @c that are held out. */
static void
hold_out_class (const guint32 *labels, gsize n, guint c, const Share *share,
                guint64 seed, guint8 *held)
{
  g_autofree guint32 *members = g_new (guint32, MAX (share->count, 1));
  InkRng rng = ink_rng (seed, INK_STREAM_SPLIT, c, 0);
  gsize k = 0;

  for (gsize i = 0; i < n; i++)
    if (labels[i] == c)
      members[k++] = (guint32) i;
  ink_rng_shuffle (&rng, members, k);
  for (gsize i = 0; i < share->held_out; i++)
    held[members[i]] = 1;
}

void
ink_split_stratified (const guint32 *labels, gsize n, guint n_classes,
                      double fraction, guint64 seed, GArray *train,
                      GArray *validation)
{
  g_autofree Share *shares = g_new0 (Share, MAX (n_classes, 1));
  g_autofree guint8 *held = g_new0 (guint8, MAX (n, 1));

  g_return_if_fail (fraction >= 0 && fraction < 1);
  g_return_if_fail (n <= G_MAXUINT32);

  g_array_set_size (train, 0);
  g_array_set_size (validation, 0);
  for (gsize i = 0; i < n; i++)
    {
      g_return_if_fail (labels[i] < n_classes);
      shares[labels[i]].count++;
    }
  share_out (shares, n_classes, n, fraction);
  for (guint c = 0; c < n_classes; c++)
    if (shares[c].held_out > 0)
      hold_out_class (labels, n, c, &shares[c], seed, held);
  for (guint32 i = 0; i < n; i++)
    g_array_append_val (held[i] ? validation : train, i);
}

void
ink_split_stratified_u8 (const guint8 *labels, gsize n, guint n_classes,
                         double fraction, guint64 seed, GArray *train,
                         GArray *validation)
{
  g_autofree guint32 *wide = g_new (guint32, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    wide[i] = labels[i];
  ink_split_stratified (wide, n, n_classes, fraction, seed, train, validation);
}
