/* A short text takes well under a millisecond and is read where it is given. A
 * long one goes to a worker; what comes meanwhile waits until that is back, and
 * only the last of it is read. */
#include "ui/text/text-reader.h"

#define LONG_TEXT 20000 /* characters */

typedef struct
{
  InkModel *model;
  char *text;
  int class_index;
} ReadJob;

struct _InkTextReader
{
  GObject parent_instance;
  InkTextReadFunc func;
  gpointer user_data;
  ReadJob *waiting;   /* (nullable): for the worker */
  gboolean working;   /* the worker is under way */
  gboolean is_wanted; /* what it reads is of the text last given */
};

G_DEFINE_FINAL_TYPE (InkTextReader, ink_text_reader, G_TYPE_OBJECT)

static void
read_job_free (ReadJob *job)
{
  ink_model_unref (job->model);
  g_free (job->text);
  g_free (job);
}

static void
ink_text_reader_finalize (GObject *object)
{
  InkTextReader *self = INK_TEXT_READER (object);

  g_clear_pointer (&self->waiting, read_job_free);
  G_OBJECT_CLASS (ink_text_reader_parent_class)->finalize (object);
}

static void
ink_text_reader_class_init (InkTextReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ink_text_reader_finalize;
}

static void
ink_text_reader_init (InkTextReader *self)
{
}

InkTextReader *
ink_text_reader_new (InkTextReadFunc func, gpointer user_data)
{
  InkTextReader *self = g_object_new (INK_TYPE_TEXT_READER, NULL);

  self->func = func;
  self->user_data = user_data;
  return self;
}

static void
read_worker (GTask *task, gpointer source, gpointer data,
             GCancellable *cancellable)
{
  const ReadJob *job = data;

  g_task_return_pointer (
      task, ink_text_reading_new (job->model, job->text, job->class_index),
      (GDestroyNotify) ink_text_reading_unref);
}

static void start_worker (InkTextReader *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  InkTextReader *self = INK_TEXT_READER (source);
  g_autoptr (InkTextReading) reading
      = g_task_propagate_pointer (G_TASK (result), NULL);

  self->working = FALSE;
  if (self->waiting != NULL)
    start_worker (self);
  else if (self->is_wanted)
    self->func (reading, self->user_data);
}

static void
start_worker (InkTextReader *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, read_cb, NULL);

  g_task_set_task_data (task, g_steal_pointer (&self->waiting),
                        (GDestroyNotify) read_job_free);
  self->working = TRUE;
  self->is_wanted = TRUE;
  g_task_run_in_thread (task, read_worker);
}

void
ink_text_reader_stop (InkTextReader *self)
{
  self->is_wanted = FALSE;
  g_clear_pointer (&self->waiting, read_job_free);
}

gboolean
ink_text_reader_read (InkTextReader *self, InkModel *model, char *text,
                      guint length, int class_index)
{
  g_autoptr (InkTextReading) reading = NULL;

  ink_text_reader_stop (self);
  if (length > LONG_TEXT)
    {
      self->waiting = g_new (ReadJob, 1);
      *self->waiting
          = (ReadJob) { ink_model_ref (model), text, class_index };
      if (!self->working)
        start_worker (self);
      return FALSE;
    }
  reading = ink_text_reading_new (model, text, class_index);
  g_free (text);
  self->func (reading, self->user_data);
  return TRUE;
}
