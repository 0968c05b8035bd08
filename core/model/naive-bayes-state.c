/* A naive Bayes model at rest. Tensors, C classes and T terms:
 *   class_count        F64 [C]      texts of each class
 *   feature_count      F64 [C][T]   sums of weights; F32 where compact
 *   document_frequency U32 [T]      texts that hold the term
 *   vocabulary         U8  [bytes]  the terms in a row, in code point order
 *   vocabulary_offsets U32 [T + 1]  where each begins, then the end
 * and as metadata the options and `documents`. Nothing of a file is believed
 * before it is checked. */
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
    return bad_metadata ("analyzer", "word, char or icu", analyzer, error);
  if (!ink_norm_from_name (norm, &options->norm))
    return bad_metadata ("norm", "l2 or none", norm, error);
  if (strcmp (sublinear, "true") != 0 && strcmp (sublinear, "false") != 0)
    return bad_metadata ("sublinear_tf", "true or false", sublinear, error);
  options->sublinear_tf = strcmp (sublinear, "true") == 0;
  return TRUE;
}

static gboolean
read_options (const InkState *state, InkNaiveBayes *bayes, GError **error)
{
  InkNaiveBayesOptions *options = &bayes->options;

  return read_names (state, options, error)
         && read_ngrams (state, options, error)
         && read_alpha (state, &options->alpha, error)
         && read_guint (state, "min_df", 1, &options->min_df, error)
         && read_guint (state, "max_features", 0, &options->max_features, error)
         && read_number (state, "documents", 1, G_MAXUINT32,
                         &bayes->n_documents, error);
}

/* Tensors have no alignment that one may rely on: (transfer full). */
static gpointer
copy_tensor (const InkStateTensor *tensor)
{
  return g_memdup2 (g_bytes_get_data (tensor->data, NULL),
                    g_bytes_get_size (tensor->data));
}

static gboolean
load_vocabulary (const InkState *state, InkNaiveBayes *bayes, GError **error)
{
  gsize any = 0;
  const InkStateTensor *bytes = ink_state_require (
      state, "vocabulary", INK_DTYPE_U8, 1, &any, error);
  const InkStateTensor *offsets
      = bytes == NULL ? NULL
                      : ink_state_require (state, "vocabulary_offsets",
                                           INK_DTYPE_U32, 1, &any, error);
  g_autofree guint32 *copy = NULL;
  gsize n;

  if (offsets == NULL)
    return FALSE;
  n = offsets->shape[0];
  if (n < 2 || n > G_MAXUINT32)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "vocabulary_offsets: expected 2 offsets or more,"
                          " found %" G_GSIZE_FORMAT, n);
  copy = copy_tensor (offsets);
  bayes->vocabulary = ink_vocabulary_new_checked (
      g_bytes_get_data (bytes->data, NULL), g_bytes_get_size (bytes->data),
      copy, (guint32) (n - 1), error);
  bayes->n_terms = (guint32) (n - 1);
  return bayes->vocabulary != NULL;
}

static gboolean
load_frequencies (const InkState *state, InkNaiveBayes *bayes, GError **error)
{
  gsize n = bayes->n_terms;
  const InkStateTensor *tensor = ink_state_require (
      state, "document_frequency", INK_DTYPE_U32, 1, &n, error);

  if (tensor == NULL)
    return FALSE;
  bayes->document_frequency = copy_tensor (tensor);
  for (gsize i = 0; i < n; i++)
    if (bayes->document_frequency[i] < 1
        || bayes->document_frequency[i] > bayes->n_documents)
      return ink_error_set (error, INK_ERROR_FORMAT,
                            "document_frequency: term %" G_GSIZE_FORMAT
                            ": expected 1 to %" G_GUINT64_FORMAT ", found %u",
                            i, bayes->n_documents,
                            bayes->document_frequency[i]);
  return TRUE;
}

static gboolean
check_count (const char *name, gsize index, double value, GError **error)
{
  if (isfinite (value) && value >= 0.0)
    return TRUE;
  return ink_error_set (error, INK_ERROR_FORMAT,
                        "%s: value %" G_GSIZE_FORMAT ": expected a finite"
                        " number, 0 or more, found %g", name, index, value);
}

static gboolean
load_class_count (const InkState *state, InkNaiveBayes *bayes, GError **error)
{
  gsize n = bayes->n_classes;
  const InkStateTensor *tensor = ink_state_require (
      state, "class_count", INK_DTYPE_F64, 1, &n, error);
  double sum = 0.0;

  if (tensor == NULL)
    return FALSE;
  bayes->class_count = copy_tensor (tensor);
  for (gsize i = 0; i < n; i++)
    {
      if (!check_count ("class_count", i, bayes->class_count[i], error))
        return FALSE;
      sum += bayes->class_count[i];
    }
  if (!(sum > 0.0) || !isfinite (sum))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "class_count: expected a finite sum above 0, found"
                          " %g", sum);
  return TRUE;
}

