/* What flips a verdict, against trying every set of words: a removed word is
 * replaced by one that no model knows, so that n-grams with it go and none is
 * made. */
#include <math.h>

#include "core/model/naive-bayes-flip.h"
#include "tests/model/small-texts.h"
#include "tests/support/slow-build.h"

#define N_WORDS 9
#define LIMIT 12
#define N_TEXTS (IS_SLOW_BUILD ? 6 : 30) /* for each choice of options */
#define UNKNOWN_WORD "zz"
#define UNKNOWN_CHARACTER "☃"

static const char *const words[N_WORDS]
    = { "puck", "ice", "goal", "orbit", "moon", "soil", "rose", "the", "of" };

typedef struct
{
  GRand *rand;
  InkModel *model;
  InkAnalyzer analyzer;
} Trial;

static char *
random_text (GRand *rand, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " ",
                            words[g_rand_int_range (rand, 0, N_WORDS)]);
  return g_string_free (text, FALSE);
}

static InkModel *
train_random (GRand *rand, const InkNaiveBayesOptions *options)
{
  char *texts[12];
  guint32 labels[12];
  g_autoptr (InkTextSet) set = NULL;
  g_autoptr (GError) error = NULL;
  InkModel *model;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      texts[i] = random_text (rand, 3 + i % 4);
      labels[i] = i % 4 == 3 ? 0 : i % 3;
    }
  set = text_set ((const char *const *) texts, labels, G_N_ELEMENTS (texts),
                  small_classes);
  model = ink_naive_bayes_train (set, options, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  return model;
}

static guint
class_of (const InkModel *model, const char *text, double *p)
{
  guint top = 0;

  ink_model_predict_texts (model, &text, 1, 1, p);
  for (guint c = 1; c < 3; c++)
    if (p[c] > p[top])
      top = c;
  return top;
}

/* The text without the words of @set, a bit each of @units. */
static char *
without (const Trial *trial, const char *text, GPtrArray *units, guint set)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  GString *left = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint at;
      gboolean gone = g_ptr_array_find_with_equal_func (units, parts[i],
                                                        g_str_equal, &at)
                      && (set >> at & 1) != 0;

      if (gone && trial->analyzer == INK_ANALYZER_CHAR_WB)
        continue;
      g_string_append_printf (left, "%s%s", left->len == 0 ? "" : " ",
                              gone ? UNKNOWN_WORD : parts[i]);
    }
  return g_string_free (left, FALSE);
}

static char *
without_characters (const char *text, GPtrArray *units, guint set)
{
  GString *left = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      char character[2] = { *c, '\0' };
      guint at;

      if (g_ptr_array_find_with_equal_func (units, character, g_str_equal, &at)
          && (set >> at & 1) != 0)
        g_string_append (left, UNKNOWN_CHARACTER);
      else
        g_string_append_c (left, *c);
    }
  return g_string_free (left, FALSE);
}

static char *
remove_set (const Trial *trial, const char *text, GPtrArray *units, guint set)
{
  return trial->analyzer == INK_ANALYZER_CHAR
             ? without_characters (text, units, set)
             : without (trial, text, units, set);
}

/* What can go of a text: its words, or its characters. */
static GPtrArray *
units_of (const Trial *trial, const char *text)
{
  GPtrArray *units = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    for (const char *c = parts[i]; *c != '\0'; c++)
      {
        char *unit = trial->analyzer == INK_ANALYZER_CHAR ? g_strndup (c, 1)
                                                          : g_strdup (parts[i]);

        if (g_ptr_array_find_with_equal_func (units, unit, g_str_equal, NULL))
          g_free (unit);
        else
          g_ptr_array_add (units, unit);
        if (trial->analyzer != INK_ANALYZER_CHAR)
          break;
      }
  return units;
}

/* 0 where no set changes the class. */
static guint
fewest_of_all (const Trial *trial, const char *text, GPtrArray *units)
{
  double p[3];
  guint from = class_of (trial->model, text, p);
  guint fewest = 0;

  for (guint set = 1; set < 1u << units->len; set++)
    {
      g_autofree char *left = NULL;
      guint n = (guint) __builtin_popcount (set);

      if (fewest != 0 && n >= fewest)
        continue;
      left = remove_set (trial, text, units, set);
      if (class_of (trial->model, left, p) != from)
        fewest = n;
    }
  return fewest;
}

static guint
set_of (GPtrArray *units, GPtrArray *chosen)
{
  guint set = 0;

  for (guint i = 0; i < chosen->len; i++)
    {
      guint at;

      g_assert_true (g_ptr_array_find_with_equal_func (
          units, chosen->pdata[i], g_str_equal, &at));
      g_assert_cmpuint (set >> at & 1, ==, 0);
      set |= 1u << at;
    }
  return set;
}

