/* Adding models of parts of a corpus, and learning a text more: what must be
 * the model of all texts is. */
#include <string.h>

#include "core/base/error.h"
#include "core/model/naive-bayes-merge.h"
#include "tests/model/made-texts.h"
#include "tests/model/small-texts.h"

#define NEAR 1e-12

static const char *const two[] = { "apple", "birch", NULL };
static const char *const other_two[] = { "birch", "cedar", NULL };
static const char *const three[] = { "cedar", "apple", "birch", NULL };
static const char *const numbers[] = { "2", "10", NULL };

/* Three parts: the second has a class of its own, and lacks one. */
static void
make_parts (MadeTexts *parts)
{
  parts[0] = made_texts (1, 60, two, 0, 80);
  parts[1] = made_texts (2, 40, other_two, 1, 200);
  parts[2] = made_texts (3, 50, three, 0, 120);
}

static InkModel *
merge (const InkModel *a, const InkModel *b, gboolean *exact)
{
  g_autoptr (GError) error = NULL;
  InkModel *model = ink_naive_bayes_merge (a, b, exact, &error);

  g_assert_no_error (error);
  return model;
}

static void
assert_mismatch (const InkModel *a, const InkModel *b, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_naive_bayes_merge (a, b, NULL, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, word));
}

/* How far the three parts, added in that order, are from all together. */
static double
merge_distance (const InkNaiveBayesOptions *options, const guint *order,
                gboolean *exact)
{
  MadeTexts parts[3];
  g_auto (MadeTexts) all = made_texts (0, 0, two, 0, 1);
  g_auto (MadeTexts) queries = made_texts (9, 60, three, 0, 220);
  InkModel *models[3];
  g_autoptr (InkModel) whole = NULL;
  g_autoptr (InkModel) some = NULL;
  g_autoptr (InkModel) merged = NULL;
  gboolean first_exact;

  make_parts (parts);
  for (guint i = 0; i < 3; i++)
    {
      models[i] = made_texts_train (&parts[order[i]], options);
      made_texts_add (&all, &parts[order[i]]);
    }
  whole = made_texts_train (&all, options);
  some = merge (models[0], models[1], &first_exact);
  merged = merge (some, models[2], exact);
  g_assert_true (first_exact == *exact);
  for (guint i = 0; i < 3; i++)
    {
      made_texts_clear (&parts[i]);
      ink_model_unref (models[i]);
    }
  return made_texts_distance (&queries, merged, whole);
}

static void
test_exact (void)
{
  static const guint orders[][3] = { { 0, 1, 2 }, { 2, 0, 1 }, { 1, 2, 0 } };
  static const struct
  {
    InkNorm norm;
    InkIdf idf;
    InkEventModel events;
    gboolean sublinear;
  } cases[] = {
    { INK_NORM_NONE, INK_IDF_SMOOTH, INK_EVENTS_MULTINOMIAL, FALSE },
    { INK_NORM_NONE, INK_IDF_PLAIN, INK_EVENTS_MULTINOMIAL, TRUE },
    { INK_NORM_NONE, INK_IDF_SMOOTH, INK_EVENTS_COMPLEMENT, TRUE },
    { INK_NORM_L2, INK_IDF_NONE, INK_EVENTS_MULTINOMIAL, TRUE },
    { INK_NORM_L1, INK_IDF_NONE, INK_EVENTS_COMPLEMENT, FALSE },
    { INK_NORM_L2, INK_IDF_SMOOTH, INK_EVENTS_BERNOULLI, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize o = 0; o < G_N_ELEMENTS (orders); o++)
      {
        InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
        gboolean exact = FALSE;

        options.norm = cases[i].norm;
        options.idf = cases[i].idf;
        options.events = cases[i].events;
        options.sublinear_tf = cases[i].sublinear;
        options.ngram_max = 1 + i % 2;
        g_assert_cmpfloat (merge_distance (&options, orders[o], &exact), <,
                           NEAR);
        g_assert_true (exact);
      }
}

/* A norm and an idf: near, and said to be no more than that. */
static void
test_near (void)
{
  static const guint order[] = { 0, 1, 2 };
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  gboolean exact = TRUE;
  double distance = merge_distance (&options, order, &exact);

  g_assert_false (exact);
  g_assert_cmpfloat (distance, <, 0.05);
  g_assert_cmpfloat (distance, >, NEAR);
}

/* @model with each part trained again with its dictionary, added up. */
static InkModel *
second_round (const InkModel *model, const MadeTexts *parts,
              const InkNaiveBayesOptions *options)
{
  InkModel *sum = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (InkTextSet) set = made_texts_set (&parts[i]);
      g_autoptr (GError) error = NULL;
      InkModel *part
          = ink_naive_bayes_train_with (set, options, model, 0, &error);
      InkModel *both;
      gboolean exact = FALSE;

      g_assert_no_error (error);
      if (sum == NULL)
        {
          sum = part;
          continue;
        }
      both = merge (sum, part, &exact);
      g_assert_true (exact);
      ink_model_unref (sum);
      ink_model_unref (part);
      sum = both;
    }
  return sum;
}

