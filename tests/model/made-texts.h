#pragma once

#include <stdlib.h>
#include <string.h>

#include "core/model/naive-bayes.h"

/* Texts of made-up words, some of them more likely in one class than in
 * another. */
typedef struct
{
  GPtrArray *texts;  /* (element-type utf8), owned */
  GPtrArray *labels; /* (element-type utf8), static */
} MadeTexts;

static inline void
made_texts_clear (MadeTexts *made)
{
  g_clear_pointer (&made->texts, g_ptr_array_unref);
  g_clear_pointer (&made->labels, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MadeTexts, made_texts_clear)

/* @classes: NULL-terminated; a class's number is where it is in there, plus
 * @first; @n_words: of the language */
static inline MadeTexts
made_texts (guint32 seed, guint n, const char *const *classes, guint first,
            guint n_words)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n_classes = g_strv_length ((GStrv) classes);
  MadeTexts made = { g_ptr_array_new_with_free_func (g_free),
                     g_ptr_array_new () };

  for (guint i = 0; i < n; i++)
    {
      guint c = i % n_classes;
      guint length = (guint) g_rand_int_range (random, 3, 16);
      GString *text = g_string_new (NULL);

      for (guint w = 0; w < length; w++)
        {
          double u = g_rand_double (random), v = g_rand_double (random);
          guint word = (guint) (u * u * u * n_words);

          if (v < 0.6)
            word = (word * 7 + (c + first) * 13) % n_words;
          g_string_append_printf (text, "w%u ", word);
        }
      g_ptr_array_add (made.texts, g_string_free (text, FALSE));
      g_ptr_array_add (made.labels, (gpointer) classes[c]);
    }
  return made;
}

static inline void
made_texts_add (MadeTexts *made, const MadeTexts *more)
{
  for (guint i = 0; i < more->texts->len; i++)
    {
      g_ptr_array_add (made->texts, g_strdup (more->texts->pdata[i]));
      g_ptr_array_add (made->labels, more->labels->pdata[i]);
    }
}

static int
made_compare (gconstpointer a, gconstpointer b)
{
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;

  return g_ascii_isdigit (x[0]) && g_ascii_isdigit (y[0])
             ? atoi (x) - atoi (y)
             : strcmp (x, y);
}

/* The classes sorted by name, as reading a file does. */
static inline InkTextSet *
made_texts_set (const MadeTexts *made)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint n = made->texts->len;
  guint32 *labels = g_new0 (guint32, n);
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  InkTextSet *set;

  for (guint i = 0; i < n; i++)
    if (!g_ptr_array_find_with_equal_func (names, made->labels->pdata[i],
                                           g_str_equal, NULL))
      g_ptr_array_add (names, made->labels->pdata[i]);
  g_ptr_array_sort (names, made_compare);
  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_find_with_equal_func (names, made->labels->pdata[i],
                                        g_str_equal, &labels[i]);
      g_ptr_array_add (copies, g_strdup (made->texts->pdata[i]));
    }
  g_ptr_array_add (names, NULL);
  set = ink_text_set_new ("made", copies,
                          g_bytes_new_take (labels, n * sizeof *labels),
                          g_strdupv ((GStrv) names->pdata), &error);
  g_assert_no_error (error);
  return set;
}

static inline InkModel *
made_texts_train (const MadeTexts *made, const InkNaiveBayesOptions *options)
{
  g_autoptr (InkTextSet) set = made_texts_set (made);
  g_autoptr (GError) error = NULL;
  InkModel *model = ink_naive_bayes_train (set, options, &error);

  g_assert_no_error (error);
  return model;
}

/* The greatest difference of any probability of any text. */
static inline double
made_texts_distance (const MadeTexts *made, const InkModel *a,
                     const InkModel *b)
{
  guint n = made->texts->len, n_classes = ink_model_n_classes (a);
  g_autofree double *p = g_new (double, (gsize) n * n_classes);
  g_autofree double *q = g_new (double, (gsize) n * n_classes);
  double worst = 0;

  g_assert_true (g_strv_equal (ink_model_class_names (a),
                               ink_model_class_names (b)));
  g_assert_cmpuint (ink_naive_bayes_n_features (a), ==,
                    ink_naive_bayes_n_features (b));
  ink_model_predict_texts (a, (const char *const *) made->texts->pdata, n, 1,
                           p);
  ink_model_predict_texts (b, (const char *const *) made->texts->pdata, n, 1,
                           q);
  for (guint i = 0; i < n * n_classes; i++)
    worst = MAX (worst, ABS (p[i] - q[i]));
  return worst;
}

static inline double
made_texts_accuracy (const MadeTexts *made, const InkModel *model)
{
  guint n = made->texts->len, n_classes = ink_model_n_classes (model);
  g_autofree double *p = g_new (double, (gsize) n * n_classes);
  guint right = 0;

  ink_model_predict_texts (model, (const char *const *) made->texts->pdata, n,
                           1, p);
  for (guint i = 0; i < n; i++)
    {
      const double *row = p + (gsize) i * n_classes;
      guint top = 0;

      for (guint c = 1; c < n_classes; c++)
        if (row[c] > row[top])
          top = c;
      right += strcmp (ink_model_class_names (model)[top],
                       made->labels->pdata[i]) == 0;
    }
  return (double) right / n;
}
