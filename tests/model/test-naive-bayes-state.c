/* A naive Bayes model at rest, and every way in which its state can be
 * wrong. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "tests/model/small-texts.h"

static void
check_round_trip (gboolean compact)
{
  InkNaiveBayesOptions options = { .analyzer = INK_ANALYZER_CHAR,
                                   .ngram_min = 1,
                                   .ngram_max = 3,
                                   .min_df = { 1, FALSE },
                                   .max_features = 60,
                                   .alpha = 0.1,
                                   .sublinear_tf = TRUE,
                                   .norm = INK_NORM_NONE,
                                   .compact = compact };
  InkNaiveBayesOptions again_options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = train_small (&options);
  g_autoptr (InkState) state = ink_model_to_state (model, &error);
  g_autoptr (InkModel) again = ink_model_from_state (state, &error);
  double p[2][3 * G_N_ELEMENTS (small_texts)];

  g_assert_no_error (error);
  ink_naive_bayes_options (again, &again_options);
  g_assert_cmpint (again_options.analyzer, ==, options.analyzer);
  g_assert_cmpuint (again_options.ngram_max, ==, 3);
  g_assert_cmpuint (again_options.max_features, ==, 60);
  g_assert_cmpfloat (again_options.alpha, ==, 0.1);
  g_assert_true (again_options.sublinear_tf);
  g_assert_cmpint (again_options.norm, ==, INK_NORM_NONE);
  g_assert_true (again_options.compact == compact);
  ink_model_predict_texts (model, small_texts, G_N_ELEMENTS (small_texts), 1,
                           p[0]);
  ink_model_predict_texts (again, small_texts, G_N_ELEMENTS (small_texts), 1,
                           p[1]);
  g_assert_cmpmem (p[0], sizeof p[0], p[1], sizeof p[1]);
}

static void
test_round_trip (void)
{
  check_round_trip (FALSE);
  check_round_trip (TRUE);
}

/* A copy of @state in which one tensor's data, or a key's value, is another;
 * NULL leaves it out. */
static InkState *
tampered (const InkState *state, const char *name, GBytes *data,
          const char *value)
{
  g_autoptr (GPtrArray) keys = ink_state_metadata_keys (state);
  InkState *copy = ink_state_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      if (strcmp (key, name) != 0)
        ink_state_set_metadata (copy, key, ink_state_metadata (state, key));
      else if (value != NULL)
        ink_state_set_metadata (copy, key, value);
    }
  for (guint i = 0; i < ink_state_n_tensors (state); i++)
    {
      const InkStateTensor *t = ink_state_tensor (state, i);
      gboolean same = strcmp (t->name, name) != 0;

      if (same || data != NULL)
        ink_state_add (copy, t->name, t->dtype, t->n_dims, t->shape,
                       g_bytes_ref (same ? t->data : data), &error);
      g_assert_no_error (error);
    }
  return copy;
}

static void
assert_rejected (const InkState *state, const char *name, GBytes *data,
                 const char *value)
{
  g_autoptr (InkState) copy = tampered (state, name, data, value);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = ink_model_from_state (copy, &error);

  g_assert_null (model);
  g_assert_true (error->domain == INK_ERROR);
  /* What is wrong with the offsets is told of the vocabulary. */
  if (strcmp (name, "vocabulary_offsets") == 0 && data != NULL)
    name = "vocabulary";
  if (strstr (error->message, name) == NULL)
    g_error ("`%s' does not name %s", error->message, name);
}

/* @state with bytes at @offset of tensor @name replaced */
static void
assert_bytes_rejected (const InkState *state, const char *name, gsize offset,
                       gconstpointer bytes, gsize n)
{
  const InkStateTensor *tensor = ink_state_find (state, name);
  gsize size;
  guint8 *copy = g_memdup2 (g_bytes_get_data (tensor->data, &size),
                            g_bytes_get_size (tensor->data));
  g_autoptr (GBytes) data = NULL;

  g_assert_cmpuint (offset + n, <=, g_bytes_get_size (tensor->data));
  memcpy (copy + offset, bytes, n);
  data = g_bytes_new_take (copy, g_bytes_get_size (tensor->data));
  assert_rejected (state, name, data, NULL);
}

