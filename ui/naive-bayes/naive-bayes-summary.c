/* What is on, in a line each, for groups of the form that are folded up. */
#include "ui/naive-bayes/naive-bayes-fields.h"

#include "ui/format.h"

char *
ink_bayes_tokens_summary (const InkNaiveBayesOptions *options)
{
  static const char *const names[]
      = { "words or characters, by script", "words", "characters",
          "words by ICU", "characters in words" };
  const gboolean fine
      = options->analyzer == INK_ANALYZER_AUTO && options->auto_fine;
  const char *name
      = fine ? "finer tokens, by script" : names[options->analyzer];
  const guint n = options->stop_words == NULL
                      ? 0
                      : g_strv_length ((GStrv) options->stop_words);
  g_autofree char *count = ink_format_count (n);
  g_autofree char *stop
      = n > 0 ? g_strdup_printf (", without %s stop words", count)
              : g_strdup ("");

  if (options->ngram_max == 1)
    return g_strdup_printf ("%s%s", name, stop);
  if (options->ngram_min == options->ngram_max)
    return g_strdup_printf ("%s, %u in a row%s", name, options->ngram_max,
                            stop);
  return g_strdup_printf ("%s, %u to %u in a row%s", name, options->ngram_min,
                          options->ngram_max, stop);
}

static void
append_part (GString *text, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append_part (GString *text, const char *format, ...)
{
  va_list args;

  if (text->len > 0)
    g_string_append (text, ", ");
  va_start (args, format);
  g_string_append_vprintf (text, format, args);
  va_end (args);
}

char *
ink_bayes_vocabulary_summary (const InkNaiveBayesOptions *options)
{
  GString *text = g_string_new (NULL);
  g_autofree char *most = ink_format_count (options->max_features);
  const InkDocumentLimit *low = &options->min_df;
  const InkDocumentLimit *high = &options->max_df;

  if (low->is_share ? low->value > 0 : low->value > 1)
    append_part (text, low->is_share ? "in %g %% of the texts and more"
                                     : "in %g texts and more",
                 low->is_share ? 100 * low->value : low->value);
  if (ink_bayes_has_max_df (options))
    append_part (text, high->is_share ? "in %g %% of them at most"
                                      : "in %g at most",
                 high->is_share ? 100 * high->value : high->value);
  if (options->hash_features > 0)
    append_part (text, "hashed into %u", options->hash_features);
  if (options->max_features > 0)
    append_part (text, "the %s most frequent", most);
  if (text->len == 0)
    g_string_append (text, "all");
  return g_string_free (text, FALSE);
}

char *
ink_bayes_weights_summary (const InkNaiveBayesOptions *options)
{
  static const char *const idfs[]
      = { "smooth idf", "plain idf", "no idf" };
  static const char *const norms[] = { "L2 norm", "no norm", "L1 norm" };

  return g_strdup_printf ("%s, %s, %s",
                          options->sublinear_tf ? "1 + ln tf" : "tf",
                          idfs[options->idf], norms[options->norm]);
}

char *
ink_bayes_smoothing_summary (const InkNaiveBayesOptions *options)
{
  static const char *const names[]
      = { "fitted prior", "uniform prior", "given prior" };

  return g_strdup_printf ("alpha %g, %s", options->alpha,
                          names[options->prior]);
}
