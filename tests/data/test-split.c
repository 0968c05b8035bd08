/* Stratified splits: nothing lost, nothing twice, proportions kept, the same
 * from the same seed. */
#include "core/data/split.h"

#include "core/base/rng.h"

#define N 1000
#define N_CLASSES 4

typedef struct
{
  guint32 labels[N];
  GArray *train;
  GArray *validation;
} Fixture;

/* Classes of 500, 300, 197 and 3. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  InkRng rng = ink_rng (7, INK_STREAM_TEST, 0, 0);

  for (guint i = 0; i < N; i++)
    fixture->labels[i] = i < 500 ? 0 : i < 800 ? 1 : i < 997 ? 2 : 3;
  ink_rng_shuffle (&rng, fixture->labels, N);
  fixture->train = g_array_new (FALSE, FALSE, sizeof (guint32));
  fixture->validation = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_array_unref (fixture->train);
  g_array_unref (fixture->validation);
}

static void
split (Fixture *fixture, double fraction, guint64 seed)
{
  ink_split_stratified (fixture->labels, N, N_CLASSES, fraction, seed,
                        fixture->train, fixture->validation);
}

static void
mark (const GArray *indices, guint8 *seen)
{
  for (guint i = 0; i < indices->len; i++)
    {
      guint32 index = g_array_index (indices, guint32, i);

      g_assert_cmpuint (index, <, N);
      g_assert_cmpuint (seen[index], ==, 0);
      seen[index] = 1;
      if (i > 0)
        g_assert_cmpuint (g_array_index (indices, guint32, i - 1), <, index);
    }
}

static void
test_partition (Fixture *fixture, gconstpointer data)
{
  static const double fractions[] = { 0, 0.001, 0.1, 1.0 / 3, 0.5, 0.9 };

  for (guint f = 0; f < G_N_ELEMENTS (fractions); f++)
    {
      guint8 seen[N] = { 0 };

      split (fixture, fractions[f], 1);
      mark (fixture->train, seen);
      mark (fixture->validation, seen);
      g_assert_cmpuint (fixture->train->len + fixture->validation->len, ==, N);
      g_assert_cmpuint (fixture->validation->len, ==,
                        (guint) (N * fractions[f] + 0.5));
    }
}

static void
count (Fixture *fixture, const GArray *indices, guint counts[N_CLASSES])
{
  for (guint i = 0; i < indices->len; i++)
    counts[fixture->labels[g_array_index (indices, guint32, i)]]++;
}

static void
test_proportions (Fixture *fixture, gconstpointer data)
{
  guint counts[N_CLASSES] = { 0 };

  split (fixture, 0.1, 1);
  count (fixture, fixture->validation, counts);
  g_assert_cmpuint (counts[0], ==, 50);
  g_assert_cmpuint (counts[1], ==, 30);
  g_assert_cmpuint (counts[2], ==, 20); /* 19.7 has the largest remainder */
  g_assert_cmpuint (counts[3], ==, 0);
}

static void
test_keeps_one (Fixture *fixture, gconstpointer data)
{
  guint counts[N_CLASSES] = { 0 };

  split (fixture, 1 - 0x1p-53, 1); /* x 3 rounds to 3 */
  count (fixture, fixture->train, counts);
  for (guint c = 0; c < N_CLASSES; c++)
    g_assert_cmpuint (counts[c], >=, 1);
}

static void
test_seed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) first = NULL;

  split (fixture, 0.2, 1);
  first = g_array_copy (fixture->validation);
  split (fixture, 0.2, 1);
  g_assert_cmpmem (first->data, first->len * 4, fixture->validation->data,
                   fixture->validation->len * 4);
  split (fixture, 0.2, 2);
  g_assert_cmpuint (first->len, ==, fixture->validation->len);
  g_assert_true (memcmp (first->data, fixture->validation->data,
                         first->len * 4)
                 != 0);
}

static void
test_bytes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) train = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) validation = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint8 labels[N];

  for (guint i = 0; i < N; i++)
    labels[i] = (guint8) fixture->labels[i];
  split (fixture, 0.2, 5);
  ink_split_stratified_u8 (labels, N, N_CLASSES, 0.2, 5, train, validation);
  g_assert_cmpmem (train->data, train->len * 4, fixture->train->data,
                   fixture->train->len * 4);
  ink_split_stratified_u8 (labels, 0, N_CLASSES, 0.2, 5, train, validation);
  g_assert_cmpuint (train->len + validation->len, ==, 0);
}

#define ADD(path, func)                                                        \
  g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/core/split/partition", test_partition);
  ADD ("/core/split/proportions", test_proportions);
  ADD ("/core/split/keeps-one", test_keeps_one);
  ADD ("/core/split/seed", test_seed);
  ADD ("/core/split/bytes", test_bytes);
  return g_test_run ();
}
