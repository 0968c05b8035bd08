/* Naive Bayes against scikit-learn (golden files), its explanations, its state
 * and every way in which a state can be wrong. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/model/naive-bayes.h"
#include "tests/text/text-golden.h"

#define NEAR 1e-9

static GStrv
strings_of (JsonArray *array)
{
  guint n = json_array_get_length (array);
  GStrv strings = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    strings[i] = g_strdup (json_array_get_string_element (array, i));
  return strings;
}

static InkTextSet *
text_set (const char *const *texts, const guint32 *labels, guint n,
          const char *const *classes)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);
  InkTextSet *set;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (copies, g_strdup (texts[i]));
  set = ink_text_set_new ("texts", copies,
                          g_bytes_new (labels, n * sizeof *labels),
                          g_strdupv ((GStrv) classes), &error);
  g_assert_no_error (error);
  return set;
}

static void
read_options (JsonObject *golden, InkNaiveBayesOptions *options)
{
  JsonArray *ngrams = json_object_get_array_member (golden, "ngrams");

  *options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_assert_true (ink_analyzer_from_name (
      json_object_get_string_member (golden, "analyzer"), &options->analyzer));
  g_assert_true (ink_norm_from_name (
      json_object_get_string_member (golden, "norm"), &options->norm));
  options->ngram_min = (guint) json_array_get_int_element (ngrams, 0);
  options->ngram_max = (guint) json_array_get_int_element (ngrams, 1);
  options->min_df.value = json_object_get_int_member (golden, "min_df");
  options->max_features
      = (guint) json_object_get_int_member (golden, "max_features");
  options->alpha = json_object_get_double_member (golden, "alpha");
  options->sublinear_tf
      = json_object_get_boolean_member (golden, "sublinear_tf");
}

static InkModel *
train_golden (JsonObject *golden)
{
  g_autoptr (GError) error = NULL;
  JsonArray *numbers = json_object_get_array_member (golden, "labels");
  guint n = json_array_get_length (numbers);
  g_auto (GStrv) texts
      = strings_of (json_object_get_array_member (golden, "texts"));
  g_auto (GStrv) classes
      = strings_of (json_object_get_array_member (golden, "classes"));
  g_autofree guint32 *labels = g_new (guint32, n);
  g_autoptr (InkTextSet) set = NULL;
  InkNaiveBayesOptions options;
  InkModel *model;

  for (guint i = 0; i < n; i++)
    labels[i] = (guint32) json_array_get_int_element (numbers, i);
  set = text_set ((const char *const *) texts, labels, n,
                  (const char *const *) classes);
  read_options (golden, &options);
  model = ink_naive_bayes_train (set, &options, &error);
  g_assert_no_error (error);
  return model;
}

static void
check_vocabulary (const InkModel *model, JsonArray *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkState) state = ink_model_to_state (model, &error);
  const InkStateTensor *tensor = ink_state_find (state, "vocabulary");
  g_autoptr (GString) bytes = g_string_new (NULL);
  gsize n_bytes;
  const char *found = g_bytes_get_data (tensor->data, &n_bytes);

  for (guint i = 0; i < json_array_get_length (expected); i++)
    g_string_append (bytes, json_array_get_string_element (expected, i));
  g_assert_cmpuint (ink_naive_bayes_n_features (model), ==,
                    json_array_get_length (expected));
  g_assert_cmpmem (found, n_bytes, bytes->str, bytes->len);
}

static void
check_golden (JsonObject *golden)
{
  g_autoptr (InkModel) model = train_golden (golden);
  g_auto (GStrv) queries
      = strings_of (json_object_get_array_member (golden, "queries"));
  JsonArray *rows = json_object_get_array_member (golden, "probabilities");
  guint n = g_strv_length (queries);
  guint n_classes = ink_model_n_classes (model);
  g_autofree double *p = g_new (double, n * n_classes);

  g_test_message ("%s", json_object_get_string_member (golden, "name"));
  check_vocabulary (model,
                    json_object_get_array_member (golden, "vocabulary"));
  ink_model_predict_texts (model, (const char *const *) queries, n, 1, p);
  g_assert_cmpuint (json_array_get_length (rows), ==, n);
  for (guint i = 0; i < n; i++)
    {
      JsonArray *row = json_array_get_array_element (rows, i);

      for (guint c = 0; c < n_classes; c++)
        g_assert_cmpfloat_with_epsilon (
            p[i * n_classes + c], json_array_get_double_element (row, c), NEAR);
    }
}

static void
test_golden (void)
{
  g_autoptr (JsonNode) root = text_golden ("text-models.json");
  JsonArray *cases = json_node_get_array (root);

  g_assert_cmpuint (json_array_get_length (cases), >, 8);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    check_golden (json_array_get_object_element (cases, i));
}

static const char *const classes[] = { "hockey", "space", "garden", NULL };
static const char *const texts[]
    = { "goalie saves the puck", "puck on the ice", "orbit of the moon",
        "shuttle in orbit", "roses and the soil", "soil for roses" };
static const guint32 labels[] = { 0, 0, 1, 1, 2, 2 };

static InkModel *
train_small (const InkNaiveBayesOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) set
      = text_set (texts, labels, G_N_ELEMENTS (texts), classes);
  InkModel *model = ink_naive_bayes_train (set, options, &error);

  g_assert_no_error (error);
  return model;
}

static void
assert_refused (const InkTextSet *set, const InkNaiveBayesOptions *options,
                InkError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = ink_naive_bayes_train (set, options, &error);

  g_assert_null (model);
  g_assert_error (error, INK_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_refused (void)
{
  g_autoptr (InkTextSet) set
      = text_set (texts, labels, G_N_ELEMENTS (texts), classes);
  g_autoptr (InkTextSet) one = text_set (texts, labels, 2, classes);
  g_autoptr (InkTextSet) none = text_set (texts, labels, 0, classes);
  const char *const blank[] = { "", "a ! b" };
  g_autoptr (InkTextSet) empty
      = text_set (blank, (guint32[]) { 0, 1 }, 2, classes);
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;

  assert_refused (one, &options, INK_ERROR_MISMATCH, "two classes");
  assert_refused (none, &options, INK_ERROR_MISMATCH, "two classes");
  assert_refused (empty, &options, INK_ERROR_MISMATCH, "none in any text");
  options.alpha = 0.0;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "alpha");
  options.alpha = NAN;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "alpha");
  options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  options.ngram_min = 0;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "ngrams");
  options.ngram_min = 2;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "ngrams");
  options.ngram_max = INK_NAIVE_BAYES_MAX_NGRAM + 1;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "ngrams");
  options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  options.min_df.value = 0;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "min-df");
  options.min_df.value = 7;
  assert_refused (set, &options, INK_ERROR_MISMATCH, "min-df");
}

/* As many classes as a set can have, each text of other words than the rest. */
static void
test_too_large (void)
{
  GStrv names = g_new0 (char *, INK_TEXTS_MAX_CLASSES + 1);
  guint32 *numbers = g_new (guint32, INK_TEXTS_MAX_CLASSES);
  GPtrArray *many = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (InkTextSet) set = NULL;
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;

  for (guint i = 0; i < INK_TEXTS_MAX_CLASSES; i++)
    {
      GString *text = g_string_new (NULL);

      for (guint j = 0; j < 9; j++)
        g_string_append_printf (text, "word%u ", i * 9 + j);
      g_ptr_array_add (many, g_string_free (text, FALSE));
      names[i] = g_strdup_printf ("class %u", i);
      numbers[i] = i;
    }
  set = ink_text_set_new (
      "many", many,
      g_bytes_new_take (numbers, INK_TEXTS_MAX_CLASSES * sizeof *numbers),
      names, NULL);
  assert_refused (set, &options, INK_ERROR_LIMIT, "max-features");
}