/* Two rounds are exact for any norm, and leave a model like any other. */
static void
test_dictionary (void)
{
  for (guint i = 0; i < 4; i++)
    {
      InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
      MadeTexts parts[3];
      g_auto (MadeTexts) all = made_texts (0, 0, two, 0, 1);
      g_auto (MadeTexts) queries = made_texts (9, 60, three, 0, 220);
      g_autoptr (InkModel) whole = NULL;
      g_autoptr (InkModel) dictionary = NULL;
      g_autoptr (InkModel) first = NULL;
      g_autoptr (InkModel) second = NULL;
      g_autoptr (InkState) state = NULL;

      make_parts (parts);
      for (guint p = 0; p < 3; p++)
        made_texts_add (&all, &parts[p]);
      options.norm = i == 1 ? INK_NORM_L1 : INK_NORM_L2;
      options.min_df.value = i == 2 ? 2 : 1;
      options.hash_features = i == 3 ? 64 : 0;
      whole = made_texts_train (&all, &options);
      options.min_df.value = 1;
      dictionary = made_texts_train (&all, &options);
      options.min_df.value = i == 2 ? 2 : 1;
      first = second_round (dictionary, parts, &options);
      g_assert_cmpfloat (made_texts_distance (&queries, first, whole), <,
                         NEAR);
      g_assert_cmpuint (ink_naive_bayes_n_texts (first), ==, 150);
      state = ink_model_to_state (first, NULL);
      g_assert_null (ink_state_metadata (state, "dictionary_given"));
      second = merge (first, whole, NULL); /* counted anew */
      g_assert_cmpuint (ink_naive_bayes_n_texts (second), ==, 300);
      for (guint p = 0; p < 3; p++)
        made_texts_clear (&parts[p]);
    }
}

static InkModel *
made_texts_train_with (const MadeTexts *made, const InkModel *dictionary)
{
  g_autoptr (InkTextSet) set = made_texts_set (made);
  InkModel *model = ink_naive_bayes_train_with (
      set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, dictionary, 1, NULL);

  g_assert_nonnull (model);
  return model;
}

/* Many blocks of texts: the same bits on any number of threads. */
static void
test_dictionary_threads (void)
{
  g_auto (MadeTexts) texts = made_texts (1, 16000, three, 0, 300);
  g_autoptr (InkTextSet) set = made_texts_set (&texts);
  g_autoptr (InkModel) dictionary
      = made_texts_train (&texts, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkModel) one = NULL;
  g_autoptr (InkModel) three_threads = NULL;

  one = ink_naive_bayes_train_with (set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT,
                                    dictionary, 1, NULL);
  three_threads = ink_naive_bayes_train_with (
      set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, dictionary, 3, NULL);
  g_assert_cmpfloat (made_texts_distance (&texts, one, three_threads), ==, 0);
  g_assert_cmpfloat (made_texts_distance (&texts, one, dictionary), <, NEAR);
}

