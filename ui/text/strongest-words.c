/* The model's strongest words, listed by a worker. */
#include "ui/text/strongest-words.h"

static void
strongest_words_free (InkStrongestWords *words)
{
  ink_model_unref (words->model);
  for (guint side = 0; side < 2; side++)
    g_clear_pointer (&words->words[side], g_array_unref);
  g_free (words);
}

static void
list_worker (GTask *task, gpointer source, gpointer data,
             GCancellable *cancellable)
{
  InkStrongestWords *words = data;

  for (guint side = 0; side < 2; side++)
    words->words[side] = ink_naive_bayes_strongest (
        words->model, words->class_index, side != 0, words->n);
  g_task_return_boolean (task, TRUE);
}

void
ink_strongest_words_async (InkModel *model, guint class_index, guint n,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  InkStrongestWords *words = g_new0 (InkStrongestWords, 1);

  words->model = ink_model_ref (model);
  words->class_index = class_index;
  words->n = n;
  g_task_set_task_data (task, words, (GDestroyNotify) strongest_words_free);
  g_task_run_in_thread (task, list_worker);
}

const InkStrongestWords *
ink_strongest_words_finish (GAsyncResult *result)
{
  return g_task_get_task_data (G_TASK (result));
}
