/* Runs a model over a labelled set, part by part, so that it can be stopped. */
#include "core/model/evaluate.h"

#include <string.h>

#include "core/base/error.h"
#include "core/data/rasterize.h"

#define MAX_NAMED 5 /* unknown labels in a message */
/* Examples at a time: enough that what begins and ends a call is nothing
 * beside it. */
#define PART_IMAGES 8192
#define PART_TEXTS 4096

/* A set of either kind as the steps below need it. */
typedef struct
{
  const char *name;
  const char *const *class_names;
  guint n;
  const InkImageSet *images; /* one of the two is NULL */
  const InkTextSet *texts;
} Labelled;

static const char *
kind_name (InkDataKind kind)
{
  return kind == INK_DATA_IMAGES ? "images" : "texts";
}

gboolean
ink_input_check_data (const char *data, InkInput input, const char *reader,
                      GError **error)
{
  const InkDataKind wanted
      = input == INK_INPUT_IMAGE ? INK_DATA_IMAGES : INK_DATA_TEXTS;
  InkDataKind kind;

  if (!ink_dataset_kind (data, &kind, error))
    return FALSE;
  if (kind == wanted)
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: expected %s, which %s reads, found %s", data,
                        kind_name (wanted), reader, kind_name (kind));
}

gboolean
ink_input_check_size (const char *data, const InkImageSet *images,
                      GError **error)
{
  const guint height = ink_image_set_height (images);
  const guint width = ink_image_set_width (images);

  if (height == INK_DIGIT_SIZE && width == INK_DIGIT_SIZE)
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: expected images of %dx%d pixels, found %ux%u",
                        data, INK_DIGIT_SIZE, INK_DIGIT_SIZE, width, height);
}

gboolean
ink_model_reads_mails (const InkModel *model)
{
  return g_strcmp0 (ink_model_fact (model, INK_FACT_MAIL), "true") == 0;
}

gboolean
ink_model_learnt_beside (const InkModel *model, const char *whole_hash,
                         double fraction, guint64 seed)
{
  const char *its_fraction = ink_model_fact (model, "validation_fraction");
  const char *its_seed = ink_model_fact (model, "seed");

  if (g_strcmp0 (ink_model_fact (model, "data_hash"), whole_hash) != 0)
    return FALSE;
  return its_fraction == NULL || its_seed == NULL
         || g_ascii_strtod (its_fraction, NULL) != fraction
         || g_ascii_strtoull (its_seed, NULL, 10) != seed;
}

