#pragma once

#include <string.h>

#include "core/model/naive-bayes.h"

/* @texts, @labels: [n]; copied */
static inline InkTextSet *
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

/* Six texts of three classes. */
static const char *const small_classes[]
    = { "hockey", "space", "garden", NULL };
static const char *const small_texts[]
    = { "goalie saves the puck", "puck on the ice", "orbit of the moon",
        "shuttle in orbit", "roses and the soil", "soil for roses" };
static const guint32 small_labels[] = { 0, 0, 1, 1, 2, 2 };

static inline InkModel *
train_small (const InkNaiveBayesOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) set
      = text_set (small_texts, small_labels, G_N_ELEMENTS (small_texts),
                  small_classes);
  InkModel *model = ink_naive_bayes_train (set, options, &error);

  g_assert_no_error (error);
  return model;
}
