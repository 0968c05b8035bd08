/* What is around teaching, the same for the workbench and the command line. */
#include "core/train/teach-data.h"

#include <string.h>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/data/drawing-folder.h"
#include "core/model/lenet5.h"

#define TAUGHT ", taught "

void
ink_teach_data_free (InkTeachData *data)
{
  if (data == NULL)
    return;
  for (guint i = 0; i < data->n_digits; i++)
    {
      ink_drawing_free ((InkDrawing *) data->digits[i].drawing);
      g_free ((guint8 *) data->digits[i].pixels);
    }
  g_free (data->digits);
  g_free (data->hash);
  g_clear_pointer (&data->replay, ink_image_set_unref);
  g_clear_pointer (&data->test, ink_image_set_unref);
  g_clear_pointer (&data->problems, g_ptr_array_unref);
  g_free (data);
}

/* --- Drawings --- */

static void
read_digit (InkTeachData *data, const char *folder,
            const InkLabelledDigit *digit)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *pixels = g_malloc (INK_DIGIT_PIXELS);
  InkDrawing *drawing;

  if (!ink_drawing_folder_read (folder, digit, &drawing, pixels, &error))
    {
      g_ptr_array_add (data->problems, g_strdup (error->message));
      return;
    }
  data->digits[data->n_digits++] = (InkTeachDigit){
    .drawing = drawing,
    .pixels = g_steal_pointer (&pixels),
    .label = digit->label,
  };
}

static char *
hash_digits (const InkTeachData *data)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < data->n_digits; i++)
    {
      g_checksum_update (sum, data->digits[i].pixels, INK_DIGIT_PIXELS);
      g_checksum_update (sum, &data->digits[i].label, 1);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static gboolean
load_digits (InkTeachData *data, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) digits
      = ink_drawing_folder_list (folder, data->problems, error);

  if (digits == NULL)
    return FALSE;
  data->digits = g_new0 (InkTeachDigit, digits->len + 1);
  for (guint i = 0; i < digits->len; i++)
    read_digit (data, folder, g_ptr_array_index (digits, i));
  data->hash = hash_digits (data);
  if (data->n_digits > 0)
    return TRUE;
  return ink_error_set (error, INK_ERROR_NOT_FOUND,
                        "%s: expected drawings to teach from, found none",
                        folder);
}

/* --- Replay --- */

static gboolean
load_splits (InkTeachData *data, const char *name, GError **error)
{
  gboolean has_splits = FALSE;

  data->replay
      = ink_dataset_load_images (name, INK_SPLIT_TRAIN, &has_splits, error);
  if (data->replay == NULL)
    {
      g_prefix_error (error, "teaching mixes your drawings with what the model "
                             "learned before, so that it does not forget: ");
      return FALSE;
    }
  if (!has_splits)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected a training and a test split, found one "
                          "set",
                          name);
  data->test = ink_dataset_load_images (name, INK_SPLIT_TEST, NULL, error);
  return data->test != NULL;
}

InkTeachData *
ink_teach_data_load (const char *folder, const char *name, GError **error)
{
  g_autoptr (InkTeachData) data = g_new0 (InkTeachData, 1);

  data->problems = g_ptr_array_new_with_free_func (g_free);
  if (!load_digits (data, folder, error) || !load_splits (data, name, error))
    return NULL;
  return g_steal_pointer (&data);
}

/* --- Facts --- */

char *
ink_teach_model_hash (const InkModel *model)
{
  gsize n = ink_network_n_parameters (ink_lenet5_network (model));

  return g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, (const guchar *) ink_lenet5_parameters (model),
      n * sizeof (float));
}

guint
ink_teach_n_taught (const InkModel *model)
{
  const char *fact = ink_model_fact (model, "taught_drawings");

  return fact != NULL ? (guint) g_ascii_strtoull (fact, NULL, 10) : 0;
}

/* What was measured on the base model is not true of the taught one. */
static gboolean
is_measure (const char *key)
{
  return g_str_has_suffix (key, "_loss") || g_str_has_suffix (key, "_accuracy")
         || g_str_has_suffix (key, "_error");
}

static void
copy_facts (InkModel *model, const InkModel *base)
{
  g_autoptr (GPtrArray) keys = ink_model_fact_keys (base);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      if (!is_measure (key))
        ink_model_set_fact (model, key, ink_model_fact (base, key));
    }
}

static void
set_score (InkModel *model, const char *name, const InkTeachScore *score)
{
  g_autofree char *before = g_strconcat (name, "_before", NULL);
  g_autofree char *after = g_strconcat (name, "_after", NULL);

  ink_model_set_integer_fact (model, name, score->n);
  ink_model_set_integer_fact (model, before, score->before);
  ink_model_set_integer_fact (model, after, score->after);
}

/* Without what teaching added to it. (transfer full) */
static char *
root_title (const char *title)
{
  const char *taught = strstr (title, TAUGHT);

  return g_strndup (title, taught != NULL ? (gsize) (taught - title)
                                          : strlen (title));
}

void
ink_teach_set_facts (const InkTeachResult *result, const InkTeachData *data,
                     const InkModel *base, const char *base_title,
                     guint64 seed)
{
  InkModel *model = result->model;
  g_autofree char *base_hash = ink_teach_model_hash (base);
  g_autofree char *root = root_title (base_title);
  g_autofree char *title
      = g_strdup_printf ("%s" TAUGHT "%u drawing%s", root, data->n_digits,
                         data->n_digits == 1 ? "" : "s");

  copy_facts (model, base);
  ink_model_set_fact (model, "title", title);
  ink_model_set_fact (model, "base", base_title);
  ink_model_set_fact (model, "base_hash", base_hash);
  ink_model_set_integer_fact (model, "taught_drawings", data->n_digits);
  ink_model_set_fact (model, "taught_hash", data->hash);
  ink_model_set_integer_fact (model, "taught_seed", seed);
  ink_model_set_integer_fact (model, "taught_steps", result->steps);
  set_score (model, "taught_left_out", &result->left_out);
  set_score (model, "taught_test", &result->test);
}