static void
test_wrong_metadata (void)
{
  static const struct
  {
    const char *key;
    const char *values[6];
  } wrong[] = {
    { "analyzer", { "auto", "words", "", NULL } },
    { "ngrams", { "1", "2-1", "0-1", "1-17", "1-2-3", "-1" } },
    { "min_df", { "0", "-1", "x", "1.5", "99999999999", "" } },
    { "max_features", { "-1", "many", "99999999999", "", NULL } },
    { "alpha", { "0", "-1", "nan", "inf", "1x", "" } },
    { "sublinear_tf", { "yes", "TRUE", "", NULL } },
    { "norm", { "l3", "", NULL } },
    { "documents", { "0", "99999999999", "x", NULL } },
  };
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkState) state = ink_model_to_state (model, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      assert_rejected (state, wrong[i].key, NULL, NULL);
      for (guint j = 0; j < 6 && wrong[i].values[j] != NULL; j++)
        assert_rejected (state, wrong[i].key, NULL, wrong[i].values[j]);
    }
}

/* Not in older files, but right where they are there. */
static void
test_wrong_later_metadata (void)
{
  static const char *const wrong[][2]
      = { { "max_df", "-1" },      { "max_df", "1.5" },
          { "max_df", "0x1p-1" },  { "idf", "Smooth" },
          { "events", "poisson" }, { "prior", "" },
          { "prior", "given" },    { "complement_norm", "1" } };
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkState) state = ink_model_to_state (model, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (InkState) copy = tampered (state, wrong[i][0], NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (InkModel) read = NULL;

      ink_state_set_metadata (copy, wrong[i][0], wrong[i][1]);
      read = ink_model_from_state (copy, &error);
      g_assert_null (read);
      g_assert_true (error->domain == INK_ERROR);
      g_assert_nonnull (strstr (error->message, wrong[i][0]));
    }
}

static void
test_wrong_tensors (void)
{
  static const char *const names[]
      = { "class_count", "feature_count", "document_frequency", "vocabulary",
          "vocabulary_offsets" };
  const double doubles[] = { NAN, INFINITY, -1.0 };
  const guint32 numbers[] = { 0, 7, G_MAXUINT32 };
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkState) state = ink_model_to_state (model, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_rejected (state, names[i], NULL, NULL);
  for (guint i = 0; i < 3; i++)
    {
      assert_bytes_rejected (state, "class_count", 8, &doubles[i], 8);
      assert_bytes_rejected (state, "feature_count", 80, &doubles[i], 8);
      assert_bytes_rejected (state, "document_frequency", 8, &numbers[i], 4);
      assert_bytes_rejected (state, "vocabulary_offsets", 4, &numbers[i], 4);
    }
  assert_bytes_rejected (state, "class_count", 0, (double[3]) { 0 }, 24);
  assert_bytes_rejected (state, "vocabulary", 0, "\xff", 1);
  assert_bytes_rejected (state, "vocabulary", 0, "z", 1);
  assert_bytes_rejected (state, "vocabulary", 0, "\0", 1);
  {
    const double huge[] = { 1.7e308, 1.7e308 };

    assert_bytes_rejected (state, "feature_count", 0, huge, sizeof huge);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/model/naive-bayes-state/round-trip",
                   test_round_trip);
  g_test_add_func ("/core/model/naive-bayes-state/wrong-metadata",
                   test_wrong_metadata);
  g_test_add_func ("/core/model/naive-bayes-state/wrong-later-metadata",
                   test_wrong_later_metadata);
  g_test_add_func ("/core/model/naive-bayes-state/wrong-tensors",
                   test_wrong_tensors);
  return g_test_run ();
}
