/* A data set for a model, images or texts behind one face. Classes are matched
 * by name, never by position: a folder of the digits 3 and 8 alone is measured
 * by a model of ten digits, and clothes are not measured by it at all. */
#include "app/cli/examples.h"

#include <string.h>

#include "core/base/error.h"
#include "core/data/rasterize.h"

#define MAX_NAMED 5 /* unknown labels in a message */

static const char *
kind_name (InkDataKind kind)
{
  return kind == INK_DATA_IMAGES ? "images" : "texts";
}

static gboolean
check_size (const char *data, const InkImageSet *images, GError **error)
{
  guint height = ink_image_set_height (images);
  guint width = ink_image_set_width (images);

  if (height == INK_DIGIT_SIZE && width == INK_DIGIT_SIZE)
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: expected images of %dx%d pixels, found %ux%u",
                        data, INK_DIGIT_SIZE, INK_DIGIT_SIZE, width, height);
}

gboolean
cli_examples_load (const char *data, InkSplit split, InkInput input,
                   const char *reader, const InkTextOptions *options,
                   CliExamples *examples, GError **error)
{
  InkDataKind wanted
      = input == INK_INPUT_IMAGE ? INK_DATA_IMAGES : INK_DATA_TEXTS;
  g_auto (CliExamples) loaded = { .input = input };
  InkDataKind kind;

  if (!ink_dataset_kind (data, &kind, error))
    return FALSE;
  if (kind != wanted)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected %s, which %s reads, found %s", data,
                          kind_name (wanted), reader, kind_name (kind));
  if (kind == INK_DATA_IMAGES)
    {
      loaded.images
          = ink_dataset_load_images (data, split, &loaded.has_splits, error);
      if (loaded.images == NULL || !check_size (data, loaded.images, error))
        return FALSE;
    }
  else
    {
      loaded.texts = ink_dataset_load_texts (data, split, options,
                                             &loaded.has_splits, error);
      if (loaded.texts == NULL)
        return FALSE;
    }
  *examples = loaded;
  loaded = (CliExamples) { 0 };
  return TRUE;
}

void
cli_examples_clear (CliExamples *examples)
{
  g_clear_pointer (&examples->images, ink_image_set_unref);
  g_clear_pointer (&examples->texts, ink_text_set_unref);
}

guint
cli_examples_count (const CliExamples *examples)
{
  return examples->images != NULL ? ink_image_set_count (examples->images)
                                  : ink_text_set_count (examples->texts);
}

const char *
cli_examples_name (const CliExamples *examples)
{
  return examples->images != NULL ? ink_image_set_name (examples->images)
                                  : ink_text_set_name (examples->texts);
}

const char *const *
cli_examples_class_names (const CliExamples *examples)
{
  return examples->images != NULL
             ? ink_image_set_class_names (examples->images)
             : ink_text_set_class_names (examples->texts);
}

char *
cli_examples_hash (const CliExamples *examples)
{
  return examples->images != NULL ? ink_image_set_hash (examples->images)
                                  : ink_text_set_hash (examples->texts);
}

guint32 *
cli_examples_labels (const CliExamples *examples)
{
  guint n = cli_examples_count (examples);
  guint32 *labels = g_new (guint32, MAX (n, 1));

  if (examples->texts != NULL && n > 0)
    memcpy (labels, ink_text_set_labels (examples->texts), n * sizeof *labels);
  if (examples->images != NULL)
    for (guint i = 0; i < n; i++)
      labels[i] = ink_image_set_labels (examples->images)[i];
  return labels;
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
set_unknown_error (const CliExamples *examples, const InkModel *model,
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
                 cli_examples_name (examples), n > 1 ? "s" : "", list,
                 n > MAX_NAMED ? " and more" : "", known);
}

/* Turns @labels [n] from the data set's classes to the model's. */
static gboolean
match_labels (const CliExamples *examples, const InkModel *model,
              guint32 *labels, GError **error)
{
  const char *const *names = cli_examples_class_names (examples);
  guint n_names = g_strv_length ((char **) names);
  g_autofree guint32 *to_model = g_new0 (guint32, n_names + 1);
  g_autofree gboolean *used = g_new0 (gboolean, n_names + 1);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new ();
  guint n = cli_examples_count (examples);

  for (guint i = 0; i < n; i++)
    used[labels[i]] = TRUE;
  for (guint c = 0; c < n_names; c++)
    if (used[c] && !find_class (model, names[c], &to_model[c]))
      g_ptr_array_add (unknown, (char *) names[c]);
  if (unknown->len > 0)
    {
      set_unknown_error (examples, model, unknown, error);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    labels[i] = to_model[labels[i]];
  return TRUE;
}

static void
predict (const CliExamples *examples, const InkModel *model, guint n_threads,
         double *probabilities)
{
  guint n = cli_examples_count (examples);
  g_autofree const char **texts = NULL;

  if (examples->images != NULL)
    {
      ink_model_predict_images (model, ink_image_set_pixels (examples->images),
                                n, n_threads, probabilities);
      return;
    }
  texts = g_new (const char *, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    texts[i] = ink_text_set_text (examples->texts, i);
  ink_model_predict_texts (model, texts, n, n_threads, probabilities);
}

InkEvaluation *
cli_examples_evaluate (const CliExamples *examples, const InkModel *model,
                       guint n_threads, GError **error)
{
  guint n = cli_examples_count (examples);
  guint n_classes = ink_model_n_classes (model);
  g_autofree guint32 *labels = cli_examples_labels (examples);
  g_autofree double *probabilities = NULL;

  if (!match_labels (examples, model, labels, error))
    return NULL;
  probabilities = g_try_new (double, MAX ((gsize) n * n_classes, 1));
  if (probabilities == NULL)
    {
      ink_error_set (error, INK_ERROR_LIMIT,
                     "%s: the probabilities of %u examples in %u classes do "
                     "not fit into the memory",
                     cli_examples_name (examples), n, n_classes);
      return NULL;
    }
  predict (examples, model, n_threads, probabilities);
  return ink_evaluation_new (probabilities, labels, n,
                             ink_model_class_names (model), error);
}
