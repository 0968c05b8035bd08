/* A data set for a model, images or texts behind one face. */
#include "app/cli/examples.h"

#include <string.h>

#include "app/cli/output.h"
#include "core/data/text-part.h"
#include "core/model/evaluate.h"

void
cli_tell_skipped (guint64 n, const char *first)
{
  if (n > 0)
    cli_note ("%" G_GUINT64_FORMAT " row%s skipped; the first: %s", n,
              n == 1 ? "" : "s", first);
}

static void
tell_skipped (const InkTextSet *texts)
{
  const char *first;
  guint64 n = ink_text_set_skipped (texts, &first);

  cli_tell_skipped (n, first);
}

gboolean
cli_examples_load (const char *data, InkSplit split, InkInput input,
                   const char *reader, const InkTextOptions *options,
                   CliExamples *examples, GError **error)
{
  g_auto (CliExamples) loaded = { .input = input };

  if (!ink_input_check_data (data, input, reader, error))
    return FALSE;
  if (input == INK_INPUT_IMAGE)
    {
      loaded.images
          = ink_dataset_load_images (data, split, &loaded.has_splits, error);
      if (loaded.images == NULL
          || !ink_input_check_size (data, loaded.images, error))
        return FALSE;
    }
  else
    {
      loaded.texts = ink_dataset_load_texts (data, split, options,
                                             &loaded.has_splits, error);
      if (loaded.texts == NULL)
        return FALSE;
      tell_skipped (loaded.texts);
    }
  *examples = loaded;
  loaded = (CliExamples) { 0 };
  return TRUE;
}

gboolean
cli_examples_load_part (const char *data, double fraction, guint64 seed,
                        const InkTextOptions *options, CliExamples *examples,
                        GError **error)
{
  CliExamples loaded = { .input = INK_INPUT_TEXT };

  if (!ink_input_check_data (data, INK_INPUT_TEXT, "naive-bayes", error))
    return FALSE;
  loaded.texts = ink_text_part_load (data, options, fraction, seed,
                                     &loaded.whole_hash, error);
  if (loaded.texts == NULL)
    return FALSE;
  tell_skipped (loaded.texts);
  *examples = loaded;
  return TRUE;
}

void
cli_examples_clear (CliExamples *examples)
{
  g_clear_pointer (&examples->whole_hash, g_free);
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
  if (examples->images != NULL)
    return ink_model_evaluate_images (model, examples->images, n_threads, NULL,
                                      error);
  return ink_model_evaluate_texts (model, examples->texts, n_threads, NULL,
                                   error);
}
