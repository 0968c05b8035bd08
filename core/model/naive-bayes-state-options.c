/* The options of naive Bayes at rest, as metadata. What came later is absent
 * from older files, which then mean scikit-learn's default. */
#include "core/model/naive-bayes.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/model/naive-bayes-private.h"

static const char *
require_metadata (const InkState *state, const char *key, GError **error)
{
  const char *value = ink_state_metadata (state, key);

  if (value == NULL)
    ink_error_set (error, INK_ERROR_FORMAT,
                   "naive-bayes: expected metadata `%s', found none", key);
  return value;
}

static gboolean
bad_metadata (const char *key, const char *expected, const char *found,
              GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (found, -1);

  return ink_error_set (error, INK_ERROR_FORMAT,
                        "naive-bayes: metadata `%s': expected %s, found `%s'",
                        key, expected, shown);
}

static gboolean
read_number (const InkState *state, const char *key, guint64 low, guint64 high,
             guint64 *number, GError **error)
{
  const char *value = require_metadata (state, key, error);
  g_autofree char *expected = NULL;

  if (value == NULL)
    return FALSE;
  if (g_ascii_string_to_unsigned (value, 10, low, high, number, NULL))
    return TRUE;
  expected = g_strdup_printf ("a whole number from %" G_GUINT64_FORMAT
                              " to %" G_GUINT64_FORMAT, low, high);
  return bad_metadata (key, expected, value, error);
}

static gboolean
read_guint (const InkState *state, const char *key, guint low, guint *number,
            GError **error)
{
  guint64 wide;

  if (!read_number (state, key, low, G_MAXUINT, &wide, error))
    return FALSE;
  *number = (guint) wide;
  return TRUE;
}

static gboolean
read_ngrams (const InkState *state, InkNaiveBayesOptions *options,
             GError **error)
{
  const char *value = require_metadata (state, "ngrams", error);
  g_auto (GStrv) parts = NULL;
  guint64 low, high;

  if (value == NULL)
    return FALSE;
  parts = g_strsplit (value, "-", 3);
  if (g_strv_length (parts) != 2
      || !g_ascii_string_to_unsigned (parts[0], 10, 1,
                                      INK_NAIVE_BAYES_MAX_NGRAM, &low, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, low,
                                      INK_NAIVE_BAYES_MAX_NGRAM, &high, NULL))
    return bad_metadata ("ngrams", "MIN-MAX from 1-1 to 16-16", value, error);
  options->ngram_min = (guint) low;
  options->ngram_max = (guint) high;
  return TRUE;
}

static gboolean
read_alpha (const InkState *state, double *alpha, GError **error)
{
  const char *value = require_metadata (state, "alpha", error);
  char *end;

  if (value == NULL)
    return FALSE;
  *alpha = g_ascii_strtod (value, &end);
  if (end == value || *end != '\0' || !(*alpha > 0.0) || !isfinite (*alpha))
    return bad_metadata ("alpha", "a number above 0", value, error);
  return TRUE;
}

/* As in a file from before there was a choice where it is not there. */
static gboolean
read_flag (const InkState *state, const char *key, gboolean *flag,
           GError **error)
{
  const char *value = ink_state_metadata (state, key);

  if (value == NULL)
    return TRUE;
  if (strcmp (value, "true") != 0 && strcmp (value, "false") != 0)
    return bad_metadata (key, "true or false", value, error);
  *flag = strcmp (value, "true") == 0;
  return TRUE;
}

/* A number of texts, "3", or a share, "0.5". */
static gboolean
read_limit (const InkState *state, const char *key, double least,
            InkDocumentLimit *limit, GError **error)
{
  const char *value = ink_state_metadata (state, key);

  if (value == NULL)
    return TRUE;
  if (ink_document_limit_from_string (value, limit)
      && (limit->is_share || limit->value >= least))
    return TRUE;
  return bad_metadata (key, "a number of texts or a share", value, error);
}

static gboolean
read_choices (const InkState *state, InkNaiveBayesOptions *options,
              GError **error)
{
  const char *idf = ink_state_metadata (state, "idf");
  const char *events = ink_state_metadata (state, "events");
  const char *prior = ink_state_metadata (state, "prior");

  if (idf != NULL && !ink_idf_from_name (idf, &options->idf))
    return bad_metadata ("idf", "smooth, plain or none", idf, error);
  if (events != NULL
      && !ink_event_model_from_name (events, &options->events))
    return bad_metadata ("events", "multinomial, complement or bernoulli",
                         events, error);
  if (prior != NULL && !ink_prior_from_name (prior, &options->prior))
    return bad_metadata ("prior", "fitted, uniform or given", prior, error);
  return read_flag (state, "complement_norm", &options->complement_norm,
                    error);
}

/* One a line. */
static void
read_stop_words (const InkState *state, InkNaiveBayes *bayes)
{
  const char *words = ink_state_metadata (state, "stop_words");

  if (words == NULL)
    return;
  bayes->stop_words = g_strsplit (words, "\n", -1);
  bayes->options.stop_words = (const char *const *) bayes->stop_words;
}

