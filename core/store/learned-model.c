/* A text model and the texts it was taught. Lists share their strings, so that
 * one can keep many of them to go back to. */
#include "core/store/learned-model.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/json-writer.h"
#include "core/data/dataset.h"
#include "core/model/naive-bayes-merge.h"
#include "core/store/checkpoint.h"

#define BASE "base.safetensors"
#define TEXTS "texts.jsonl"
#define MAX_TEXTS_BYTES (1u << 28)

struct _InkLearnedModel
{
  gatomicrefcount references;
  char *folder;
  InkModel *base;
  GPtrArray *texts, *labels; /* (element-type GRefString) */
};

InkLearnedModel *
ink_learned_model_new (InkModel *base, const char *folder)
{
  InkLearnedModel *learned = g_new0 (InkLearnedModel, 1);

  g_atomic_ref_count_init (&learned->references);
  learned->folder = g_strdup (folder);
  learned->base = ink_model_ref (base);
  learned->texts
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ref_string_release);
  learned->labels
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ref_string_release);
  return learned;
}

InkLearnedModel *
ink_learned_model_ref (InkLearnedModel *learned)
{
  g_atomic_ref_count_inc (&learned->references);
  return learned;
}

void
ink_learned_model_unref (InkLearnedModel *learned)
{
  if (learned == NULL || !g_atomic_ref_count_dec (&learned->references))
    return;
  g_free (learned->folder);
  ink_model_unref (learned->base);
  g_ptr_array_unref (learned->texts);
  g_ptr_array_unref (learned->labels);
  g_free (learned);
}

static void
append (InkLearnedModel *learned, const char *text, const char *label)
{
  g_ptr_array_add (learned->texts, g_ref_string_new (text));
  g_ptr_array_add (learned->labels, g_ref_string_new (label));
}

/* But for text @index; G_MAXUINT for all. */
static InkLearnedModel *
copy_but (const InkLearnedModel *learned, guint index)
{
  InkLearnedModel *copy
      = ink_learned_model_new (learned->base, learned->folder);

  for (guint i = 0; i < learned->texts->len; i++)
    if (i != index)
      {
        g_ptr_array_add (copy->texts,
                         g_ref_string_acquire (learned->texts->pdata[i]));
        g_ptr_array_add (copy->labels,
                         g_ref_string_acquire (learned->labels->pdata[i]));
      }
  return copy;
}

InkLearnedModel *
ink_learned_model_with (const InkLearnedModel *learned, const char *text,
                        const char *label)
{
  guint index = G_MAXUINT;
  InkLearnedModel *more;

  g_ptr_array_find_with_equal_func (learned->texts, text, g_str_equal, &index);
  more = copy_but (learned, index);
  append (more, text, label);
  return more;
}

InkLearnedModel *
ink_learned_model_without (const InkLearnedModel *learned, guint index)
{
  return copy_but (learned, index);
}

guint
ink_learned_model_n_texts (const InkLearnedModel *learned)
{
  return learned->texts->len;
}

const char *
ink_learned_model_text (const InkLearnedModel *learned, guint index)
{
  return g_ptr_array_index (learned->texts, index);
}

const char *
ink_learned_model_label (const InkLearnedModel *learned, guint index)
{
  return g_ptr_array_index (learned->labels, index);
}

InkModel *
ink_learned_model_base (const InkLearnedModel *learned)
{
  return learned->base;
}

const char *
ink_learned_model_folder (const InkLearnedModel *learned)
{
  return learned->folder;
}

InkModel *
ink_learned_model_make (const InkLearnedModel *learned, GError **error)
{
  if (learned->texts->len == 0)
    return ink_model_ref (learned->base);
  return ink_naive_bayes_learn_texts (
      learned->base, (const char *const *) learned->texts->pdata,
      (const char *const *) learned->labels->pdata, learned->texts->len,
      error);
}

/* (transfer full) */
static GString *
to_lines (const InkLearnedModel *learned)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < learned->texts->len; i++)
    {
      g_string_append (lines, "{\"text\": ");
      ink_json_append_string (lines, learned->texts->pdata[i]);
      g_string_append (lines, ", \"label\": ");
      ink_json_append_string (lines, learned->labels->pdata[i]);
      g_string_append (lines, "}\n");
    }
  return lines;
}

gboolean
ink_learned_model_save (const InkLearnedModel *learned, GError **error)
{
  g_autofree char *base = g_build_filename (learned->folder, BASE, NULL);
  g_autofree char *texts = g_build_filename (learned->folder, TEXTS, NULL);
  g_autoptr (GString) lines = to_lines (learned);

  if (g_mkdir_with_parents (learned->folder, 0755) != 0)
    return ink_error_set (error, INK_ERROR_IO,
                          "%s: cannot make the folder: %s", learned->folder,
                          g_strerror (errno));
  return (g_file_test (base, G_FILE_TEST_EXISTS)
          || ink_checkpoint_save (learned->base, base, error))
         && ink_file_replace (texts, lines->str, lines->len, error);
}

InkLearnedModel *
ink_learned_model_load (const char *folder, GError **error)
{
  g_autofree char *base_path = g_build_filename (folder, BASE, NULL);
  g_autofree char *texts_path = g_build_filename (folder, TEXTS, NULL);
  g_autoptr (InkModel) base = ink_checkpoint_load (base_path, error);
  g_autoptr (InkTextSet) texts = NULL;
  InkLearnedModel *learned;

  if (base == NULL)
    return NULL;
  if (ink_model_class (base) != &ink_naive_bayes_class)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "%s: expected a naive-bayes model, found %s", base_path,
                     ink_model_class (base)->name);
      return NULL;
    }
  texts = ink_dataset_load_texts (texts_path, INK_SPLIT_TRAIN, NULL, NULL,
                                  error);
  if (texts == NULL)
    return NULL;
  learned = ink_learned_model_new (base, folder);
  for (guint i = 0; i < ink_text_set_count (texts); i++)
    append (learned, ink_text_set_text (texts, i),
            ink_text_set_class_names (
                texts)[ink_text_set_labels (texts)[i]]);
  return learned;
}

void
ink_learned_model_remove (const char *folder)
{
  g_autofree char *base = g_build_filename (folder, BASE, NULL);
  g_autofree char *texts = g_build_filename (folder, TEXTS, NULL);

  g_unlink (texts);
  g_unlink (base);
  g_rmdir (folder);
}

guint
ink_learned_model_count (const char *folder)
{
  g_autofree char *base = g_build_filename (folder, BASE, NULL);
  g_autofree char *texts = g_build_filename (folder, TEXTS, NULL);
  g_autoptr (GBytes) bytes = ink_file_read (texts, MAX_TEXTS_BYTES, NULL);
  gsize size = 0;
  const char *text = bytes == NULL ? NULL : g_bytes_get_data (bytes, &size);
  guint n = 0;

  if (!g_file_test (base, G_FILE_TEST_IS_REGULAR))
    return 0;
  for (gsize i = 0; i < size; i++)
    n += text[i] == '\n';
  return n;
}
