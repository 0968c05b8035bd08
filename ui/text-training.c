/* From a file to a model: load, hold a fifth out, train, measure, keep. The
 * figure is that of the model given, which has not seen the held-out texts. A
 * model that cannot be written is of use until the window closes: that is no
 * error but a warning. */
#include "ui/text-training.h"

#include <math.h>

#include "core/base/error.h"
#include "core/data/split.h"
#include "ui/format.h"
#include "ui/kept-models.h"
#include "ui/text-file.h"

#define HELD_OUT 0.2
#define SEED 1

void
ink_text_training_free (InkTextTraining *training)
{
  if (training == NULL)
    return;
  g_clear_pointer (&training->model, ink_model_unref);
  g_free (training->title);
  g_free (training->warning);
  g_free (training);
}

static InkTextSet *
subset (InkTextSet *texts, const GArray *indices)
{
  return ink_text_set_subset (texts, ink_text_set_name (texts),
                              (const guint32 *) (void *) indices->data,
                              indices->len);
}

static void
measure (InkTextTraining *training, const InkTextSet *held_out)
{
  guint n = ink_text_set_count (held_out);
  guint n_classes = ink_model_n_classes (training->model);
  const guint32 *labels = ink_text_set_labels (held_out);
  g_autofree const char **texts = g_new (const char *, n);
  g_autofree double *p = g_new (double, (gsize) n * n_classes);
  guint n_right = 0;

  for (guint i = 0; i < n; i++)
    texts[i] = ink_text_set_text (held_out, i);
  ink_model_predict_texts (training->model, texts, n, 0, p);
  for (guint i = 0; i < n; i++)
    {
      const double *row = p + (gsize) i * n_classes;
      guint top = 0;

      for (guint c = 1; c < n_classes; c++)
        if (row[c] > row[top])
          top = c;
      n_right += top == labels[i];
    }
  training->n_held_out = n;
  training->accuracy = n > 0 ? (double) n_right / n : NAN;
}

static void
set_facts (const InkTextTraining *training, const char *path,
           const InkTextSet *texts)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  g_autofree char *hash = ink_text_set_hash (texts);
  char accuracy[G_ASCII_DTOSTR_BUF_SIZE];

  ink_model_set_fact (training->model, "data", shown);
  ink_model_set_fact (training->model, "data_hash", hash);
  if (training->n_held_out == 0)
    return;
  g_ascii_dtostr (accuracy, sizeof accuracy, training->accuracy);
  ink_model_set_fact (training->model, "validation_accuracy", accuracy);
}

static void
set_title (InkTextTraining *training, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  g_autofree char *percent = NULL;

  if (training->n_held_out == 0)
    {
      training->title = g_steal_pointer (&shown);
      return;
    }
  percent = ink_format_figure (100 * training->accuracy, 1, 100);
  training->title = g_strdup_printf ("%s, %s %%", shown, percent);
}

static void
keep (InkTextTraining *training)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path
      = ink_kept_models_save (training->model, training->title, &error);

  if (path == NULL)
    training->warning
        = g_strdup_printf ("The model is not kept: %s", error->message);
}

static InkTextTraining *
train (InkTextSet *texts, const char *path, GError **error)
{
  g_autoptr (GArray) learn = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) hold = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (InkTextTraining) training = g_new0 (InkTextTraining, 1);
  g_autoptr (InkTextSet) learned = NULL;
  g_autoptr (InkTextSet) held_out = NULL;

  ink_split_stratified (ink_text_set_labels (texts), ink_text_set_count (texts),
                        ink_text_set_n_classes (texts), HELD_OUT, SEED, learn,
                        hold);
  learned = subset (texts, learn);
  held_out = subset (texts, hold);
  training->n_trained = learn->len;
  training->model = ink_naive_bayes_train (
      learned, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, error);
  if (training->model == NULL)
    return NULL;
  measure (training, held_out);
  set_facts (training, path, texts);
  set_title (training, path);
  return g_steal_pointer (&training);
}

static void
train_worker (GTask *task, gpointer source, gpointer data,
              GCancellable *cancellable)
{
  const char *path = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) texts
      = ink_text_file_load (path, INK_SPLIT_TRAIN, NULL, NULL, &error);
  g_autoptr (InkTextTraining) training = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (texts != NULL)
    training = train (texts, path, &error);
  if (training == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  keep (training);
  g_task_return_pointer (task, g_steal_pointer (&training),
                         (GDestroyNotify) ink_text_training_free);
}

void
ink_text_training_async (const char *path, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ink_text_training_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, train_worker);
}

InkTextTraining *
ink_text_training_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