static void
test_auto (void)
{
  const char *const chinese[] = { "\xe8\x82\xa1\xe5\xb8\x82", "\xe7\x90\x83" };
  g_autoptr (InkTextSet) set
      = text_set (chinese, (guint32[]) { 0, 1 }, 2, classes);
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkModel) english = train_small (&options);
  g_autoptr (InkModel) model = ink_naive_bayes_train (set, &options, NULL);

  g_assert_cmpuint (ink_naive_bayes_n_features (model), ==, 4);
  ink_naive_bayes_options (model, &options);
  g_assert_cmpint (options.analyzer, ==, INK_ANALYZER_CHAR);
  g_assert_cmpuint (options.ngram_max, ==, 2);
  ink_naive_bayes_options (english, &options);
  g_assert_cmpint (options.analyzer, ==, INK_ANALYZER_WORD);
  g_assert_cmpuint (options.ngram_max, ==, 1);
}

/* A class without a text has no chance, and harms nothing. */
static void
test_absent_class (void)
{
  g_autoptr (InkTextSet) set = text_set (texts, labels, 4, classes);
  g_autoptr (InkModel) model = ink_naive_bayes_train (
      set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, NULL);
  const char *query = "puck in orbit";
  double p[3];

  ink_model_predict_texts (model, &query, 1, 1, p);
  g_assert_cmpfloat (p[2], ==, 0.0);
  g_assert_cmpfloat_with_epsilon (p[0] + p[1], 1.0, NEAR);
}