/* A part comes back from rest as one, and goes with no other model. */
static void
test_dictionary_part (void)
{
  g_auto (MadeTexts) texts = made_texts (1, 60, two, 0, 80);
  g_auto (MadeTexts) some = made_texts (2, 30, other_two, 0, 80);
  g_autoptr (InkTextSet) set = made_texts_set (&some);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model
      = made_texts_train (&texts, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkModel) other
      = made_texts_train (&some, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkModel) part = ink_naive_bayes_train_with (
      set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, model, 1, &error);
  g_autoptr (InkModel) of_other = ink_naive_bayes_train_with (
      set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, other, 1, &error);
  g_autoptr (InkModel) twice = merge (of_other, other, NULL);
  g_autoptr (InkState) state = ink_model_to_state (part, &error);
  g_autoptr (InkModel) again = ink_model_from_state (state, &error);

  g_assert_no_error (error);
  assert_mismatch (again, model, "dictionary");
  ink_model_unref (of_other);
  of_other = made_texts_train_with (&texts, other);
  assert_mismatch (again, of_other, "the same dictionary");
}

/* Terms that a part left out are lost. */
static void
test_selected (void)
{
  g_auto (MadeTexts) a = made_texts (1, 60, two, 0, 80);
  g_auto (MadeTexts) b = made_texts (2, 60, two, 0, 80);
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkModel) first = NULL;
  g_autoptr (InkModel) second = NULL;
  g_autoptr (InkModel) merged = NULL;
  gboolean exact = TRUE;

  options.norm = INK_NORM_NONE;
  options.min_df.value = 2;
  first = made_texts_train (&a, &options);
  second = made_texts_train (&b, &options);
  merged = merge (first, second, &exact);
  g_assert_false (exact);
}

typedef void (*Change) (InkNaiveBayesOptions *options);

static const char *const stop_words[] = { "w1", NULL };

static void
change_analyzer (InkNaiveBayesOptions *options)
{
  options->analyzer = INK_ANALYZER_CHAR;
}

static void
change_ngrams (InkNaiveBayesOptions *options)
{
  options->ngram_max = 2;
}

static void
change_norm (InkNaiveBayesOptions *options)
{
  options->norm = INK_NORM_L1;
}

static void
change_idf (InkNaiveBayesOptions *options)
{
  options->idf = INK_IDF_PLAIN;
}

static void
change_events (InkNaiveBayesOptions *options)
{
  options->events = INK_EVENTS_COMPLEMENT;
}

static void
change_tf (InkNaiveBayesOptions *options)
{
  options->sublinear_tf = TRUE;
}

static void
change_min_df (InkNaiveBayesOptions *options)
{
  options->min_df.value = 2;
}

static void
change_max_features (InkNaiveBayesOptions *options)
{
  options->max_features = 7;
}

static void
change_stop_words (InkNaiveBayesOptions *options)
{
  options->stop_words = stop_words;
}

static void
test_options (void)
{
  static const struct
  {
    Change change;
    const char *word;
  } cases[] = {
    { change_analyzer, "analyzer word and char" },
    { change_ngrams, "ngrams 1-1 and 1-2" },
    { change_norm, "norm l2 and l1" },
    { change_idf, "idf smooth and plain" },
    { change_events, "event-model multinomial and complement" },
    { change_tf, "sublinear-tf off and on" },
    { change_min_df, "min-df 1 and 2" },
    { change_max_features, "max-features 0 and 7" },
    { change_stop_words, "stop-words 0 words and 1 others" },
  };
  g_auto (MadeTexts) texts = made_texts (1, 60, two, 0, 80);
  g_autoptr (InkModel) model
      = made_texts_train (&texts, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
      g_autoptr (InkModel) other = NULL;

      cases[i].change (&options);
      other = made_texts_train (&texts, &options);
      assert_mismatch (model, other, cases[i].word);
    }
}