/* Returns: how many words it took. */
static guint
check_text (const Trial *trial, const char *text)
{
  g_autoptr (InkNaiveBayesFlip) flip
      = ink_naive_bayes_flip (trial->model, text, LIMIT);
  g_autoptr (GPtrArray) units = units_of (trial, text);
  g_autofree char *left = NULL;
  double p[3];

  g_assert_cmpuint (flip->from, ==, class_of (trial->model, text, p));
  g_assert_true (flip->fewest);
  g_assert_cmpuint (flip->words->len, ==,
                    fewest_of_all (trial, text, units));
  left = remove_set (trial, text, units, set_of (units, flip->words));
  g_assert_cmpuint (flip->to, ==, class_of (trial->model, left, p));
  g_assert_true ((flip->words->len > 0) == (flip->to != flip->from));
  for (guint c = 0; c < 3; c++)
    g_assert_cmpfloat_with_epsilon (flip->probabilities[c], p[c], 1e-9);
  return flip->words->len;
}

/* Texts of up to seven words, or of a few characters. */
static void
check_options (GRand *rand, const InkNaiveBayesOptions *options, guint *found)
{
  Trial trial = { rand, train_random (rand, options), options->analyzer };

  for (guint i = 0; i < N_TEXTS; i++)
    {
      gboolean characters = options->analyzer == INK_ANALYZER_CHAR;
      g_autofree char *text
          = random_text (rand, characters ? 1 + i % 2 : 4 + i % 9);

      found[check_text (&trial, text)]++;
    }
  ink_model_unref (trial.model);
}

static void
test_all_sets (void)
{
  static const double prior[] = { 0.15, 0.6, 0.25 };
  const InkAnalyzer analyzers[]
      = { INK_ANALYZER_WORD, INK_ANALYZER_CHAR, INK_ANALYZER_CHAR_WB };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint found[LIMIT + 1] = { 0 };

  for (guint i = 0; i < 162; i++)
    {
      InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;

      options.events = (InkEventModel) (i % 3);
      options.norm = (InkNorm) (i / 3 % 3);
      options.analyzer = analyzers[i / 9 % 3];
      options.prior = (InkPrior) (i / 27 % 3);
      options.class_prior = options.prior == INK_PRIOR_GIVEN ? prior : NULL;
      options.n_class_prior = options.prior == INK_PRIOR_GIVEN ? 3 : 0;
      options.ngram_max = i / 81 == 0 ? 1 : 3;
      options.sublinear_tf = i % 2;
      options.alpha = 0.3;
      check_options (rand, &options, found);
    }
  g_test_message ("of 0 words %u, 1: %u, 2: %u, 3: %u, 4: %u", found[0],
                  found[1], found[2], found[3], found[4]);
  g_assert_cmpuint (found[0], >, 10);
  g_assert_cmpuint (found[1], >, 10);
  g_assert_cmpuint (found[2], >, 10);
  g_assert_cmpuint (found[3] + found[4], >, 5);
}

/* All occurrences go, and they are said where they are. */
static void
test_spans (void)
{
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkNaiveBayesFlip) flip
      = ink_naive_bayes_flip (model, "Puck, orbit: PUCK!", LIMIT);
  const InkTokenSpan *span = (const InkTokenSpan *) (void *) flip->spans->data;

  g_assert_cmpuint (flip->from, ==, 0);
  g_assert_cmpuint (flip->to, ==, 1);
  g_assert_cmpuint (flip->words->len, ==, 1);
  g_assert_cmpstr (flip->words->pdata[0], ==, "puck");
  g_assert_cmpuint (flip->spans->len, ==, 2);
  g_assert_cmpuint (span[0].start, ==, 0);
  g_assert_cmpuint (span[0].end, ==, 4);
  g_assert_cmpuint (span[1].start, ==, 13);
  g_assert_cmpuint (span[1].end, ==, 17);
}

static void
test_nothing (void)
{
  static const char *const texts[] = { "", "unheard zebra?", " ?! " };
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (InkNaiveBayesFlip) flip
          = ink_naive_bayes_flip (model, texts[i], LIMIT);

      g_assert_cmpuint (flip->words->len, ==, 0);
      g_assert_cmpuint (flip->from, ==, flip->to);
      g_assert_true (flip->fewest);
    }
}

/* More words than the limit: none is given, and that none will do is known. A
 * long text takes no long time. */
static void
test_limit (void)
{
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkNaiveBayesFlip) flip = ink_naive_bayes_flip (
      model, "goalie saves puck ice puck goalie saves orbit", 2);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (InkNaiveBayesFlip) of_long = NULL;

  g_assert_cmpuint (flip->words->len, ==, 0);
  g_assert_true (flip->fewest);
  while (text->len < 200000)
    g_string_append (text, "the goalie saves a puck on the ice of the moon ");
  of_long = ink_naive_bayes_flip (model, text->str, LIMIT);
  g_assert_cmpuint (of_long->words->len, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/model/flip/all-sets", test_all_sets);
  g_test_add_func ("/core/model/flip/spans", test_spans);
  g_test_add_func ("/core/model/flip/nothing", test_nothing);
  g_test_add_func ("/core/model/flip/limit", test_limit);
  return g_test_run ();
}