/* Many texts on many threads give the bits that one by one gives. */
static void
test_threads (void)
{
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  const gsize n = 1000;
  g_autofree const char **many = g_new (const char *, n);
  g_autofree double *together = g_new (double, 3 * n);
  double alone[3];

  for (gsize i = 0; i < n; i++)
    many[i] = texts[(i * i + 3) % G_N_ELEMENTS (texts)];
  ink_model_predict_texts (model, many, n, 3, together);
  for (gsize i = 0; i < n; i++)
    {
      ink_model_predict_texts (model, &many[i], 1, 0, alone);
      g_assert_cmpmem (alone, sizeof alone, together + 3 * i, sizeof alone);
    }
}

/* The contributions of all tokens add up to the log odds of the class against
 * the (geometric) mean of the others, but for the prior. */
static void
check_sum (const InkModel *model, const char *text, guint class_index)
{
  g_autoptr (GArray) tokens
      = ink_naive_bayes_explain (model, text, class_index);
  const char *queries[] = { text, "" };
  double p[6];
  double sum = 0.0;
  double expected = 0.0;

  for (guint i = 0; i < tokens->len; i++)
    sum += g_array_index (tokens, InkTokenWeight, i).contribution;
  ink_model_predict_texts (model, queries, 2, 1, p);
  for (guint c = 0; c < 3; c++)
    expected += log (p[c] / p[3 + c]) * (c == class_index ? 1.0 : -0.5);
  g_assert_cmpfloat_with_epsilon (sum, expected, NEAR);
}

static void
test_explain (void)
{
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkModel) model = train_small (&options);
  g_autoptr (InkModel) bigrams = NULL;
  g_autoptr (InkModel) characters = NULL;
  const char *text = "The PUCK, orbit zebra puck of";
  g_autoptr (GArray) tokens = ink_naive_bayes_explain (model, text, 0);
  const InkTokenWeight *w = (const InkTokenWeight *) (void *) tokens->data;

  g_assert_cmpuint (tokens->len, ==, 6);
  g_assert_cmpuint (w[1].start, ==, 4);
  g_assert_cmpuint (w[1].end, ==, 8);
  g_assert_true (w[1].known);
  g_assert_cmpfloat (w[1].contribution, >, 0.1);
  g_assert_cmpfloat (w[1].contribution, ==, w[4].contribution);
  g_assert_cmpfloat (w[2].contribution, <, -0.1);
  g_assert_false (w[3].known);
  g_assert_cmpfloat (w[3].contribution, ==, 0.0);

  options.ngram_max = 3;
  bigrams = train_small (&options);
  options.analyzer = INK_ANALYZER_CHAR;
  characters = train_small (&options);
  for (guint c = 0; c < 3; c++)
    {
      check_sum (model, text, c);
      check_sum (bigrams, "goalie saves the puck puck on the ice", c);
      check_sum (characters, text, c);
      check_sum (model, "", c);
    }
}

