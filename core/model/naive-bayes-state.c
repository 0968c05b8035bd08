/* A naive Bayes model at rest. Tensors, C classes and T terms:
 *   class_count        F64 [C]      texts of each class
 *   feature_count      F64 [C][T]   sums of weights; F32 where compact
 *   document_frequency U32 [T]      texts that hold the term
 *   vocabulary         U8  [bytes]  the terms in a row, in code point order
 *   vocabulary_offsets U32 [T + 1]  where each begins, then the end; neither
 *                                   of the two where terms are hashed
 *   class_prior        F64 [C]      where the prior was given
 * and as metadata the options (naive-bayes-state-options.c), `documents` and,
 * where the model is calibrated, `temperature`.
 * Nothing of a file is believed before it is checked. */
#include "core/model/naive-bayes.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/model/naive-bayes-private.h"

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
  const InkStateTensor *bytes, *offsets;
  g_autofree guint32 *copy = NULL;
  gsize n;

  if (bayes->options.hash_features > 0)
    {
      bayes->n_terms = bayes->options.hash_features;
      bayes->vocabulary = ink_vocabulary_new_hashed (bayes->n_terms);
      return TRUE;
    }
  bytes = ink_state_require (state, "vocabulary", INK_DTYPE_U8, 1, &any,
                             error);
  offsets = bytes == NULL ? NULL
                          : ink_state_require (state, "vocabulary_offsets",
                                               INK_DTYPE_U32, 1, &any, error);
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
  guint least = bayes->options.hash_features > 0 ? 0 : 1;
  gsize n = bayes->n_terms;
  const InkStateTensor *tensor = ink_state_require (
      state, "document_frequency", INK_DTYPE_U32, 1, &n, error);

  if (tensor == NULL)
    return FALSE;
  bayes->document_frequency = copy_tensor (tensor);
  for (gsize i = 0; i < n; i++)
    if (bayes->document_frequency[i] < least
        || bayes->document_frequency[i] > bayes->n_documents)
      return ink_error_set (error, INK_ERROR_FORMAT,
                            "document_frequency: term %" G_GSIZE_FORMAT
                            ": expected %u to %" G_GUINT64_FORMAT ", found %u",
                            i, least, bayes->n_documents,
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
load_prior (const InkState *state, InkNaiveBayes *bayes, GError **error)
{
  gsize n = bayes->n_classes;
  const InkStateTensor *tensor;

  if (bayes->options.prior != INK_PRIOR_GIVEN)
    return TRUE;
  tensor = ink_state_require (state, "class_prior", INK_DTYPE_F64, 1, &n,
                              error);
  if (tensor == NULL)
    return FALSE;
  bayes->class_prior = copy_tensor (tensor);
  bayes->options.class_prior = bayes->class_prior;
  bayes->options.n_class_prior = bayes->n_classes;
  return TRUE;
}

/* Each option is of its kind; whether it is in its range is as for training. */
static gboolean
check_ranges (const InkNaiveBayes *bayes, GError **error)
{
  g_autoptr (GError) found = NULL;

  if (ink_naive_bayes_check_options (&bayes->options, &found))
    return TRUE;
  return ink_error_set (error, INK_ERROR_FORMAT, "naive-bayes: metadata: %s",
                        found->message);
}

static gboolean
load_feature_count (const InkState *state, InkNaiveBayes *bayes, GError **error)
{
  const gsize shape[] = { bayes->n_classes, bayes->n_terms };
  const InkStateTensor *tensor = ink_state_find (state, "feature_count");
  gboolean compact = tensor != NULL && tensor->dtype == INK_DTYPE_F32;
  gsize n = shape[0] * shape[1];
  g_autofree gpointer copy = NULL;

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
  copy = copy_tensor (tensor);
  bayes->options.compact = compact;
  for (gsize i = 0; i < n; i++)
    if (!check_count ("feature_count", i,
                      compact ? (double) ((float *) copy)[i]
                              : ((double *) copy)[i],
                      error))
      return FALSE;
  ink_class_counts_init_dense (&bayes->counts, bayes->n_classes,
                               bayes->n_terms, copy, compact);
  return TRUE;
}

/* What is wrong with a sum is wrong with the file. */
static gboolean
check_finite (const InkNaiveBayes *bayes, GError **error)
{
  g_autoptr (GError) found = NULL;

  return ink_naive_bayes_check_finite (bayes, NULL, &found)
         || ink_error_set (error, INK_ERROR_FORMAT, "%s", found->message);
}

gpointer
ink_naive_bayes_load (const InkState *state, guint n_classes, GError **error)
{
  InkNaiveBayes *bayes = g_new0 (InkNaiveBayes, 1);
  g_autoptr (InkPool) pool = NULL;

  bayes->n_classes = n_classes;
  if (!ink_naive_bayes_load_options (state, bayes, error)
      || !ink_naive_bayes_load_temperature (state, bayes, error)
      || !load_prior (state, bayes, error)
      || !check_ranges (bayes, error)
      || !load_vocabulary (state, bayes, error)
      || !load_frequencies (state, bayes, error)
      || !load_class_count (state, bayes, error)
      || !load_feature_count (state, bayes, error))
    {
      ink_naive_bayes_free (bayes);
      return NULL;
    }
  ink_naive_bayes_prepare (bayes);
  pool = ink_pool_new (0);
  ink_naive_bayes_finish (bayes, pool);
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

/* feature_count as it stands in a file; (transfer full) */
static GBytes *
dense_counts (const InkNaiveBayes *bayes)
{
  gsize n = (gsize) bayes->n_classes * bayes->n_terms;

  return g_bytes_new_take (ink_class_counts_to_dense (&bayes->counts),
                           n * (bayes->options.compact ? sizeof (float)
                                                       : sizeof (double)));
}

/* Buckets have none. */
static gboolean
save_vocabulary (const InkNaiveBayes *bayes, InkState *state, GError **error)
{
  gsize n_offsets = (gsize) bayes->n_terms + 1, n_bytes;
  const char *bytes = ink_vocabulary_bytes (bayes->vocabulary, &n_bytes);

  return bayes->options.hash_features > 0
         || (add_tensor (state, "vocabulary", INK_DTYPE_U8, 1, &n_bytes, bytes,
                         error)
             && add_tensor (state, "vocabulary_offsets", INK_DTYPE_U32, 1,
                            &n_offsets,
                            ink_vocabulary_offsets (bayes->vocabulary),
                            error));
}

gboolean
ink_naive_bayes_save (gconstpointer payload, InkState *state, GError **error)
{
  const InkNaiveBayes *bayes = payload;
  gsize n_classes = bayes->n_classes;
  gsize n_terms = bayes->n_terms;
  const gsize shape[] = { n_classes, n_terms };

  ink_naive_bayes_save_options (bayes, state);
  ink_naive_bayes_save_temperature (bayes, state);
  return (bayes->class_prior == NULL
          || add_tensor (state, "class_prior", INK_DTYPE_F64, 1, &n_classes,
                         bayes->class_prior, error))
         && add_tensor (state, "class_count", INK_DTYPE_F64, 1, &n_classes,
                     bayes->class_count, error)
         && ink_state_add (state, "feature_count",
                           bayes->options.compact ? INK_DTYPE_F32
                                                  : INK_DTYPE_F64,
                           2, shape, dense_counts (bayes), error)
         && add_tensor (state, "document_frequency", INK_DTYPE_U32, 1, &n_terms,
                        bayes->document_frequency, error)
         && save_vocabulary (bayes, state, error);
}
