/* A model on a set of examples. Classes are matched by name, never by position:
 * a folder of the digits 3 and 8 alone is measured by a model of ten digits,
 * and clothes are not measured by it at all. */
#include "core/model/model-evaluate.h"

#include <string.h>

#include "core/base/error.h"

#define MAX_NAMED 5 /* unknown labels in a message */

/* A set of either kind, with labels of its own classes. */
typedef struct
{
  const char *name;
  const char *const *class_names;
  guint n;
  guint32 *labels; /* [n] */
} Labelled;

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
  guint n = unknown->len;
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

/* Turns the labels from the set's classes to the model's. */
static gboolean
match_labels (Labelled *set, const InkModel *model, GError **error)
{
  guint n_names = g_strv_length ((char **) set->class_names);
  g_autofree guint32 *to_model = g_new0 (guint32, n_names + 1);
  g_autofree gboolean *used = g_new0 (gboolean, n_names + 1);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new ();

  for (guint i = 0; i < set->n; i++)
    used[set->labels[i]] = TRUE;
  for (guint c = 0; c < n_names; c++)
    if (used[c] && !find_class (model, set->class_names[c], &to_model[c]))
      g_ptr_array_add (unknown, (char *) set->class_names[c]);
  if (unknown->len > 0)
    {
      set_unknown_error (set, model, unknown, error);
      return FALSE;
    }
  for (guint i = 0; i < set->n; i++)
    set->labels[i] = to_model[set->labels[i]];
  return TRUE;
}

static double *
new_probabilities (const Labelled *set, const InkModel *model, GError **error)
{
  guint n_classes = ink_model_n_classes (model);
  double *probabilities
      = g_try_new (double, MAX ((gsize) set->n * n_classes, 1));

  if (probabilities == NULL)
    ink_error_set (error, INK_ERROR_LIMIT,
                   "%s: the probabilities of %u examples in %u classes do "
                   "not fit into the memory",
                   set->name, set->n, n_classes);
  return probabilities;
}

InkEvaluation *
ink_model_evaluate_images (const InkModel *model, const InkImageSet *images,
                           guint n_threads,
                           GCancellable *cancellable, GError **error)
{
  const guint n = ink_image_set_count (images);
  const guint8 *bytes = ink_image_set_labels (images);
  g_autofree guint32 *labels = g_new (guint32, MAX (n, 1));
  g_autofree double *probabilities = NULL;
  Labelled set = { ink_image_set_name (images),
                   ink_image_set_class_names (images), n, labels };

  for (guint i = 0; i < n; i++)
    labels[i] = bytes[i];
  if (!match_labels (&set, model, error))
    return NULL;
  probabilities = new_probabilities (&set, model, error);
  if (probabilities == NULL)
    return NULL;
  ink_model_predict_images (model, ink_image_set_pixels (images), n, n_threads,
                            probabilities);
  return ink_evaluation_new (probabilities, labels, n,
                             ink_model_class_names (model), error);
}

InkEvaluation *
ink_model_evaluate_texts (const InkModel *model, const InkTextSet *texts,
                          guint n_threads,
                           GCancellable *cancellable, GError **error)
{
  const guint n = ink_text_set_count (texts);
  g_autofree guint32 *labels
      = g_memdup2 (ink_text_set_labels (texts), n * sizeof *labels);
  g_autofree const char **inputs = g_new (const char *, MAX (n, 1));
  g_autofree double *probabilities = NULL;
  Labelled set = { ink_text_set_name (texts), ink_text_set_class_names (texts),
                   n, labels };

  for (guint i = 0; i < n; i++)
    inputs[i] = ink_text_set_text (texts, i);
  if (!match_labels (&set, model, error))
    return NULL;
  probabilities = new_probabilities (&set, model, error);
  if (probabilities == NULL)
    return NULL;
  ink_model_predict_texts (model, inputs, n, n_threads, probabilities);
  return ink_evaluation_new (probabilities, labels, n,
                             ink_model_class_names (model), error);
}