/* Terms add up to what the tokens add up to, in descending order. */
static void
check_terms (const InkModel *model, const char *text, guint class_index)
{
  g_autoptr (GArray) tokens
      = ink_naive_bayes_explain (model, text, class_index);
  g_autoptr (GArray) terms
      = ink_naive_bayes_explain_terms (model, text, class_index);
  double sum = 0.0;

  for (guint i = 0; i < tokens->len; i++)
    sum += g_array_index (tokens, InkTokenWeight, i).contribution;
  for (guint i = 0; i < terms->len; i++)
    {
      const InkTermEffect *t = &g_array_index (terms, InkTermEffect, i);

      sum -= t->contribution;
      g_assert_cmpuint (t->count, >, 0);
      if (i > 0)
        g_assert_cmpfloat (t[-1].contribution, >=, t->contribution);
    }
  g_assert_cmpfloat_with_epsilon (sum, 0.0, NEAR);
}

static void
test_terms (void)
{
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkModel) model = NULL;
  g_autoptr (GArray) terms = NULL;
  const InkTermEffect *t;

  options.ngram_max = 2;
  model = train_small (&options);
  for (guint c = 0; c < 3; c++)
    {
      check_terms (model, "goalie saves the puck puck on the ice", c);
      check_terms (model, "", c);
    }
  terms = ink_naive_bayes_explain_terms (model, "ORBIT puck puck zebra", 0);
  t = (const InkTermEffect *) (void *) terms->data;
  g_assert_cmpuint (terms->len, ==, 2);
  g_assert_cmpstr (t[0].term, ==, "puck");
  g_assert_cmpuint (t[0].count, ==, 2);
  g_assert_cmpstr (t[1].term, ==, "orbit");
}

static void
test_strongest (void)
{
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (GArray) tokens = ink_naive_bayes_strongest (model, 1, 2);
  g_autoptr (GArray) all = ink_naive_bayes_strongest (model, 1, 1000);
  const InkStrongToken *t = (const InkStrongToken *) (void *) tokens->data;

  g_assert_cmpuint (tokens->len, ==, 2);
  g_assert_cmpstr (t[0].token, ==, "orbit");
  g_assert_cmpfloat (t[0].weight, >=, t[1].weight);
  g_assert_cmpuint (all->len, ==, ink_naive_bayes_n_features (model));
  for (guint i = 1; i < all->len; i++)
    g_assert_cmpfloat (g_array_index (all, InkStrongToken, i - 1).weight, >=,
                       g_array_index (all, InkStrongToken, i).weight);
}

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
  double p[2][3 * G_N_ELEMENTS (texts)];

  g_assert_no_error (error);
  ink_naive_bayes_options (again, &again_options);
  g_assert_cmpint (again_options.analyzer, ==, options.analyzer);
  g_assert_cmpuint (again_options.ngram_max, ==, 3);
  g_assert_cmpuint (again_options.max_features, ==, 60);
  g_assert_cmpfloat (again_options.alpha, ==, 0.1);
  g_assert_true (again_options.sublinear_tf);
  g_assert_cmpint (again_options.norm, ==, INK_NORM_NONE);
  g_assert_true (again_options.compact == compact);
  ink_model_predict_texts (model, texts, G_N_ELEMENTS (texts), 1, p[0]);
  ink_model_predict_texts (again, texts, G_N_ELEMENTS (texts), 1, p[1]);
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
  g_test_add_func ("/core/model/naive-bayes/golden", test_golden);
  g_test_add_func ("/core/model/naive-bayes/refused", test_refused);
  g_test_add_func ("/core/model/naive-bayes/too-large", test_too_large);
  g_test_add_func ("/core/model/naive-bayes/auto", test_auto);
  g_test_add_func ("/core/model/naive-bayes/absent-class", test_absent_class);
  g_test_add_func ("/core/model/naive-bayes/threads", test_threads);
  g_test_add_func ("/core/model/naive-bayes/explain", test_explain);
  g_test_add_func ("/core/model/naive-bayes/terms", test_terms);
  g_test_add_func ("/core/model/naive-bayes/strongest", test_strongest);
  g_test_add_func ("/core/model/naive-bayes/round-trip", test_round_trip);
  g_test_add_func ("/core/model/naive-bayes/wrong-metadata",
                   test_wrong_metadata);
  g_test_add_func ("/core/model/naive-bayes/wrong-later-metadata",
                   test_wrong_later_metadata);
  g_test_add_func ("/core/model/naive-bayes/wrong-tensors", test_wrong_tensors);
  return g_test_run ();
}
