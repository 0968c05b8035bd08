/* A data set for a model, images or texts behind one face. */
#include "app/cli/examples.h"

#include <string.h>

#include "core/base/error.h"
#include "core/data/rasterize.h"
#include "core/model/model-evaluate.h"

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

InkEvaluation *
cli_examples_evaluate (const CliExamples *examples, const InkModel *model,
                       guint n_threads, GError **error)
{
  return examples->images != NULL
             ? ink_model_evaluate_images (model, examples->images, n_threads,
                                          NULL, error)
             : ink_model_evaluate_texts (model, examples->texts, n_threads,
                                         NULL, error);
}
