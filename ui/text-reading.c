/* A text as a model sees it: probabilities, what each token adds to the class
 * looked at, and the same added up by word. */
#include "ui/text-reading.h"

#include <string.h>

static void
clear_word (gpointer data)
{
  g_free (((InkTextWord *) data)->token);
}

/* Spaces only: a token of characters that nobody could read in a list. */
static gboolean
is_blank (const char *token)
{
  for (; *token != '\0'; token = g_utf8_next_char (token))
    if (!g_unichar_isspace (g_utf8_get_char (token)))
      return FALSE;
  return TRUE;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  double x = ((const InkTextWord *) a)->contribution;
  double y = ((const InkTextWord *) b)->contribution;

  return (x < y) - (x > y);
}

static void
add_word (GArray *words, GHashTable *indices, const char *text,
          const InkTokenWeight *weight)
{
  g_autofree char *token = g_utf8_strdown (text + weight->start,
                                           (gssize) (weight->end - weight->start));
  gpointer found;
  InkTextWord *word;

  if (is_blank (token))
    return;
  if (!g_hash_table_lookup_extended (indices, token, NULL, &found))
    {
      InkTextWord fresh = { g_strdup (token), 0.0, 0 };

      found = GUINT_TO_POINTER (words->len);
      g_array_append_val (words, fresh);
      g_hash_table_insert (indices, g_steal_pointer (&token), found);
    }
  word = &g_array_index (words, InkTextWord, GPOINTER_TO_UINT (found));
  word->contribution += weight->contribution;
  word->count++;
}

static void
collect_words (InkTextReading *reading, const char *text)
{
  g_autoptr (GHashTable) indices
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < reading->tokens->len; i++)
    {
      const InkTokenWeight *weight
          = &g_array_index (reading->tokens, InkTokenWeight, i);

      if (!weight->known)
        continue;
      reading->n_known++;
      add_word (reading->words, indices, text, weight);
    }
  g_array_sort (reading->words, compare_words);
}

static void
find_top (InkTextReading *reading)
{
  const double *p = reading->probabilities;

  reading->top = 0;
  for (guint c = 1; c < reading->n_classes; c++)
    if (p[c] > p[reading->top])
      reading->top = c;
  reading->runner_up = reading->top == 0 && reading->n_classes > 1 ? 1 : 0;
  for (guint c = 0; c < reading->n_classes; c++)
    if (c != reading->top && p[c] > p[reading->runner_up])
      reading->runner_up = c;
}

InkTextReading *
ink_text_reading_new (const InkModel *model, const char *text, int class_index)
{
  InkTextReading *reading = g_new0 (InkTextReading, 1);

  reading->n_classes = ink_model_n_classes (model);
  reading->probabilities = g_new (double, reading->n_classes);
  ink_model_predict_texts (model, &text, 1, 1, reading->probabilities);
  find_top (reading);
  reading->class_index = class_index >= 0
                                 && (guint) class_index < reading->n_classes
                             ? (guint) class_index
                             : reading->top;
  reading->tokens = ink_naive_bayes_explain (model, text, reading->class_index);
  reading->words = g_array_new (FALSE, FALSE, sizeof (InkTextWord));
  g_array_set_clear_func (reading->words, clear_word);
  collect_words (reading, text);
  return reading;
}

void
ink_text_reading_free (InkTextReading *reading)
{
  if (reading == NULL)
    return;
  g_free (reading->probabilities);
  g_array_unref (reading->tokens);
  g_array_unref (reading->words);
  g_free (reading);
}