static gboolean
read_names (const InkState *state, InkNaiveBayesOptions *options,
            GError **error)
{
  const char *analyzer = require_metadata (state, "analyzer", error);
  const char *norm = analyzer == NULL
                         ? NULL
                         : require_metadata (state, "norm", error);
  const char *sublinear
      = norm == NULL ? NULL : require_metadata (state, "sublinear_tf", error);

  if (sublinear == NULL)
    return FALSE;
  if (!ink_analyzer_from_name (analyzer, &options->analyzer)
      || options->analyzer == INK_ANALYZER_AUTO)
    return bad_metadata ("analyzer", "word, char, char_wb or icu", analyzer,
                         error);
  if (!ink_norm_from_name (norm, &options->norm))
    return bad_metadata ("norm", "l1, l2 or none", norm, error);
  if (strcmp (sublinear, "true") != 0 && strcmp (sublinear, "false") != 0)
    return bad_metadata ("sublinear_tf", "true or false", sublinear, error);
  options->sublinear_tf = strcmp (sublinear, "true") == 0;
  return TRUE;
}

/* Absent where terms have names. */
static gboolean
read_buckets (const InkState *state, guint *buckets, GError **error)
{
  return ink_state_metadata (state, "hash_features") == NULL
         || read_guint (state, "hash_features", 1, buckets, error);
}

gboolean
ink_naive_bayes_load_options (const InkState *state, InkNaiveBayes *bayes,
                              GError **error)
{
  InkNaiveBayesOptions *options = &bayes->options;

  read_stop_words (state, bayes);
  return read_names (state, options, error)
         && read_ngrams (state, options, error)
         && read_alpha (state, &options->alpha, error)
         && require_metadata (state, "min_df", error) != NULL
         && read_limit (state, "min_df", 1, &options->min_df, error)
         && read_limit (state, "max_df", 0, &options->max_df, error)
         && read_guint (state, "max_features", 0, &options->max_features, error)
         && read_buckets (state, &options->hash_features, error)
         && read_choices (state, options, error)
         && read_flag (state, "dictionary_given", &bayes->dictionary_given,
                       error)
         && read_number (state, "documents", 1, G_MAXUINT32,
                         &bayes->n_documents, error);
}

static void
save_choices (const InkNaiveBayesOptions *options, InkState *state)
{
  ink_state_set_metadata (state, "norm", ink_norm_name (options->norm));
  ink_state_set_metadata (state, "idf", ink_idf_name (options->idf));
  ink_state_set_metadata (state, "events",
                          ink_event_model_name (options->events));
  ink_state_set_metadata (state, "prior", ink_prior_name (options->prior));
  if (options->complement_norm)
    ink_state_set_metadata (state, "complement_norm", "true");
}

void
ink_naive_bayes_save_options (const InkNaiveBayes *bayes, InkState *state)
{
  const InkNaiveBayesOptions *options = &bayes->options;
  g_autofree char *ngrams
      = g_strdup_printf ("%u-%u", options->ngram_min, options->ngram_max);
  g_autofree char *min_df = ink_document_limit_to_string (&options->min_df);
  g_autofree char *max_df = ink_document_limit_to_string (&options->max_df);
  g_autofree char *stop_words = NULL;
  g_autofree char *max_features = g_strdup_printf ("%u", options->max_features);
  g_autofree char *hash_features
      = g_strdup_printf ("%u", options->hash_features);
  g_autofree char *documents
      = g_strdup_printf ("%" G_GUINT64_FORMAT, bayes->n_documents);
  char alpha[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (alpha, sizeof alpha, options->alpha);
  ink_state_set_metadata (state, "analyzer",
                          ink_analyzer_name (options->analyzer));
  ink_state_set_metadata (state, "ngrams", ngrams);
  ink_state_set_metadata (state, "min_df", min_df);
  if (options->max_df.value != 0 || options->max_df.is_share)
    ink_state_set_metadata (state, "max_df", max_df);
  ink_state_set_metadata (state, "max_features", max_features);
  if (options->hash_features > 0)
    ink_state_set_metadata (state, "hash_features", hash_features);
  ink_state_set_metadata (state, "alpha", alpha);
  ink_state_set_metadata (state, "sublinear_tf",
                          options->sublinear_tf ? "true" : "false");
  ink_state_set_metadata (state, "documents", documents);
  save_choices (options, state);
  if (bayes->dictionary_given
      || ink_state_metadata (state, "dictionary_given") != NULL)
    ink_state_set_metadata (state, "dictionary_given",
                            bayes->dictionary_given ? "true" : "false");
  if (bayes->stop_words != NULL)
    {
      stop_words = g_strjoinv ("\n", bayes->stop_words);
      ink_state_set_metadata (state, "stop_words", stop_words);
    }
}