static gboolean
load_feature_count (const InkState *state, InkNaiveBayes *bayes, GError **error)
{
  const gsize shape[] = { bayes->n_classes, bayes->n_terms };
  const InkStateTensor *tensor = ink_state_find (state, "feature_count");
  gboolean compact = tensor != NULL && tensor->dtype == INK_DTYPE_F32;
  gsize n = shape[0] * shape[1];
  gsize size;
  gpointer copy;

  if (shape[0] > INK_NAIVE_BAYES_MAX_COUNTS / shape[1])
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "feature_count: expected at most %u counts, found %"
                          G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT,
                          INK_NAIVE_BAYES_MAX_COUNTS, shape[0], shape[1]);
  tensor = ink_state_require (state, "feature_count",
                              compact ? INK_DTYPE_F32 : INK_DTYPE_F64, 2, shape,
                              error);
  if (tensor == NULL)
    return FALSE;
  size = g_bytes_get_size (tensor->data);
  copy = copy_tensor (tensor);
  bayes->feature_count = g_bytes_new_take (copy, size);
  bayes->options.compact = compact;
  for (gsize i = 0; i < n; i++)
    if (!check_count ("feature_count", i,
                      compact ? (double) ((float *) copy)[i]
                              : ((double *) copy)[i],
                      error))
      return FALSE;
  return TRUE;
}

/* Counts that are finite each may still add up to infinity. */
static gboolean
check_finite (const InkNaiveBayes *bayes, GError **error)
{
  gsize n = (gsize) bayes->n_classes * bayes->n_terms;

  for (gsize i = 0; i < n; i++)
    if (!isfinite (bayes->log_theta[i]))
      return ink_error_set (error, INK_ERROR_FORMAT,
                            "feature_count: expected a finite sum for each"
                            " class, found %g for class %u",
                            bayes->log_theta[i],
                            (guint) (i % bayes->n_classes));
  return TRUE;
}

gpointer
ink_naive_bayes_load (const InkState *state, guint n_classes, GError **error)
{
  InkNaiveBayes *bayes = g_new0 (InkNaiveBayes, 1);

  bayes->n_classes = n_classes;
  if (!read_options (state, bayes, error)
      || !load_vocabulary (state, bayes, error)
      || !load_frequencies (state, bayes, error)
      || !load_class_count (state, bayes, error)
      || !load_feature_count (state, bayes, error))
    {
      ink_naive_bayes_free (bayes);
      return NULL;
    }
  ink_naive_bayes_finish (bayes);
  if (!check_finite (bayes, error))
    {
      ink_naive_bayes_free (bayes);
      return NULL;
    }
  return bayes;
}

static gboolean
add_tensor (InkState *state, const char *name, InkDtype dtype, guint n_dims,
            const gsize *shape, gconstpointer data, GError **error)
{
  gsize n = ink_dtype_size (dtype);

  for (guint i = 0; i < n_dims; i++)
    n *= shape[i];
  return ink_state_add (state, name, dtype, n_dims, shape,
                        g_bytes_new (data, n), error);
}

static void
save_options (const InkNaiveBayes *bayes, InkState *state)
{
  const InkNaiveBayesOptions *options = &bayes->options;
  g_autofree char *ngrams
      = g_strdup_printf ("%u-%u", options->ngram_min, options->ngram_max);
  g_autofree char *min_df = g_strdup_printf ("%u", options->min_df);
  g_autofree char *max_features = g_strdup_printf ("%u", options->max_features);
  g_autofree char *documents
      = g_strdup_printf ("%" G_GUINT64_FORMAT, bayes->n_documents);
  char alpha[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (alpha, sizeof alpha, options->alpha);
  ink_state_set_metadata (state, "analyzer",
                          ink_analyzer_name (options->analyzer));
  ink_state_set_metadata (state, "ngrams", ngrams);
  ink_state_set_metadata (state, "min_df", min_df);
  ink_state_set_metadata (state, "max_features", max_features);
  ink_state_set_metadata (state, "alpha", alpha);
  ink_state_set_metadata (state, "sublinear_tf",
                          options->sublinear_tf ? "true" : "false");
  ink_state_set_metadata (state, "norm", ink_norm_name (options->norm));
  ink_state_set_metadata (state, "documents", documents);
}

gboolean
ink_naive_bayes_save (gconstpointer payload, InkState *state, GError **error)
{
  const InkNaiveBayes *bayes = payload;
  gsize n_classes = bayes->n_classes;
  gsize n_terms = bayes->n_terms;
  gsize n_offsets = n_terms + 1;
  const gsize shape[] = { n_classes, n_terms };
  gsize n_bytes;
  const char *bytes = ink_vocabulary_bytes (bayes->vocabulary, &n_bytes);

  save_options (bayes, state);
  return add_tensor (state, "class_count", INK_DTYPE_F64, 1, &n_classes,
                     bayes->class_count, error)
         && ink_state_add (state, "feature_count",
                           bayes->options.compact ? INK_DTYPE_F32
                                                  : INK_DTYPE_F64,
                           2, shape, g_bytes_ref (bayes->feature_count), error)
         && add_tensor (state, "document_frequency", INK_DTYPE_U32, 1, &n_terms,
                        bayes->document_frequency, error)
         && add_tensor (state, "vocabulary", INK_DTYPE_U8, 1, &n_bytes, bytes,
                        error)
         && add_tensor (state, "vocabulary_offsets", INK_DTYPE_U32, 1,
                        &n_offsets,
                        ink_vocabulary_offsets (bayes->vocabulary), error);
}