static gboolean
find_class (const InkModel *model, const char *name, guint32 *index)
{
  const char *const *names = ink_model_class_names (model);

  for (guint32 i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

static void
set_unknown_error (const Labelled *set, const InkModel *model,
                   GPtrArray *unknown, GError **error)
{
  const guint n = unknown->len;
  g_autofree char *list = NULL;
  g_autofree char *known = NULL;

  g_ptr_array_set_size (unknown, (int) MIN (n, MAX_NAMED));
  g_ptr_array_add (unknown, NULL);
  list = g_strjoinv ("', '", (char **) unknown->pdata);
  known = g_strjoinv (", ", (char **) ink_model_class_names (model));
  if (strlen (known) > 160)
    {
      g_free (known);
      known = g_strdup_printf ("%u others", ink_model_n_classes (model));
    }
  ink_error_set (error, INK_ERROR_MISMATCH,
                 "%s: the model does not know the label%s '%s'%s; it knows %s",
                 set->name, n > 1 ? "s" : "", list,
                 n > MAX_NAMED ? " and more" : "", known);
}

static guint32
label_at (const Labelled *set, guint i)
{
  return set->images != NULL ? ink_image_set_labels (set->images)[i]
                             : ink_text_set_labels (set->texts)[i];
}

/* (transfer full): [n], indices into the model's classes; NULL where it does
 * not know one that occurs. */
static guint32 *
match_labels (const Labelled *set, const InkModel *model, GError **error)
{
  const guint n_names = g_strv_length ((char **) set->class_names);
  g_autofree guint32 *to_model = g_new0 (guint32, n_names + 1);
  g_autofree gboolean *used = g_new0 (gboolean, n_names + 1);
  g_autofree guint32 *labels = g_new (guint32, MAX (set->n, 1));
  g_autoptr (GPtrArray) unknown = g_ptr_array_new ();

  for (guint i = 0; i < set->n; i++)
    used[label_at (set, i)] = TRUE;
  for (guint c = 0; c < n_names; c++)
    if (used[c] && !find_class (model, set->class_names[c], &to_model[c]))
      g_ptr_array_add (unknown, (char *) set->class_names[c]);
  if (unknown->len > 0)
    {
      set_unknown_error (set, model, unknown, error);
      return NULL;
    }
  for (guint i = 0; i < set->n; i++)
    labels[i] = to_model[label_at (set, i)];
  return g_steal_pointer (&labels);
}

static void
predict_texts (const Labelled *set, const InkModel *model, guint first,
               guint n, guint n_threads, double *probabilities)
{
  g_autofree const char **texts = g_new (const char *, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    texts[i] = ink_text_set_text (set->texts, first + i);
  ink_model_predict_texts (model, texts, n, n_threads, probabilities);
}

/* @probabilities: (out): [n][n_classes] */
static gboolean
predict (const Labelled *set, const InkModel *model, guint n_threads,
         GCancellable *cancellable, double *probabilities, GError **error)
{
  const guint n_classes = ink_model_n_classes (model);
  const guint part = set->images != NULL ? PART_IMAGES : PART_TEXTS;

  for (guint first = 0; first < set->n; first += MIN (part, set->n - first))
    {
      const guint n = MIN (part, set->n - first);
      double *rows = probabilities + (gsize) first * n_classes;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (set->images == NULL)
        predict_texts (set, model, first, n, n_threads, rows);
      else
        ink_model_predict_images (
            model,
            ink_image_set_pixels (set->images)
                + (gsize) first * INK_DIGIT_PIXELS,
            n, n_threads, rows);
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static InkEvaluation *
evaluate (const Labelled *set, const InkModel *model, guint n_threads,
          GCancellable *cancellable, GError **error)
{
  const guint n_classes = ink_model_n_classes (model);
  g_autofree guint32 *labels = match_labels (set, model, error);
  g_autofree double *probabilities = NULL;

  if (labels == NULL)
    return NULL;
  probabilities
      = g_try_new (double, MAX ((gsize) set->n * n_classes, 1));
  if (probabilities == NULL)
    {
      ink_error_set (error, INK_ERROR_LIMIT,
                     "%s: the probabilities of %u examples in %u classes do "
                     "not fit into the memory",
                     set->name, set->n, n_classes);
      return NULL;
    }
  if (!predict (set, model, n_threads, cancellable, probabilities, error))
    return NULL;
  return ink_evaluation_new (probabilities, labels, set->n,
                             ink_model_class_names (model), error);
}

InkEvaluation *
ink_model_evaluate_images (const InkModel *model, const InkImageSet *images,
                           guint n_threads, GCancellable *cancellable,
                           GError **error)
{
  const Labelled set = { .name = ink_image_set_name (images),
                         .class_names = ink_image_set_class_names (images),
                         .n = ink_image_set_count (images),
                         .images = images };

  return evaluate (&set, model, n_threads, cancellable, error);
}

InkEvaluation *
ink_model_evaluate_texts (const InkModel *model, const InkTextSet *texts,
                          guint n_threads, GCancellable *cancellable,
                          GError **error)
{
  const Labelled set = { .name = ink_text_set_name (texts),
                         .class_names = ink_text_set_class_names (texts),
                         .n = ink_text_set_count (texts),
                         .texts = texts };

  return evaluate (&set, model, n_threads, cancellable, error);
}
