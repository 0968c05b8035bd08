#pragma once

#include "core/train/learner.h"
#include "tests/train/trainer-support.h"

/* What the tests of learners share: bars, and made-up texts. */

/* @n texts of four classes, each with words that lean to its class: hard enough
 * that no figure is 1. The classes' sizes differ. */
static inline InkTextSet *
made_texts (guint n)
{
  static const char *const words[]
      = { "ash",   "birch", "cedar", "date",  "elm",  "fig",  "grape", "hazel",
          "ilex",  "jute",  "kale",  "larch", "maple", "nut", "oak",   "pine",
          "quince", "rose", "sage",  "thyme" };
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  guint32 *labels = g_new (guint32, n);
  InkRng rng = ink_rng (9, INK_STREAM_TEST, 0, 0);

  for (guint i = 0; i < n; i++)
    {
      GString *text = g_string_new (NULL);
      guint length = 3 + (guint) ink_rng_below (&rng, 9);

      labels[i] = (guint32) MIN (ink_rng_below (&rng, 7) / 2, 3);
      for (guint w = 0; w < length; w++)
        {
          guint lean = ink_rng_below (&rng, 3) == 0 ? 5 * labels[i] : 0;
          guint of = lean > 0 ? 5 : G_N_ELEMENTS (words);

          g_string_append_printf (text, "%s ",
                                  words[lean + ink_rng_below (&rng, of)]);
        }
      /* a word that hardly any other text has */
      g_string_append_printf (text, "rare%u", i / 3);
      g_ptr_array_add (texts, g_string_free (text, FALSE));
    }
  return ink_text_set_new ("made", texts,
                           g_bytes_new_take (labels, n * sizeof *labels),
                           g_strsplit ("a b c d", " ", -1), NULL);
}

static inline InkLearner *
text_learner (guint n)
{
  g_autoptr (InkTextSet) texts = made_texts (n);
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  InkLearner *learner = ink_learner_new_naive_bayes (texts, &options, NULL);

  g_assert_nonnull (learner);
  return learner;
}

static inline InkLearner *
bar_learner (guint n, const InkRecipe *recipe)
{
  g_autoptr (InkImageSet) images = bars_new (n, 28, 4);
  InkLearner *learner = ink_learner_new_lenet5 (images, recipe, NULL);

  g_assert_nonnull (learner);
  return learner;
}