/* It holds for the classes that it was given for. */
static void
test_prior (void)
{
  static const double prior[] = { 0.75, 0.25 };
  g_auto (MadeTexts) texts = made_texts (1, 60, two, 0, 80);
  g_auto (MadeTexts) others = made_texts (2, 60, other_two, 0, 80);
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkModel) plain = made_texts_train (&texts, &options);
  g_autoptr (InkModel) more = made_texts_train (&others, &options);
  g_autoptr (InkModel) given = NULL;
  g_autoptr (InkModel) merged = NULL;
  g_autoptr (GError) error = NULL;
  const char *text = "w1 w2", *label = "fir";

  options.prior = INK_PRIOR_GIVEN;
  options.class_prior = prior;
  options.n_class_prior = 2;
  given = made_texts_train (&texts, &options);
  merged = merge (given, plain, NULL);
  ink_naive_bayes_options (merged, &options);
  g_assert_cmpfloat (options.class_prior[0], ==, 0.75);
  assert_mismatch (given, more, "prior");
  g_assert_null (
      ink_naive_bayes_learn_texts (given, &text, &label, 1, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
}

/* Whole numbers are ordered as numbers, as long as all are. */
static void
test_class_order (void)
{
  g_auto (MadeTexts) a = made_texts (1, 20, numbers, 0, 30);
  g_auto (MadeTexts) b = made_texts (1, 20, two, 0, 30);
  g_autoptr (InkModel) first
      = made_texts_train (&a, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkModel) second
      = made_texts_train (&b, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkModel) merged = merge (second, first, NULL);
  const char *const sorted[] = { "10", "2", "apple", "birch", NULL };
  const char *text = "w1", *label = "3";
  const char *const kept[] = { "2", "3", "10", NULL };
  g_autoptr (InkModel) learned
      = ink_naive_bayes_learn_texts (first, &text, &label, 1, NULL);

  g_assert_true (g_strv_equal (ink_model_class_names (merged), sorted));
  g_assert_true (g_strv_equal (ink_model_class_names (learned), kept));
}

static InkModel *
given_order_model (const char *const *classes)
{
  static const char *const texts[] = { "stripes", "legs", "more stripes" };
  static const guint32 labels[] = { 0, 1, 0 };
  g_autoptr (InkTextSet) set = text_set (texts, labels, 3, classes);
  InkModel *model
      = ink_naive_bayes_train (set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, NULL);

  g_assert_nonnull (model);
  return model;
}

/* The order that names were given in stays. */
static void
test_given_order (void)
{
  static const char *const given[] = { "zebra", "ant", NULL };
  static const char *const expected[] = { "zebra", "ant", "bee", NULL };
  g_autoptr (InkModel) model = NULL;
  g_autoptr (InkModel) learned = NULL;
  const char *text = "hum", *label = "bee";
  double p[3];

  model = given_order_model (given);
  learned = ink_naive_bayes_learn_texts (model, &text, &label, 1, NULL);
  g_assert_true (g_strv_equal (ink_model_class_names (learned), expected));
  ink_model_predict_texts (learned, &text, 1, 1, p);
  g_assert_cmpfloat (p[2], >, p[0]);
}

static InkModel *
learn_all (const InkModel *model, const MadeTexts *texts)
{
  g_autoptr (GError) error = NULL;
  InkModel *learned = ink_naive_bayes_learn_texts (
      model, (const char *const *) texts->texts->pdata,
      (const char *const *) texts->labels->pdata, texts->texts->len, &error);

  g_assert_no_error (error);
  return learned;
}

static InkModel *
learn_one_by_one (InkModel *model, const MadeTexts *texts)
{
  g_autoptr (InkModel) learned = ink_model_ref (model);

  for (guint i = 0; i < texts->texts->len; i++)
    {
      g_autoptr (GError) error = NULL;
      const char *text = texts->texts->pdata[i];
      const char *label = texts->labels->pdata[i];
      InkModel *next
          = ink_naive_bayes_learn_texts (learned, &text, &label, 1, &error);

      g_assert_no_error (error);
      ink_model_unref (learned);
      learned = next;
    }
  return g_steal_pointer (&learned);
}

static void
test_learn_exact (void)
{
  for (guint i = 0; i < 4; i++)
    {
      InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
      g_auto (MadeTexts) all = made_texts (1, 40, two, 0, 60);
      g_auto (MadeTexts) more = made_texts (2, 30, three, 0, 150);
      g_auto (MadeTexts) queries = made_texts (9, 60, three, 0, 150);
      g_autoptr (InkModel) base = NULL;
      g_autoptr (InkModel) whole = NULL;
      g_autoptr (InkModel) at_once = NULL;
      g_autoptr (InkModel) one_by_one = NULL;

      options.norm = i % 3 == 0 ? INK_NORM_NONE : INK_NORM_L2;
      options.hash_features = i == 3 ? 64 : 0; /* fewer than words */
      options.idf = i == 1 ? INK_IDF_NONE : INK_IDF_SMOOTH;
      options.events = i == 2 ? INK_EVENTS_BERNOULLI : INK_EVENTS_MULTINOMIAL;
      base = made_texts_train (&all, &options);
      made_texts_add (&all, &more);
      whole = made_texts_train (&all, &options);
      at_once = learn_all (base, &more);
      one_by_one = learn_one_by_one (base, &more);
      g_assert_cmpfloat (made_texts_distance (&queries, at_once, whole), <,
                         NEAR);
      g_assert_cmpfloat (made_texts_distance (&queries, one_by_one, whole), <,
                         NEAR);
      g_assert_cmpstr (ink_model_fact (one_by_one, "learned"), ==, "30");
    }
}

/* With a norm and an idf: hundreds of texts learned one by one take a model of
 * few to where the model of all is, and no further. */
static void
test_learn_sensible (void)
{
  g_auto (MadeTexts) all = made_texts (1, 9, three, 0, 400);
  g_auto (MadeTexts) more = made_texts (2, 300, three, 0, 400);
  g_auto (MadeTexts) test = made_texts (9, 600, three, 0, 400);
  g_autoptr (InkModel) base
      = made_texts_train (&all, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkModel) learned = learn_one_by_one (base, &more);
  g_autoptr (InkModel) at_once = learn_all (base, &more);
  g_autoptr (InkModel) whole = NULL;
  double before = made_texts_accuracy (&test, base);
  double after = made_texts_accuracy (&test, learned);

  made_texts_add (&all, &more);
  whole = made_texts_train (&all, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_test_message ("%.3f -> %.3f, of all %.3f", before, after,
                  made_texts_accuracy (&test, whole));
  g_assert_cmpfloat (after, >, before + 0.1);
  g_assert_cmpfloat (after, >, made_texts_accuracy (&test, whole) - 0.02);
  g_assert_cmpfloat (made_texts_distance (&test, learned, whole), <, 0.1);
  g_assert_cmpfloat (made_texts_distance (&test, at_once, whole), <, 0.02);
}

static void
test_learn_one (void)
{
  g_auto (MadeTexts) texts = made_texts (1, 40, two, 0, 60);
  g_autoptr (InkModel) base
      = made_texts_train (&texts, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  const char *taught = "quince w1 Quince", *nothing = " ?! ";
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) learned
      = ink_naive_bayes_learn_texts (base, &taught, &two[1], 1, &error);
  const char *text = "quince";
  double before[2], after[2];

  g_assert_no_error (error);
  g_assert_cmpuint (ink_naive_bayes_n_features (learned), ==,
                    ink_naive_bayes_n_features (base) + 1);
  ink_model_predict_texts (base, &text, 1, 1, before);
  ink_model_predict_texts (learned, &text, 1, 1, after);
  g_assert_cmpfloat (before[1], ==, 0.5); /* the prior */
  g_assert_cmpfloat (after[1], >, 0.6);
  g_assert_null (
      ink_naive_bayes_learn_texts (base, &nothing, &two[0], 1, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/naive-bayes-merge/exact", test_exact);
  g_test_add_func ("/core/naive-bayes-merge/near", test_near);
  g_test_add_func ("/core/naive-bayes-merge/dictionary", test_dictionary);
  g_test_add_func ("/core/naive-bayes-merge/dictionary-threads",
                   test_dictionary_threads);
  g_test_add_func ("/core/naive-bayes-merge/dictionary-part",
                   test_dictionary_part);
  g_test_add_func ("/core/naive-bayes-merge/selected", test_selected);
  g_test_add_func ("/core/naive-bayes-merge/options", test_options);
  g_test_add_func ("/core/naive-bayes-merge/prior", test_prior);
  g_test_add_func ("/core/naive-bayes-merge/class-order", test_class_order);
  g_test_add_func ("/core/naive-bayes-merge/given-order", test_given_order);
  g_test_add_func ("/core/naive-bayes-learn/exact", test_learn_exact);
  g_test_add_func ("/core/naive-bayes-learn/sensible", test_learn_sensible);
  g_test_add_func ("/core/naive-bayes-learn/one", test_learn_one);
  return g_test_run ();
}
