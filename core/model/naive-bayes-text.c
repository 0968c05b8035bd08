/* The options of naive Bayes as text, for facts about a model and for whoever
 * would repeat a training; and the file that one of them names. */
#include "core/model/naive-bayes-text.h"

#include "core/base/file.h"
#include "core/data/text-decode.h"

#define STOP_WORDS_MAX_BYTES (1u << 20)

static void
append_later (GString *text, const InkNaiveBayesOptions *options)
{
  g_autofree char *max_df = ink_document_limit_to_string (&options->max_df);

  if (options->max_df.value != 0 || options->max_df.is_share)
    g_string_append_printf (text, " --max-df %s", max_df);
  if (options->stop_words != NULL)
    g_string_append (text, " --stop-words FILE");
  if (options->idf != INK_IDF_SMOOTH)
    g_string_append_printf (text, " --idf %s", ink_idf_name (options->idf));
  if (options->events != INK_EVENTS_MULTINOMIAL)
    g_string_append_printf (text, " --event-model %s",
                            ink_event_model_name (options->events));
  if (options->complement_norm)
    g_string_append (text, " --complement-norm");
  if (options->prior == INK_PRIOR_UNIFORM)
    g_string_append (text, " --prior uniform");
  if (options->prior != INK_PRIOR_GIVEN)
    return;
  for (guint i = 0; i < options->n_class_prior; i++)
    g_string_append_printf (text, "%s%g", i == 0 ? " --prior " : ",",
                            options->class_prior[i]);
}

char *
ink_naive_bayes_options_text (const InkNaiveBayesOptions *options)
{
  g_autofree char *min_df = ink_document_limit_to_string (&options->min_df);
  GString *text = g_string_new (NULL);
  char alpha[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (alpha, sizeof alpha, "%.10g", options->alpha);
  g_string_append_printf (text,
                          "--analyzer %s --ngrams %u-%u --min-df %s "
                          "--max-features %u --alpha %s --norm %s%s%s",
                          options->analyzer == INK_ANALYZER_AUTO
                                  && options->auto_fine
                              ? "auto-fine"
                              : ink_analyzer_name (options->analyzer),
                          options->ngram_min, options->ngram_max, min_df,
                          options->max_features, alpha,
                          ink_norm_name (options->norm),
                          options->sublinear_tf ? " --sublinear-tf" : "",
                          options->compact ? " --compact" : "");
  append_later (text, options);
  if (options->hash_features > 0)
    g_string_append_printf (text, " --hash-features %u",
                            options->hash_features);
  return g_string_free (text, FALSE);
}

GStrv
ink_stop_words_load (const char *path, GError **error)
{
  g_autoptr (GBytes) file
      = ink_file_read (path, STOP_WORDS_MAX_BYTES, error);
  g_autofree char *text
      = file == NULL ? NULL
                     : ink_text_decode (path, file, INK_ENCODING_UTF8, error);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  if (text == NULL)
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_strv_builder_add (words, lines[i]);
  return g_strv_builder_end (words);
}
